internal import Charters
internal import Git

extension Assessor {
  /// Who decides and how is changed by itself, and never so that nobody could change it again.
  func checkSeparateSteps(
    _ changes: [GovernedChange], _ atoms: [Atom], _ landed: ObjectID, _ problems: inout [Problem]
  ) throws {
    let kinds = changes.map { try? CharterPath($0.pathText).kind }  // nil is refused elsewhere
    if kinds.contains(.policy), changes.count > 1 {
      problems.append(
        Problem(
          .mixedStep, "policy.yml must change alone; propose the other changes separately."))
    }
    if kinds.contains(.member) {
      let mixed = atoms.contains { atom in
        switch atom.charter.kind {
        case .member: false
        case .team, .role:
          if case .field = atom.section { false } else { true }
        default: true
        }
      }
      if mixed {
        problems.append(
          Problem(
            .mixedStep,
            "Member files change together with nothing but the fields of teams and "
              + "roles; propose the other changes separately."))
      }
    }
    let deciding: Set<Kind> = [.policy, .member, .team, .role]
    guard kinds.contains(where: { $0.map(deciding.contains) ?? false }) else { return }
    let rulebook = try judge.rulebooks.read(landed)
    problems += rulebook.problems
    if kinds.contains(.member) { problems += try reportedKeyProblems(rulebook.roster) }
  }

  /// Only a member's own key, listed now or earlier, can be reported as stolen: what is open counts
  /// for nothing by a reported key, so naming somebody else's would silence them.
  private func reportedKeyProblems(_ landed: Roster) throws -> [Problem] {
    var problems: [Problem] = []
    for (handle, member) in landed.members.sorted(by: { $0.key < $1.key }) {
      for key in member.revokedKeys
      where !authority.rulebook.revoked.contains(key.fingerprint) {
        guard try !hasListed(key.fingerprint, handle) else { continue }
        problems.append(
          Problem(
            .badRoster,
            "\(governedRoot)/members/\(handle).md reports the key \(key.fingerprint) as lost or "
              + "stolen, and \(handle) never had that key."))
      }
    }
    return problems
  }

  /// Whether the key was listed for the member at the branch's tip or at any step before.
  private func hasListed(_ fingerprint: String, _ handle: Handle) throws -> Bool {
    if authority.rulebook.lists(fingerprint, for: handle) { return true }
    for position in judge.stepPositions(after: -1, through: authority.position).reversed() {
      let tree = try judge.commits.facts(judge.history.chain[position]).graph.tree
      if try judge.rulebooks.read(tree).lists(fingerprint, for: handle) { return true }
    }
    return false
  }
}
