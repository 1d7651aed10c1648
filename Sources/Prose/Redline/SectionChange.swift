/// What happened to one section of a text: the rows below one heading, or one field of the front
/// matter.
package struct SectionChange: Hashable, Sendable {
  package enum Fate: String, Hashable, Sendable {
    case same, edited, added, removed, renamed, moved
  }

  /// `Accountabilities`, `Policies > Holidays`, `(intro)`, `(settings) > lead`, `(lines)`.
  package let name: String
  /// What it was called.
  package internal(set) var oldName: String?
  package internal(set) var fate: Fate
  /// Another level of heading.
  package internal(set) var hasOtherLevel = false
  /// Indices of rows of the redline, those without a change too.
  package internal(set) var rows: [Int] = []
  package internal(set) var classes: ChangeClasses = []
  /// Rows with that fate.
  package internal(set) var added = 0
  package internal(set) var removed = 0
  package internal(set) var reworded = 0
  package internal(set) var moved = 0
  /// Lists in another order: indices of moves.
  package internal(set) var reordered: Set<Int> = []
  /// Words that came and went.
  package internal(set) var wordsAdded = 0
  package internal(set) var wordsRemoved = 0
  /// Changes of meaning: what went and what came, at most five.
  package internal(set) var meanings: [Meaning] = []

  /// Guarding words that came or went, with what stands for them.
  package struct Meaning: Hashable, Sendable {
    package let old: String
    package let new: String
  }

  /// The same with other classes and nothing counted, for whoever reads its rows as data.
  package func reclassed(_ classes: ChangeClasses) -> SectionChange {
    var section = self
    section.classes = classes
    (section.added, section.removed, section.reworded, section.moved) = (0, 0, 0, 0)
    section.meanings = []
    return section
  }

  /// The bytes differ and no reader sees it.
  package var isLayoutOnly: Bool { classes.subtracting(.presentation).isEmpty }

  /// `1 added, 2 reworded (meaning: may → must)`.
  package var summary: String {
    func count(_ number: Int, _ word: String) -> String? { number > 0 ? "\(number) \(word)" : nil }
    var reworded = count(reworded, "reworded")
    if !meanings.isEmpty {
      let words = meanings.map { meaning in
        meaning.old.isEmpty
          ? "+ \(meaning.new)"
          : meaning.new.isEmpty ? "− \(meaning.old)" : "\(meaning.old) → \(meaning.new)"
      }
      reworded = (reworded ?? "changed") + " (meaning: \(words.joined(separator: ", ")))"
    }
    var parts = [
      oldName.map { "was “\($0)”" }, hasOtherLevel ? "another level" : nil,
      fate == .moved ? "moved" : nil, count(added, "added"), count(removed, "removed"), reworded,
      fate == .moved ? nil : count(moved, "moved here"),
      reordered.isEmpty ? nil : reordered.count == 1 ? "reordered" : "\(reordered.count) reordered",
    ].compactMap(\.self)
    let rest = classes.subtracting([.meaning, .added, .removed, .reworded, .renamed, .moved])
    if parts.isEmpty, !rest.subtracting(.presentation).isEmpty {
      parts = rest.subtracting(.presentation).names
    }
    if parts.isEmpty, classes.contains(.moved) { parts = ["moved away"] }
    return parts.isEmpty
      ? "no word changed, only line breaks, blanks or signs" : parts.joined(separator: ", ")
  }
}

extension Redline {
  /// What the names of sections begin with that are fields of the front matter.
  package static let settings = "(settings) > "

  /// The sections that changed, in the order of the new text.
  package func sections() -> [SectionChange] {
    var cutter = SectionCutter(self)
    for index in rows.indices { cutter.add(index) }
    return cutter.sections.filter { !$0.classes.isEmpty || $0.fate != .same }
  }
}

/// Puts rows under the headings that they stand below.
private struct SectionCutter {
  private(set) var sections: [SectionChange] = []
  private let redline: Redline
  private var places: [String: Int] = [:]
  private let oldNames: [String]
  private let newNames: [String]
  /// The new name of each old section whose heading stayed.
  private var renamed: [String: String] = [:]

  init(_ redline: Redline) {
    self.redline = redline
    oldNames = redline.old.sectionNames
    newNames = redline.new.sectionNames
    for row in redline.rows where !row.oldBlocks.isEmpty && !row.newBlocks.isEmpty {
      guard row.kind != .away, redline.new.blocks[row.newBlocks.lowerBound].headingLevel != nil
      else { continue }
      renamed[oldNames[row.oldBlocks.lowerBound]] = newNames[row.newBlocks.lowerBound]
    }
  }

  mutating func add(_ index: Int) {
    let row = redline.rows[index]
    let isOld = row.newBlocks.isEmpty || row.kind == .away
    let own = isOld ? oldNames[row.oldBlocks.lowerBound] : newNames[row.newBlocks.lowerBound]
    let name = isOld ? renamed[own] ?? own : own
    let place: Int
    if let known = places[name] {
      place = known
    } else {
      place = sections.count
      places[name] = place
      sections.append(SectionChange(name: name, fate: .same))
    }
    sections[place].rows.append(index)
    sections[place].classes.formUnion(row.kind == .away ? .moved : row.classes)
    let text = isOld ? redline.old : redline.new
    let block = text.blocks[isOld ? row.oldBlocks.lowerBound : row.newBlocks.lowerBound]
    if block.headingLevel != nil, block.nesting.isEmpty {
      heading(row, &sections[place])
    } else if block.isSetting, row.kind == .added || row.kind == .removed,
      sections[place].fate == .same, !names(other: isOld).contains(own)
    {
      sections[place].fate = row.kind == .added ? .added : .removed
    }
    count(row, &sections[place])
  }

  private func names(other isOld: Bool) -> [String] { isOld ? newNames : oldNames }

  private func heading(_ row: Redline.Row, _ section: inout SectionChange) {
    switch row.kind {
    case .added: section.fate = .added
    case .removed: section.fate = .removed
    case .away: break
    case .kept, .edited:
      let before = redline.old.blocks[row.oldBlocks.lowerBound]
      let after = redline.new.blocks[row.newBlocks.lowerBound]
      section.hasOtherLevel = before.headingLevel != after.headingLevel
      if row.move != nil { section.fate = .moved }
      if row.classes.contains(.renamed) {
        section.fate = .renamed
        section.oldName = redline.old.title(of: before)
      }
    }
  }

  private func count(_ row: Redline.Row, _ section: inout SectionChange) {
    let pieces = redline.pieces(of: row)
    for piece in pieces {
      let words = piece.text.split(separator: " ").count
      if piece.kind == .inserted { section.wordsAdded += words }
      if piece.kind == .deleted { section.wordsRemoved += words }
    }
    switch row.kind {
    case .added where row.classes.contains(.added): section.added += 1
    case .removed where row.classes.contains(.removed): section.removed += 1
    case .edited:
      if !row.classes.isDisjoint(with: [.meaning, .reworded, .typographic]) {
        section.reworded += 1
      }
    default: break
    }
    if let move = row.move, redline.moves[move].isReorder {
      section.reordered.insert(move)
    } else if row.move != nil, row.kind != .away {
      section.moved += 1
    }
    if row.kind == .edited, row.classes.contains(.meaning) { section.addMeanings(pieces) }
    if section.fate == .same, !row.classes.subtracting(.presentation).isEmpty {
      section.fate = .edited
    }
  }
}

extension SectionChange {
  fileprivate mutating func addMeanings(_ pieces: [Redline.Piece]) {
    var index = 0
    while index < pieces.count, meanings.count < 5 {
      let piece = pieces[index]
      let next = index + 1 < pieces.count ? pieces[index + 1] : nil
      index += 1
      guard piece.classes.contains(.meaning) else { continue }
      if piece.kind == .deleted, let next, next.kind == .inserted {
        index += 1
        meanings.append(Meaning(old: piece.text.shortened, new: next.text.shortened))
      } else if piece.kind == .deleted {
        meanings.append(Meaning(old: piece.text.shortened, new: ""))
      } else if piece.kind == .inserted {
        meanings.append(Meaning(old: "", new: piece.text.shortened))
      }
    }
  }
}

extension String {
  /// At most six words, of at most 24 characters each.
  fileprivate var shortened: String {
    let words = split(separator: " ")
    let short = words.prefix(words.count <= 6 ? 6 : 5).map { word in
      word.count <= 24 ? String(word) : word.prefix(16) + "…" + word.suffix(4)
    }
    return (short + (words.count <= 6 ? [] : ["…"])).joined(separator: " ")
  }
}
