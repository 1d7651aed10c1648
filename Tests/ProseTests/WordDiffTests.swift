import Prose
import TestSupport
import Testing

@Suite struct WordDiffTests {
  private func show(_ old: String, _ new: String) -> String {
    WordDiff(old: old, new: new).runs.map { run in
      let text = run.words.joined(separator: " ")
      return switch run.operation {
      case .equal: text
      case .delete: "[-\(text)-]"
      case .insert: "{+\(text)+}"
      }
    }.joined(separator: " ")
  }

  @Test(arguments: [
    ("", "", ""),
    ("a b", "a\n b ", "a b"),
    ("", "a", "{+a+}"),
    ("a", "", "[-a-]"),
    ("the team may decide", "the team must decide", "the team [-may-] {+must+} decide"),
    ("a b c", "c", "[-a b-] c"),
    ("a b", "a x b y", "a {+x+} b {+y+}"),
    ("a b c d", "a c d e", "a [-b-] c d {+e+}"),
    ("a a a", "a a", "a a [-a-]"),
  ])
  func changesAreShownWhereTheyAre(_ old: String, _ new: String, _ shown: String) {
    #expect(show(old, new) == shown)
  }

  @Test func bothTextsCanBeReadBack() {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<2000 {
      func text() -> [String] {
        (0..<Int.random(in: 0...12, using: &generator)).map { _ in
          ["a", "b", "c", "d"].randomElement(using: &generator) ?? ""
        }
      }
      let (old, new) = (text(), text())
      let diff = WordDiff(old: old.joined(separator: " "), new: new.joined(separator: " "))
      func side(_ left: WordDiff.Operation) -> [String] {
        diff.runs.filter { $0.operation != left }.flatMap { $0.words.map { String($0) } }
      }
      #expect(side(.insert) == old)
      #expect(side(.delete) == new)
      #expect(diff.hasChanges == (old != new))
      #expect(!diff.isApproximate)
      let kept = diff.runs.filter { $0.operation == .equal }.reduce(0) { $0 + $1.words.count }
      #expect(kept == longestCommon(old, new))
      #expect(zip(diff.runs, diff.runs.dropFirst()).allSatisfy { $0.operation != $1.operation })
    }
  }

  private func longestCommon(_ old: [String], _ new: [String]) -> Int {
    var row = [Int](repeating: 0, count: new.count + 1)
    for word in old {
      var corner = 0
      for (index, other) in new.enumerated() {
        (corner, row[index + 1]) = (
          row[index + 1], word == other ? corner + 1 : max(row[index], row[index + 1])
        )
      }
    }
    return row[new.count]
  }

  @Test func textsThatAreFarApartAreShownReplaced() {
    let old = "same " + (0..<2000).map { "a\($0)" }.joined(separator: " ") + " end"
    let new = "same " + (0..<2000).map { "b\($0)" }.joined(separator: " ") + " end"
    let diff = WordDiff(old: old, new: new)
    #expect(diff.isApproximate)
    #expect(diff.runs.map(\.operation) == [.equal, .delete, .insert, .equal])
    #expect(diff.runs.map(\.words.count) == [1, 2000, 2000, 1])
  }
}
