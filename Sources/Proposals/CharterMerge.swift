package import Charters
internal import Prose

/// Joins two versions of one charter that began as the same text, piece by piece.
///
/// A piece that only one side changed has that side's words; one that both changed in different
/// ways is a conflict.  The result is what evidence takes for a mere update of a proposal.
package struct CharterMerge {
  /// The merged text; nil where there are conflicts.
  package let bytes: [UInt8]?
  /// The pieces that both sides changed; empty where the whole file cannot be joined.
  package let conflicts: [SectionPath]

  /// - Parameters:
  ///   - own: the version whose order of pieces is kept where the other changed none.
  package init(base: CharterText, own: CharterText, other: CharterText) {
    guard let base = Pieces(base), let own = Pieces(own), let other = Pieces(other),
      base.values[.head]?.isEmpty == own.values[.head]?.isEmpty,
      base.values[.head]?.isEmpty == other.values[.head]?.isEmpty
    else {
      bytes = nil
      conflicts = []
      return
    }
    var merge = Joining(base: base, own: own, other: other)
    merge.join()
    conflicts = merge.conflicts.sorted()
    bytes = merge.conflicts.isEmpty ? merge.bytes : nil
  }
}

/// Where a stretch of a charter's bytes belongs.
private enum Place: Hashable {
  /// The lines that open and close the front matter.
  case head, foot
  case field(String)
  case intro
  /// The blank lines above a section.
  case gap([String])
  case section([String])
  case tail

  /// The piece that people know it by.
  var piece: SectionPath {
    switch self {
    case .field(let name): .field(name)
    case .section(let path): .section(path)
    case .head, .foot, .intro, .gap, .tail: .intro
    }
  }
}

/// A charter as a row of places and what stands at each.
private struct Pieces {
  var fields: [Place] = []
  var sections: [Place] = []
  var values: [Place: [UInt8]] = [:]

  /// Nil where the row would not give the same bytes again.
  init?(_ text: CharterText) {
    guard let outline = text.outline else { return nil }
    func bytes(_ range: Range<Int>) -> [UInt8] { Array(text.bytes[range]) }
    values[.head] = outline.delimiters.first.map(bytes) ?? []
    values[.foot] = outline.delimiters.count > 1 ? bytes(outline.delimiters[1]) : []
    for field in outline.fields {
      fields.append(.field(field.name))
      values[.field(field.name)] = bytes(field.range)
    }
    values[.intro] = bytes(outline.intro)
    for section in outline.sections {
      sections.append(.section(section.path))
      values[.gap(section.path)] = bytes(section.leadingGap)
      values[.section(section.path)] = bytes(section.text)
    }
    values[.tail] = bytes(outline.trailingGap)
    guard assembled == text.bytes else { return nil }
  }

  var assembled: [UInt8] {
    func value(_ place: Place) -> [UInt8] { values[place] ?? [] }
    var bytes = value(.head) + fields.flatMap(value) + value(.foot) + value(.intro)
    for place in sections {
      if case .section(let path) = place { bytes += value(.gap(path)) }
      bytes += value(place)
    }
    return bytes + value(.tail)
  }
}

/// The work of one merge.
private struct Joining {
  let base: Pieces
  let own: Pieces
  let other: Pieces
  var conflicts: Set<SectionPath> = []
  private var result: Pieces

  init(base: Pieces, own: Pieces, other: Pieces) {
    self.base = base
    self.own = own
    self.other = other
    result = own
    result.values = [:]
  }

  var bytes: [UInt8] { result.assembled }

  mutating func join() {
    for place in [Place.head, .foot, .intro, .tail] { settle(place) }
    result.fields = row(\.fields, order: .intro)
    result.sections = row(\.sections, order: .order([]))
    for place in result.fields + result.sections {
      settle(place)
      if case .section(let path) = place { settle(.gap(path)) }
    }
  }

  private mutating func settle(_ place: Place) {
    let (before, mine, theirs) = (base.values[place], own.values[place], other.values[place])
    if mine == theirs || theirs == before {
      result.values[place] = mine
    } else if mine == before {
      result.values[place] = theirs
    } else if case .gap = place, before == nil || mine == nil || theirs == nil {
      result.values[place] = mine ?? theirs
    } else {
      conflicts.insert(place.piece)
    }
    if result.values[place] == nil { result.values[place] = mine ?? theirs }
  }

  /// The row of fields or sections after the merge.
  private mutating func row(_ row: (Pieces) -> [Place], order: SectionPath) -> [Place] {
    let (before, mine, theirs) = (row(base), row(own), row(other))
    let everywhere = Set(before).intersection(mine).intersection(theirs)
    let orders = [before, mine, theirs].map { $0.filter(everywhere.contains) }
    if orders[1] != orders[0], orders[2] != orders[0], orders[1] != orders[2] {
      conflicts.insert(order)
    }
    // The side that moved pieces gives the order; the other's new pieces follow their neighbours.
    let (lead, guest) = orders[1] != orders[0] ? (mine, theirs) : (theirs, mine)
    var joined = lead.filter { keeps($0, in: guest, before: before) }
    var last: Place?
    for place in guest {
      if !joined.contains(place) {
        guard keeps(place, in: lead, before: before) else { continue }
        let index = last.flatMap { joined.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        joined.insert(place, at: index)
      }
      last = place
    }
    return joined
  }

  /// Whether a piece of one side stays: not where the other side deleted it.
  private mutating func keeps(_ place: Place, in row: [Place], before: [Place]) -> Bool {
    if row.contains(place) || !before.contains(place) { return true }
    let kept = own.values[place] ?? other.values[place]
    if kept != base.values[place] { conflicts.insert(place.piece) }
    return false
  }
}
