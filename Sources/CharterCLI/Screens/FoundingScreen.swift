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
    lines += ["", "\("Who can change what", .heading)"]
    for rule in rulebook.policy?.rules ?? [] {
      lines.append("  \(rule.name)")
      lines += rule.needs.map { "    \($0.text)" as Text }
    }
    lines += ["", "repository id, to compare by voice:", "  \(result.state.repository.grouped)"]
    return lines.lines
  }
}
