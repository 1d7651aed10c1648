import Charters
import Console
import Evidence
import Git
import Policies
import Proposals

/// What stands after a founding: who is there, and who can change what from today on.
struct FoundingScreen {
  let result: Founding.Result

  var text: Text {
    let rulebook = result.state.rulebook
    var lines: [Text] = [
      "\(.ok) \(result.state.organisation, .strong) is founded on "
        + "\(result.state.branch.shortName) by \(result.member)",
      "", "\("Members", .heading)",
    ]
    for handle in rulebook.roster.present {
      let member = rulebook.roster.members[handle]
      lines.append("  \(handle, .strong)  \(member?.name ?? "")")
    }
    lines += ["", "\("Who can change what, if \(result.member) proposes it today", .heading)"]
    lines += deciders(rulebook)
    lines += ["", "repository id, to compare by voice:", "  \(result.state.repository.grouped)"]
    return lines.lines
  }

  /// For every kind of charter that is there, who would have to agree to a change of it.
  private func deciders(_ rulebook: Rulebook) -> [Text] {
    guard let policy = rulebook.policy else { return [] }
    var lines: [Text] = []
    let width = places.map(\.0.display.columns).max() ?? 0
    for (path, section) in places {
      let atom = Atom(charter: path, section: section, change: .edit)
      let judgement = judge(
        Case(
          policy: policy, roster: rulebook.roster, atoms: [atom], proposers: [result.member],
          coAuthors: [], subjects: [], term: .permanent, opened: nil,
          openingDate: result.state.stepDate, lastContent: result.state.stepDate,
          now: result.state.stepDate, signoffs: [], mootObjections: []))
      let sentence = judgement.next.sentence
      let words = sentence.hasPrefix("Next: ") ? String(sentence.dropFirst(6)) : sentence
      lines.append("  \(Text(path.display, .strong).padded(to: width))  \(words)")
    }
    return lines
  }

  /// The starter charters, each with a section that a change would be about.
  private var places: [(CharterPath, SectionPath)] {
    let sections: [(String, SectionPath)] = [
      ("vision.md", .section(["Statement"])), ("values.md", .intro),
      ("teams/core/team.md", .section(["Working agreements"])),
      ("members/\(result.member).md", .intro), ("policy.yml", .policy),
    ]
    return sections.compactMap { name, section in
      // Nil only for a name that is no charter's, of which there is none above.
      guard let path = try? CharterPath("\(CharterPath.root)/\(name)"),
        result.paths.contains(path.text)
      else { return nil }
      return (path, section)
    }
  }
}
