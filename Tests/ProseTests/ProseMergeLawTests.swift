import Foundation
import Prose
import TestSupport
import Testing

/// What holds of every merge, over generated Markdown with random edits and over real texts.
@Suite struct ProseMergeLawTests {
  private static let pieces = [
    "We must meet on Monday and decide by consent. Nobody leaves before the end. It takes an hour.",
    "Nobody may spend more than 500 EUR. Whoever does says so in the same week.",
    "*Emphasis* and **strong** words with `code  here`. See [a link](b.md \"title\") and [r].",
    "- first item of some\n- second item with words\n  - nested one below it\n- third",
    "1. one thing\n2. two more things\n3. three",
    "> quoted words stand here\n> on two lines. Twice.",
    "```sh\nrun  it\n\nnow\n```", "| a | b |\n|---|---|\n| 1 | 2 |\n| red | blue |",
    "<div>\nraw *html*\n</div>", "[r]: https://example.org", "# Heading of all", "## Other heading",
    "### Below it", "Setext\n------", "***", "[^1]: a note", "我们每周一开会。大家都来！我也来。",
    "เราประชุมทุกวัน", "שלום עולם, זה טקסט.", "👩‍👩‍👧 family 👍🏽",
    "Cafe\u{301} and caf\u{E9}. Another one.", "tail  \nhard break", "a\\*b \\_c",
    "    indented code", "-", "<!-- comment -->", "*unclosed and [open", "]( )(",
  ]
  private static let fronts = [
    "", "---\nkind: role\nholders:\n  - ana\n  - ben\ntitle: A\n---\n",
    "---\nholders: [ana, ben]\nterm: a year\n---\n", "---\nbroken\n---\n",
  ]

  private func text(_ generator: inout SeededGenerator) -> String {
    let count = Int.random(in: 1...9, using: &generator)
    let blocks = (0..<count).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }
    let front = Self.fronts.randomElement(using: &generator) ?? ""
    return front
      + blocks.joined(separator: Int.random(in: 0..<4, using: &generator) == 0 ? "\n" : "\n\n")
      + "\n"
  }

  /// Words replaced, taken out and put in; lines moved, doubled and taken out.
  private func edited(
    _ text: String, _ mark: String, _ generator: inout SeededGenerator, pieces: [String] = pieces
  ) -> String {
    var text = text
    for _ in 0..<Int.random(in: 0...3, using: &generator) {
      if Bool.random(using: &generator) {
        var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let place = Int.random(in: 0..<words.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: words.remove(at: place)
        case 1: words[place] = mark
        default: words.insert(mark, at: place)
        }
        text = words.joined(separator: " ")
      } else {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let place = Int.random(in: 0..<lines.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: lines.remove(at: place)
        case 1: lines.insert(pieces.randomElement(using: &generator) ?? "", at: place)
        case 2: lines.insert(lines[place], at: Int.random(in: 0...lines.count, using: &generator))
        default:
          let line = lines.remove(at: place)
          lines.insert(line, at: Int.random(in: 0...lines.count, using: &generator))
        }
        text = lines.joined(separator: "\n")
      }
    }
    return text
  }

  private func merge(_ base: String, _ ours: String, _ theirs: String) -> ProseMerge {
    ProseMerge(base: Array(base.utf8), ours: Array(ours.utf8), theirs: Array(theirs.utf8))
  }

  private func words(_ text: String) -> [Substring] {
    text.split { $0.isWhitespace || $0 == "|" || $0 == "," || $0 == "[" || $0 == "]" }
  }

  private func check(_ base: String, _ ours: String, _ theirs: String) {
    for text in [ours, theirs] {
      #expect(merge(base, text, base).bytes == Array(text.utf8))
      #expect(merge(base, base, text).bytes == Array(text.utf8))
      #expect(merge(base, text, text).bytes == Array(text.utf8))
    }
    let merged = merge(base, ours, theirs)
    let turned = merge(base, theirs, ours)
    let shown: Comment =
      "\(base.debugDescription)\n\(ours.debugDescription)\n\(theirs.debugDescription)"
    #expect(
      merged.conflicts.map { [$0.base, $0.ours, $0.theirs] }
        == turned.conflicts.map { [$0.base, $0.theirs, $0.ours] }, shown)
    guard let bytes = merged.bytes, let other = turned.bytes else { return }
    let result = words(String(decoding: bytes, as: UTF8.self))
    #expect(result.sorted() == words(String(decoding: other, as: UTF8.self)).sorted(), shown)
    let (before, mine, others) = (words(base), words(ours), words(theirs))
    let known = Set(mine).union(others)
    for word in result where word.utf8.allSatisfy({ $0 < 0x80 }) {
      #expect(known.contains(word), shown)
    }
    // What stood once and was taken out by one is gone; what one put in is there.
    let found = Set(result)
    let seen = [before, mine, others].map { words in
      Dictionary(words.map { ($0, 1) }, uniquingKeysWith: +)
    }
    for word in Set(before) where seen.allSatisfy({ $0[word] ?? 0 <= 1 }) {
      guard word.utf8.allSatisfy({ $0 < 0x80 }), word.contains(where: \.isLetter) else { continue }
      if !mine.contains(word) || !others.contains(word) { #expect(!found.contains(word), shown) }
    }
    for word in known.subtracting(before) where word.utf8.allSatisfy({ $0 < 0x80 }) {
      #expect(found.contains(word), shown)
    }
  }

  @Test func generated() {
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<60 {
      let base = text(&generator)
      check(base, edited(base, "mine", &generator), edited(base, "theirs", &generator))
    }
  }

  /// Line breaks at other places on one side: the same conflicts, the same words.
  @Test func rewrapped() {
    var generator = SeededGenerator(seed: 22)
    let plain = Self.pieces.filter { $0.first?.isLetter == true && !$0.contains("\n") }
    for _ in 0..<30 {
      let base =
        (0..<4).map { _ in
          (0..<3).map { _ in plain.randomElement(using: &generator) ?? "" }.joined(separator: " ")
        }.joined(separator: "\n\n") + "\n"
      let ours = edited(base, "mine", &generator, pieces: plain)
      let theirs = edited(base, "theirs", &generator, pieces: plain)
      let wrapped =
        theirs.split(separator: "\n", omittingEmptySubsequences: false).map { line in
          line.split(separator: " ").reduce("") { line, word in
            let isSafe = word.first?.isLetter == true
            let gap = isSafe && Int.random(in: 0..<4, using: &generator) == 0 ? "\n" : " "
            return line.isEmpty ? String(word) : line + gap + word
          }
        }.joined(separator: "\n")
      let merged = merge(base, ours, theirs)
      let other = merge(base, ours, wrapped)
      #expect(
        merged.conflicts.map { words(String(decoding: $0.theirs, as: UTF8.self)) }
          == other.conflicts.map { words(String(decoding: $0.theirs, as: UTF8.self)) },
        "\(base.debugDescription)\n\(ours.debugDescription)\n\(wrapped.debugDescription)")
      if let a = merged.bytes, let b = other.bytes {
        #expect(
          words(String(decoding: a, as: UTF8.self)) == words(String(decoding: b, as: UTF8.self)))
      }
    }
  }

  /// Real revisions cut in two by paragraphs: what is joined without a conflict is the revision.
  @Test(.enabled(if: Corpora.isPresent, Corpora.hint))
  func realPairs() throws {
    let folder = try #require(Corpora.folder).appendingPathComponent("corpora/pairs")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    var generator = SeededGenerator(seed: 23)
    for (index, name) in names.enumerated() where index % 16 == 0 {
      func read(_ file: String) throws -> String {
        let data = try Data(
          contentsOf: folder.appendingPathComponent(name).appendingPathComponent(file))
        return String(decoding: data, as: UTF8.self).replacing("\r\n", with: "\n")
      }
      let (old, new) = try (read("old.md"), read("new.md"))
      let (ours, theirs) = cut(old, new, &generator)
      check(old, ours, theirs)
      if let bytes = merge(old, ours, theirs).bytes {
        #expect(words(String(decoding: bytes, as: UTF8.self)) == words(new), "\(name)")
      }
    }
  }

  /// Gives each stretch of paragraphs that changed to one of two sides.
  private func cut(
    _ old: String, _ new: String, _ generator: inout SeededGenerator
  ) -> (String, String) {
    let before = old.components(separatedBy: "\n\n")
    let after = new.components(separatedBy: "\n\n")
    let difference = after.difference(from: before)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var (ours, theirs): ([String], [String]) = ([], [])
    var (i, j) = (0, 0)
    while i < before.count || j < after.count {
      if i < before.count, !removed.contains(i), j < after.count, !inserted.contains(j) {
        ours.append(before[i])
        theirs.append(before[i])
        (i, j) = (i + 1, j + 1)
        continue
      }
      var (gone, came): ([String], [String]) = ([], [])
      while i < before.count, removed.contains(i) {
        gone.append(before[i])
        i += 1
      }
      while j < after.count, inserted.contains(j) {
        came.append(after[j])
        j += 1
      }
      let isOurs = Bool.random(using: &generator)
      ours += isOurs ? came : gone
      theirs += isOurs ? gone : came
    }
    return (ours.joined(separator: "\n\n"), theirs.joined(separator: "\n\n"))
  }

  @Test func `random bytes never crash it`() {
    let samples = (0..<20).map { seed -> [UInt8] in
      var generator = SeededGenerator(seed: UInt64(seed))
      return Array(text(&generator).utf8)
    }
    var generator = SeededGenerator(seed: 24)
    for _ in 0..<Fuzz.rounds / 100 {
      let base = samples.randomElement(using: &generator) ?? []
      let ours = Fuzz.mutate(base, using: &generator)
      let theirs = Fuzz.mutate(base, using: &generator)
      let merge = ProseMerge(base: base, ours: ours, theirs: theirs)
      #expect(merge.bytes != nil || !merge.conflicts.isEmpty)
    }
  }
}
