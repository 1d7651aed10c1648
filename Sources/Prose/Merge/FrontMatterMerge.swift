/// Joins three front matters, field by field.
///
/// The order of the fields is nobody's words: it never conflicts. Where one of the texts cannot be
/// cut into fields, what both changed is a conflict as a whole.
struct FrontMatterMerge {
  private(set) var parts: [ProseMerge.Part] = []

  /// - Parameter texts: with their `---` lines; empty where there is none.
  init(_ texts: [[UInt8]]) {
    if texts[1] == texts[2] || texts[2] == texts[0] {
      parts = [.text(texts[1])]
    } else if texts[1] == texts[0] {
      parts = [.text(texts[2])]
    } else if let base = Fields(texts[0]), let ours = Fields(texts[1]),
      let theirs = Fields(texts[2]),
      !texts[1].isEmpty, !texts[2].isEmpty
    {
      join(base, ours, theirs)
    } else {
      parts = [.conflict(Self.conflict(texts, section: "(settings)"))]
    }
  }

  private static func conflict(_ texts: [[UInt8]], section: String) -> ProseMerge.Conflict {
    let lines = texts.map { $0.isEmpty || $0.last == Byte.lineFeed ? $0 : $0 + [Byte.lineFeed] }
    return ProseMerge.Conflict(
      kind: .field, section: section, base: lines[0], ours: lines[1], theirs: lines[2])
  }

  private mutating func join(_ base: Fields, _ ours: Fields, _ theirs: Fields) {
    parts.append(.text(ours.opening))
    for name in Self.row(base.names, ours.names, theirs.names) {
      let versions = [base.values[name], ours.values[name], theirs.values[name]]
      if versions[1] == versions[2] || versions[2] == versions[0] {
        parts.append(.text(versions[1] ?? []))
      } else if versions[1] == versions[0] {
        parts.append(.text(versions[2] ?? []))
      } else if let mine = versions[1], let other = versions[2],
        let joined = ListFieldMerge(base: versions[0], ours: mine, theirs: other).bytes
      {
        parts.append(.text(joined))
      } else {
        parts.append(
          .conflict(Self.conflict(versions.map { $0 ?? [] }, section: "(settings) > \(name)")))
      }
    }
    parts.append(.text(ours.closing == base.closing ? theirs.closing : ours.closing))
  }

  /// All names, in the order of the side that changed it; those of the other follow their neighbours.
  static func row(_ base: [String], _ ours: [String], _ theirs: [String]) -> [String] {
    let everywhere = Set(base).intersection(ours).intersection(theirs)
    let orders = [base, ours, theirs].map { $0.filter(everywhere.contains) }
    let (lead, guest) =
      orders[1] == orders[0] && orders[2] != orders[0] ? (theirs, ours) : (ours, theirs)
    var (row, known) = (lead, Set(lead))
    let before = Set(base)
    var last: String?
    for name in guest {
      if known.insert(name).inserted {
        var index = last.flatMap { row.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        while index < row.count, !before.contains(row[index]), lead.contains(row[index]) {
          index += 1
        }
        row.insert(name, at: index)
      }
      last = name
    }
    return row
  }
}

/// A front matter in its fields.
private struct Fields {
  var names: [String] = []
  var values: [String: [UInt8]] = [:]
  var opening: [UInt8] = []
  var closing: [UInt8] = []

  /// Nil where a line belongs to no field, or a name stands twice.
  init?(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    let cut = FrontMatterCut(SourceLines(bytes))
    guard cut.range == bytes.indices, cut.delimiters.count == 2, !cut.fields.isEmpty else {
      return nil
    }
    opening = Array(bytes[cut.delimiters[0]])
    closing = Array(bytes[cut.delimiters[1]])
    for field in cut.fields {
      guard values[field.name] == nil else { return nil }
      names.append(field.name)
      values[field.name] = Array(bytes[field.range])
    }
    let all = opening + names.flatMap { values[$0] ?? [] } + closing
    guard all == bytes else { return nil }
  }
}
