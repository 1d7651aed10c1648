import Foundation
import Prose
import TestSupport
import Testing

/// Whose words they are, over versions of one text.
@Suite struct OriginsTests {
  /// A sentence with what is told of it.
  private struct Told: Hashable {
    let words: String
    let origin: Origins.Sentence
  }

  private func origins(_ versions: [String]) -> (Origins, TextVersion) {
    let lexicon = Lexicon()
    var origins = Origins()
    var last = TextVersion([], lexicon: lexicon)
    for (number, text) in versions.enumerated() {
      let next = TextVersion(Array(text.utf8), lexicon: lexicon)
      let carry = Carry(to: next, from: number == 0 ? nil : last, lexicon: lexicon)
      #expect(origins.precedes(carry))
      #expect(Carry(carry.bytes) == carry)
      origins.apply(carry, version: number)
      last = next
    }
    return (origins, last)
  }

  private func told(_ versions: String...) -> [Told] { told(versions) }

  private func told(_ versions: [String]) -> [Told] {
    let (origins, last) = origins(versions)
    #expect(origins.sentences.count == last.list.sentences.count)
    return zip(last.list.sentences, origins.sentences).map { sentence, origin in
      let words = String(decoding: last.text.source(sentence.tokens), as: UTF8.self)
      return Told(words: words, origin: origin)
    }
  }

  /// `first two words: number`, then `m`, `r`, `s` with the number of the move and so on.
  private func short(_ versions: String...) -> [String] {
    told(versions).map { told in
      let words = told.words.split(whereSeparator: \.isWhitespace).prefix(2).joined(separator: " ")
      var text = "\(words): \(told.origin.wordedBy)"
      if let number = told.origin.movedBy { text += " m\(number)" }
      if let number = told.origin.restoredBy { text += " r\(number)" }
      if let number = told.origin.shortenedBy { text += " s\(number)" }
      return text
    }
  }

  private static let text = """
    # Post

    Letters come at nine and are opened by noon. Whoever opens them writes down when.

    ## Duties

    - The list of names hangs beside the door.
    - Keys are counted each evening by two of us.

    ## Rights

    Members may read every letter that is not private.

    """

  // MARK: Micro cases

  @Test func newLinesChangeNothing() {
    let wrapped = Self.text.replacing("opened by noon. Whoever", with: "opened\nby noon. Whoever")
      .replacing("- ", with: "*   ").replacing("# Post\n", with: "Post\n====\n")
      .replacing("beside the", with: "beside\n    the").replacing("may read", with: "**may** read")
    #expect(told(Self.text, wrapped).allSatisfy { $0.origin.wordedBy == 0 })
    #expect(told(Self.text, wrapped).allSatisfy { $0.origin.movedBy == nil })
    #expect(
      told(Self.text, wrapped, Self.text.replacing("\n", with: "\r\n"))
        .allSatisfy { $0.origin.wordedBy == 0 && $0.origin.restoredBy == nil })
  }

  @Test func aWordOfASentence() {
    let told = short(Self.text, Self.text.replacing("by noon", with: "by ten"))
    #expect(told[1...2] == ["Letters come: 1", "Whoever opens: 0"])
    // A word that is gone makes other words of the rest.
    #expect(
      short(Self.text, Self.text.replacing(" not", with: "")).last == "Members may: 1")
  }

  @Test func lastWordsTakenAway() {
    let told = short(
      Self.text, Self.text.replacing(" beside the door.", with: ""),
      Self.text.replacing("The list of names hangs beside the door.", with: "list of names hangs"))
    #expect(told[4] == "- list: 0 s2")
  }

  @Test func aSectionMovesAsItIs() {
    let moved = Self.text.replacing(
      "## Rights\n\nMembers may read every letter that is not private.\n", with: ""
    ).replacing(
      "## Duties",
      with: "## Rights\n\nMembers may read every letter that is not private.\n\n## Duties")
    let told = told(Self.text, moved)
    #expect(told.allSatisfy { $0.origin.wordedBy == 0 })
    #expect(told.contains { $0.origin.movedBy == 1 })
    // Whichever part counts as the one that moved, none moves again.
    #expect(
      self.told(Self.text, moved, moved + "\nMore.\n").dropLast().map(\.origin.movedBy)
        == told.map(\.origin.movedBy))
  }

  @Test func aSentenceComesBack() {
    let gone = Self.text.replacing(" Whoever opens them writes down when.", with: "")
    #expect(short(Self.text, gone, gone, Self.text)[2] == "Whoever opens: 0 r3")
    let other = Self.text.replacing("may read", with: "must read")
    #expect(short(Self.text, other, Self.text).last == "Members may: 0 r2")
    // Worded anew after that, it is new.
    #expect(
      short(Self.text, gone, Self.text, Self.text.replacing("down when", with: "that down"))[2]
        == "Whoever opens: 3")
  }

  @Test func aSectionGetsAnotherName() {
    let told = short(Self.text, Self.text.replacing("## Duties", with: "## What we do"))
    #expect(
      told[3...5] == ["## What: 1", "- The: 0", "- Keys: 0"])
  }

  @Test func paragraphsAreSplitAndJoined() {
    let split = Self.text.replacing("noon. Whoever", with: "noon.\n\nWhoever")
    #expect(told(Self.text, split).allSatisfy { $0.origin.wordedBy == 0 })
    #expect(told(split, Self.text).allSatisfy { $0.origin.wordedBy == 0 })
  }

  @Test func wordsThatStandThereTwice() {
    let twice = Self.text + "\nMembers may read every letter that is not private.\n"
    #expect(short(Self.text, twice).suffix(2) == ["Members may: 0", "Members may: 0 m1"])
    // Part of a longer sentence is not new either.
    #expect(
      short(Self.text, Self.text + "\n- of names hangs beside the door\n").last == "- of: 0 m1")
  }

  @Test func fieldsRowsAndCode() {
    let text = """
      ---
      kind: team
      members: [ana, ben]
      ---
      # Post

      | day | who |
      |---|---|
      | Monday | ana |

      ```
      open  it
      close it
      ```

      """
    let told = short(
      text,
      text.replacing("ben]", with: "cy]").replacing("| ana |", with: "| cy |")
        .replacing("close it", with: "shut it"))
    #expect(
      told == [
        "---: 0", "kind: team: 0", "members: [ana,: 1", "---: 0", "# Post: 0", "| day: 0",
        "|---|---|: 0", "| Monday: 1", "```: 0", "open it: 0", "shut it: 1", "```: 0",
      ])
  }

  // MARK: Properties

  private static let sentences = [
    "We must meet on Monday and decide by consent.", "Nobody may spend more than 500 EUR.",
    "Do we vote? All of us do.", "- first of a list\n- second of a list\n  - below it",
    "> quoted words\n> on two lines", "```sh\nrun  it now\n```", "| a | b |\n|---|---|\n| 1 | 2 |",
    "See [a link](b.md) and [r].", "[r]: https://example.org", "# Heading of all", "## Another one",
    "***", "我们每周一开会。大家都来！", "שלום עולם, זה טקסט.", "*unclosed and [open", "1. one 2. two",
    "<!-- a comment -->", "___________ sign here",
  ]

  private func history(_ generator: inout SeededGenerator) -> [String] {
    var blocks = (0..<8).map { _ in Self.sentences.randomElement(using: &generator) ?? "" }
    return (0..<5).map { _ in
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: blocks.insert(Self.sentences.randomElement(using: &generator) ?? "", at: 0)
      case 1: blocks.swapAt(0, blocks.count - 1)
      case 2: blocks.removeLast()
      case 3:
        let place = Int.random(in: 0..<blocks.count, using: &generator)
        blocks[place] = blocks[place].replacing(" ", with: " much ", maxReplacements: 1)
      default: blocks = blocks.map { $0.replacing(" ", with: "  ", maxReplacements: 1) }
      }
      return blocks.joined(separator: "\n\n") + "\n"
    }
  }

  @Test func generated() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<150 { check(history(&generator)) }
  }

  private func check(_ versions: [String]) {
    let (origins, last) = origins(versions)
    // Each word has one origin, and each byte but white space one sentence.
    #expect(origins.words.count == last.list.words.count)
    #expect(last.list.sentences.flatMap(\.tokens) == Array(last.text.tokens.indices))
    #expect(last.list.sentences.flatMap(\.words) == Array(last.list.words.indices))
    let told = told(versions)
    #expect(told == self.told(versions))
    for one in told {
      for number in [one.origin.wordedBy, one.origin.movedBy, one.origin.restoredBy]
        .compactMap(\.self)
      {
        #expect(versions.indices.contains(number))
      }
      // No version is named whose words were there before it.
      let version = one.origin.wordedBy
      guard version > 0, bare(one.words).split(separator: " ").count >= 5 else { continue }
      #expect(
        !bare(versions[version - 1]).contains(bare(one.words)),
        "\(versions.debugDescription) \(one.words)")
    }
    // What changes no word changes no origin.
    let again = self.told(versions + [(versions.last ?? "") + "\n\n"])
    #expect(again.map(\.origin) == told.map(\.origin))
  }

  private func bare(_ text: String) -> String {
    text.split(separator: "\n").map { line in
      line.replacing(/^\s*([-*+>]|\d+[.)]|#+)\s+/, with: "")
    }.joined(separator: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test func keptBytesAreReadOrRefused() throws {
    let lexicon = Lexicon()
    let old = TextVersion(Array(Self.text.utf8), lexicon: lexicon)
    let new = TextVersion(
      Array(Self.text.replacing("by noon", with: "at ten").utf8), lexicon: lexicon)
    let carry = Carry(to: new, from: old, lexicon: lexicon)
    var first = Origins()
    first.apply(Carry(to: old, from: nil, lexicon: lexicon), version: 0)
    #expect(Carry([]) == nil)
    #expect(Carry(carry.bytes + [0]) == nil)
    Fuzz.each(of: [carry.bytes], seed: 11) { bytes in
      guard let read = Carry(bytes) else { return }
      var origins = first
      if origins.precedes(read) { origins.apply(read, version: 1) }
      _ = origins.sentences
      _ = read.fresh
    }
  }

  @Test(.enabled(if: Corpora.isPresent, Corpora.hint))
  func realHistories() throws {
    let folder = try #require(Corpora.path("corpora/histories"))
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
      let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/" + name)
        .filter { $0.hasSuffix(".md") }.sorted()
      let versions = try files.map {
        String(decoding: try Files.read("\(folder)/\(name)/\($0)"), as: UTF8.self)
      }
      for one in told(versions) {
        let (text, version) = (bare(one.words), one.origin.wordedBy)
        guard version > 0, text.split(separator: " ").count >= 5 else { continue }
        #expect(!bare(versions[version - 1]).contains(text), "\(name): \(one.words)")
      }
    }
  }
}
