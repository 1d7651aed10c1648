import Charters
import Console
import Evidence
import Git
import Policies
import Proposals

/// What a proposal that touches rules, people, teams or roles does to who can change what.
struct ProposalImpact {
  let impact: PolicyImpact

  /// Nil where it touches none of these, or where nobody could say what its policy means.
  init?(_ facts: ProposalFacts, _ engine: Engine, at now: Timestamp) throws {
    let changes = try engine.changes(from: facts.baseTree, to: facts.headTree)
    let deciding: Set<Kind> = [.policy, .member, .team, .role]
    let touches = changes.contains { change in
      // A path that is no charter's is refused elsewhere.
      (try? CharterPath(change.pathText)).map { deciding.contains($0.kind) } ?? false
    }
    guard touches else { return nil }
    let old = try PolicyPlace(facts.baseTree, in: engine.repository)
    let new = try PolicyPlace(facts.headTree, in: engine.repository)
    let (before, after) = (old.read(at: now).policy, new.read(at: now).policy)
    guard let before, let after else { return nil }
    impact = PolicyImpact(
      from: PolicySituation(before, on: old.ground(at: now)),
      to: PolicySituation(after, on: new.ground(at: now)))
  }

  /// A few lines for the screen of the proposal; the whole is `charter policy diff`.
  func text(width: Int) -> Text {
    guard !impact.isEmpty else {
      return ["\("Who can change what stays as it is.", .dim)"].lines
    }
    return ["\("Who can change what, after this", .heading)"].lines
      + ImpactScreen(impact: impact, width: width, isFull: false).text
  }

  var document: JSON { .array(impact.shifts.map(JSON.shift)) }
}
