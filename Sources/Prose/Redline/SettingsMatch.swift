/// Which lines of two front matters belong together: fields by their name, entries of a list by
/// what they say. The order of either is presentation.
struct SettingsMatch {
  private(set) var groups: [BlockMatch.Group] = []

  init(_ old: ProseText, _ new: ProseText) {
    let (before, after) = (Self.fields(old), Self.fields(new))
    var seen: [String: Int] = [:]
    for (name, lines) in after {
      let count = seen[name, default: 0]
      seen[name] = count + 1
      let same = before.filter { $0.name == name }
      guard count < same.count else { continue }
      match(same[count].lines, lines, old, new)
    }
    // A field that has another name now, with all of its words.
    let kept = Set(groups.map(\.old.lowerBound))
    let taken = Set(groups.map(\.new.lowerBound))
    for (_, lines) in after where lines.allSatisfy({ !taken.contains($0) }) && lines.count == 1 {
      let values = new.items[new.blocks[lines[0]].items].dropFirst().map(\.key)
      let other = before.first { _, olds in
        olds.count == 1 && !kept.contains(olds[0]) && !values.isEmpty
          && old.items[old.blocks[olds[0]].items].dropFirst().map(\.key) == values
          && !groups.contains { $0.old.lowerBound == olds[0] }
      }
      if let other { add(other.lines[0], lines[0]) }
    }
  }

  private mutating func add(_ i: Int, _ j: Int) {
    groups.append(BlockMatch.Group(old: i..<i + 1, new: j..<j + 1))
  }

  private static func fields(_ text: ProseText) -> [(name: String, lines: [Int])] {
    var fields: [(name: String, lines: [Int])] = []
    var present: Int?
    for (index, block) in text.blocks.enumerated() {
      guard case .setting(let field?) = block.kind, !block.isBare else { continue }
      if field != present { fields.append((text.fields[field], [])) }
      present = field
      fields[fields.count - 1].lines.append(index)
    }
    return fields
  }

  private mutating func match(
    _ left: [Int], _ right: [Int], _ old: ProseText, _ new: ProseText
  ) {
    var free = left
    var unmatched: [Int] = []
    for j in right {
      if let place = free.firstIndex(where: { old.blocks[$0].hash == new.blocks[j].hash }) {
        add(free.remove(at: place), j)
      } else {
        unmatched.append(j)
      }
    }
    for j in unmatched {
      // `lead: ana` and `lead: ben`, `- who: ana` and the same with a date.
      let first = new.items[new.blocks[j].items].first?.key
      let second = new.items[new.blocks[j].items].dropFirst().first?.key
      let isEntry = new.tokens[new.blocks[j].tokens].first?.isMarker ?? false
      let place = free.firstIndex { i in
        let items = old.items[old.blocks[i].items]
        let wasEntry = old.tokens[old.blocks[i].tokens].first?.isMarker ?? false
        guard wasEntry == isEntry, items.first?.key == first else { return false }
        return !isEntry || items.dropFirst().first?.key == second
      }
      if let place { add(free.remove(at: place), j) }
    }
  }
}
