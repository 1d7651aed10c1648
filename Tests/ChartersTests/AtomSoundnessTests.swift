import Charters
import Foundation
import Prose
import TestSupport
import Testing

/// What approvals rest on, for random charters and random changes of them.
///
/// Set `CHARTER_FUZZ_ROUNDS` for more than the usual number of rounds.
@Suite struct AtomSoundnessTests {
  private static let path = try? CharterPath("Charters/roles/x.md")

  private func cut(_ bytes: [UInt8]) throws -> CharterText? {
    try? CharterText(path: #require(Self.path), bytes: bytes)
  }

  /// Bytes differ exactly where atoms do, and the texts of the atoms together are the difference.
  private func checkCover(_ old: CharterText, _ new: CharterText) throws -> [Atom] {
    let atoms = try Atom.between(old, new)
    try #require(atoms.isEmpty == (old.bytes == new.bytes))
    try #require(atoms == atoms.sorted() && Set(atoms).count == atoms.count)
    for atom in atoms {
      try #require(atom.text(in: old) != atom.text(in: new))
    }
    for piece in Set(old.pieces + new.pieces) where piece != .intro {
      let isNamed = atoms.contains { $0.section == piece || $0.movedTo == piece }
      try #require(isNamed == (old.text(piece) != new.text(piece)), "\(piece)")
    }
    return atoms
  }

  /// An approval of `signed` counts for all that `landed` changes in `old`: then each piece that
  /// landed is one that was signed, or was there before.
  private func checkBinding(
    _ old: CharterText, signed: CharterText, landed: CharterText
  ) throws {
    let atoms = try checkCover(old, landed)
    guard atoms.allSatisfy({ $0.text(in: signed) == $0.text(in: landed) }) else { return }
    for piece in Set(landed.pieces + signed.pieces + old.pieces) where piece != .intro {
      let text = landed.text(piece)
      try #require(text == signed.text(piece) || text == old.text(piece), "\(piece)")
    }
    let parts = try [old, signed, landed].map { try intro(of: $0) }
    try #require(parts[2] == parts[0] || parts[2] == parts[1])
    for section in landed.outline?.sections ?? [] {
      let gaps = [old, signed, landed].map { gap(above: section.path, in: $0) }
      try #require(gaps[2] == gaps[0] || gaps[2] == gaps[1], "\(section.path)")
    }
    // The row of sections that were there before is the old one or the signed one.
    let parents = Set(landed.outline?.sections.map { Array($0.path.dropLast()) } ?? [])
    for parent in parents {
      let rows = [old, signed, landed].map { $0.children(of: parent).map(\.path) }
      let known = Set(rows[0]).intersection(rows[2])
      let row = rows[2].filter(known.contains)
      try #require(
        row == rows[0].filter(known.contains) || row == rows[1].filter(known.contains),
        "\(parent)")
    }
  }

  private func intro(of charter: CharterText) throws -> [[UInt8]] {
    let outline = try #require(charter.outline)
    return (outline.delimiters + [outline.intro, outline.trailingGap]).map {
      Array(charter.bytes[$0])
    }
  }

  private func gap(above path: [String], in charter: CharterText) -> [UInt8]? {
    charter.section(path).map { Array(charter.bytes[$0.leadingGap]) }
  }

  @Test func randomChangesOfRandomCharters() throws {
    var generator = SeededGenerator(seed: 11)
    var bound = 0
    for _ in 0..<Fuzz.rounds {
      var draft = CharterDraft(using: &generator)
      guard let old = try cut(draft.bytes) else { continue }
      for _ in 0..<Int.random(in: 1...4, using: &generator) { draft.change(using: &generator) }
      guard let signed = try cut(draft.bytes) else { continue }
      _ = try checkCover(old, signed)
      _ = try checkCover(signed, old)
      // What lands: the signed text itself, or something near it.
      for _ in 0..<Int.random(in: 0...2, using: &generator) { draft.change(using: &generator) }
      var bytes = draft.bytes
      if Bool.random(using: &generator) { bytes = Fuzz.mutate(bytes, using: &generator) }
      guard let landed = try cut(bytes) else { continue }
      try checkBinding(old, signed: signed, landed: landed)
      bound += 1
    }
    #expect(bound > Fuzz.rounds / 4)
  }

  @Test func oneByteOfWhatLandsIsOneByteOfWhatWasSigned() throws {
    var generator = SeededGenerator(seed: 12)
    for _ in 0..<Fuzz.rounds / 10 {
      var draft = CharterDraft(using: &generator)
      guard let old = try cut(draft.bytes) else { continue }
      for _ in 0..<3 { draft.change(using: &generator) }
      guard let signed = try cut(draft.bytes), !signed.bytes.isEmpty else { continue }
      for _ in 0..<5 {
        var bytes = signed.bytes
        let place = Int.random(in: bytes.indices, using: &generator)
        bytes[place] = Array("ab#\n -:".utf8).randomElement(using: &generator) ?? 0
        guard bytes != signed.bytes, let landed = try cut(bytes) else { continue }
        let atoms = try Atom.between(old, landed)
        if atoms.allSatisfy({ $0.text(in: signed) == $0.text(in: landed) }) {
          // Then that byte went back to what it was before.
          try checkBinding(old, signed: signed, landed: landed)
          try #require(old.bytes != signed.bytes)
        }
      }
    }
  }

  @Test func anApprovalOutlivesWhatHappensElsewhere() throws {
    var generator = SeededGenerator(seed: 13)
    var kept = 0
    for _ in 0..<Fuzz.rounds / 10 {
      var draft = CharterDraft(using: &generator)
      draft.hasTitle = true
      for index in draft.sections.indices { draft.sections[index].body += "\n.\n" }
      var amended = draft
      guard let place = amended.sections.indices.randomElement(using: &generator) else { continue }
      amended.sections[place].body += "more\n"
      var (oldElsewhere, newElsewhere) = (draft, amended)
      for other in draft.sections.indices where other != place {
        oldElsewhere.sections[other].body = "another\n"
        newElsewhere.sections[other].body = "another\n"
      }
      oldElsewhere.intro = "elsewhere\n"
      newElsewhere.intro = "elsewhere\n"
      let quiet = CharterDraft.Section(level: 2, title: "Quiet", body: "q\n", gap: "\n")
      oldElsewhere.sections.append(quiet)
      newElsewhere.sections.append(quiet)
      guard let old = try cut(draft.bytes), let new = try cut(amended.bytes),
        let before = try cut(oldElsewhere.bytes), let after = try cut(newElsewhere.bytes)
      else { continue }
      for atom in try Atom.between(before, after) {
        try #require(atom.change == .edit)
        try #require(atom.text(in: old) == atom.text(in: before))
        try #require(atom.text(in: new) == atom.text(in: after))
        kept += 1
      }
    }
    #expect(kept > Fuzz.rounds / 50)
  }

  /// A file of nothing but headings must not cost the square of their number.
  @Test func thousandsOfSectionsAreNoTrouble() throws {
    func text(_ order: some Sequence<Int>, _ name: String) throws -> CharterText {
      let lines = order.map { "\n## \(name)\($0)\n### a\n### b\n" }
      return try #require(try cut(Array(lines.joined().utf8)))
    }
    let time = try ContinuousClock().measure {
      let old = try text(0..<3000, "s")
      let turned = try text((0..<3000).reversed(), "s")
      let renamed = try text((0..<3000).reversed(), "t")
      #expect(try checkCover(old, turned).map(\.section) == [.order([])])
      #expect(try Atom.between(old, renamed).allSatisfy { $0.change == .move })
      #expect(try Atom.between(old, renamed).count == 9000)
    }
    #expect(time < .seconds(60))
  }

  @Test(.enabled(if: Corpora.isPresent, Corpora.hint))
  func realRevisions() throws {
    let folder = try #require(Corpora.folder).appendingPathComponent("corpora")
    let files = try #require(FileManager.default.enumerator(atPath: folder.path))
    let names = files.compactMap { $0 as? String }.filter { $0.hasSuffix(".md") }.sorted()
    var compared = 0
    for (name, next) in zip(names, names.dropFirst())
    where name.split(separator: "/").dropLast() == next.split(separator: "/").dropLast() {
      let texts = try [name, next].map { name in
        try cut(Array(Data(contentsOf: folder.appendingPathComponent(name))))
      }
      guard let old = texts[0], let new = texts[1] else { continue }
      _ = try checkCover(old, new)
      _ = try checkCover(new, old)
      try checkBinding(old, signed: new, landed: new)
      compared += 1
    }
    #expect(compared > 100)
  }
}
