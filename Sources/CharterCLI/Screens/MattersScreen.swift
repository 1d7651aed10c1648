import Charters
import Console
import Policies

/// Who decides about the parts of a charter: one block for each set of rules.
struct MattersScreen {
  let matters: [PolicySituation.Matter]
  let width: Int

  var text: Text {
    matters.enumerated().map { index, matter in
      (index == 0 ? "" : "\n")
        + Self.block(matter, isLast: index == matters.count - 1, width: width)
    }.joined()
  }

  private static func block(
    _ matter: PolicySituation.Matter, isLast: Bool, width: Int
  ) -> Text {
    let what = matter.name(isLast: isLast)
    var lines: [Text] = [Text(what, .heading).wrapped(to: width, hanging: 2)]
    guard !matter.rules.isEmpty else {
      return (lines + ["  \(.bad) no rule says who decides, so nobody can"]).lines
    }
    for rule in matter.rules { lines += RuleSentenceScreen(rule: rule, width: width).lines }
    if matter.least == nil {
      lines.append("  \(.bad) nobody is left who may decide")
    }
    return lines.lines
  }
}

/// One rule in sentences.
struct RuleSentenceScreen {
  let rule: RuleSentence
  let width: Int

  var lines: [Text] {
    let name = rule.isDefault ? "What no rule is about" : rule.name
    let binding = rule.binding.map { " (\($0))" } ?? ""
    var lines: [Text] = [
      ("  \(name, .strong)" + Text(binding, .dim)).wrapped(to: width, hanging: 4)
    ]
    for need in rule.needs { lines += self.lines(need, indent: 4) }
    if let exclusion = rule.exclusion { lines.append(note(exclusion)) }
    if let staleness = rule.staleness { lines.append(note(staleness)) }
    return lines
  }

  private func note(_ words: String) -> Text {
    Text(words, .dim).indented(by: 4).wrapped(to: width, hanging: 6)
  }

  private func lines(_ need: NeedSentence, indent: Int) -> [Text] {
    guard !need.alternatives.isEmpty else {
      return [
        ("\(.waiting) " + Text(need.sentence)).indented(by: indent)
          .wrapped(to: width, hanging: indent + 2)
      ]
    }
    return need.alternatives.enumerated().flatMap { index, needs -> [Text] in
      let word: Text = index == 0 ? "either" : "or"
      return [word.indented(by: indent)] + needs.flatMap { lines($0, indent: indent + 2) }
    }
  }
}

extension PolicySituation.Matter {
  /// What it is about; the last and biggest of many is everything else.
  func name(isLast: Bool) -> String {
    if isEverything { return changes.count > 1 ? "everything" : changes.words }
    return isLast && Set(changes.map(\.section)).count > 4 ? "everything else" : changes.words
  }
}

extension [Atom] {
  /// What it is beside all that could be: the shorter of what is in it and what is not.
  func words(among all: [Atom]) -> String {
    let rest = all.filter { !contains($0) }
    if rest.isEmpty { return "everything" }
    return count > rest.count * 2 ? "everything but \(rest.words)" : words
  }

  /// `Purpose, Domains (changed, removed), (settings) > lead`: parts with what happens to them,
  /// where that is not everything that can.
  var words: String {
    var order: [SectionPath] = []
    var kinds: [SectionPath: Set<Change>] = [:]
    for atom in self {
      if kinds[atom.section] == nil { order.append(atom.section) }
      kinds[atom.section, default: []].insert(atom.change)
    }
    var groups: [(words: String, names: [String])] = []
    for section in order {
      let found = kinds[section] ?? []
      let words = found.isSuperset(of: section.changes(isThere: true)) ? "" : found.sorted().words
      let name = section.placeholder ?? section.description
      if let index = groups.firstIndex(where: { $0.words == words }) {
        if !groups[index].names.contains(name) { groups[index].names.append(name) }
      } else {
        groups.append((words, [name]))
      }
    }
    return groups.map { group in
      group.names.joined(separator: ", ") + (group.words.isEmpty ? "" : " (\(group.words))")
    }.joined(separator: "; ")
  }
}

extension SectionPath {
  /// What stands for pieces that are not there yet and have no special name.
  fileprivate var placeholder: String? {
    switch self {
    case PolicySituation.newSection, PolicySituation.newField: "anything else"
    default: nil
    }
  }
}

extension [Change] {
  fileprivate var words: String {
    map { change in
      switch change {
      case .create: "new"
      case .edit: "changed"
      case .delete: "removed"
      case .move: "moved"
      }
    }.joined(separator: ", ")
  }
}
