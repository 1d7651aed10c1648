import Git
import Processes
import TestSupport
import Testing

@Suite struct NameTests {
  @Test func `an id is forty lower-case digits`() throws {
    let text = "0123456789abcdef0123456789abcdef01234567"
    let id = try #require(ObjectID(hex: text))
    #expect(id.hex == text)
    #expect(id.description == text)
    #expect(ObjectID(bytes: id.bytes[...]) == id)
    #expect(ObjectID(hex: String(repeating: "0", count: 40)) == .zero)
    #expect(ObjectID.zero.isZero && !id.isZero)
    for bad in [
      "", String(text.dropLast()), text + "0", text.uppercased(), text.replacing("a", with: "g"),
      text.replacing("a", with: " "), text.replacing("ab", with: "é"),
    ] {
      #expect(ObjectID(hex: bad) == nil, "\(bad)")
    }
    #expect(ObjectID(bytes: id.bytes.dropLast()) == nil)
  }

  @Test func `ids sort as their digits`() {
    var generator = SeededGenerator(seed: 1)
    let ids = (0..<500).compactMap { _ -> ObjectID? in
      ObjectID(bytes: (0..<20).map { _ in UInt8.random(in: 0...255, using: &generator) }[...])
    }
    #expect(ids.count == 500)
    #expect(ids.sorted().map(\.hex) == ids.map(\.hex).sorted())
  }

  @Test func `names of references are those that git takes`() throws {
    let pieces = [
      "refs", "heads", "a", ".", "..", "/", "//", ".lock", "lock", "@", "{", "@{", "~", "^", ":",
      "?", "*", "[", "\\", " ", "\t", "\u{7f}", "é", "-", "main", "HEAD", "\u{1}", "}", "]",
    ]
    var generator = SeededGenerator(seed: 2)
    var names = ["refs/heads/main", "HEAD", "", "/", "a/b/", "a/.lock", "a/b.lock/c", "@/a", "a/@"]
    for _ in 0..<300 {
      let count = Int.random(in: 1...6, using: &generator)
      let parts = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }
      names.append((Bool.random(using: &generator) ? "refs/heads/" : "") + parts.joined())
    }
    for name in names {
      // Given "", or "-" first, the command shows its usage.
      guard !name.isEmpty, !name.hasPrefix("-") else { continue }
      let isGood = try Command("git", ["check-ref-format", name]).run().succeeded
      #expect((try? ReferenceName(name)) != nil || !isGood, "refused \(name.debugDescription)")
      #expect((try? ReferenceName(name)) == nil || isGood, "took \(name.debugDescription)")
    }
  }

  @Test func `damaged names of references are refused or kept`() throws {
    let samples = ["refs/heads/main", "refs/charter/signoffs/0123/ana/4567", "refs/heads/a.b/c@d"]
    Fuzz.each(of: samples.map { Array($0.utf8) }, seed: 3) { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      if let name = try? ReferenceName(text) {
        #expect(name.text.utf8.elementsEqual(text.utf8))
        #expect(!name.shortName.isEmpty)
      }
    }
  }

  @Test func `names are compared by bytes`() throws {
    let composed = try ReferenceName("refs/heads/\u{e9}")
    let decomposed = try ReferenceName("refs/heads/e\u{301}")
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed]).count == 2)
    #expect(decomposed < composed)
    #expect(try ReferenceName.branch("a/b").shortName == "a/b")
    let error = #expect(throws: GitError.self) { try ReferenceName("refs/heads/a..b") }
    #expect(error?.isInvalidName == true)
  }

  @Test(arguments: [(0, "+0000"), (120, "+0200"), (-330, "-0530"), (845, "+1405"), (-5, "-0005")])
  func `a signature is printed as in a header`(minutes: Int, zone: String) {
    let signature = Signature(name: "Ana", email: "a@x", seconds: 1790, offsetMinutes: minutes)
    #expect(signature.headerText == "Ana <a@x> 1790 \(zone)")
  }
}
