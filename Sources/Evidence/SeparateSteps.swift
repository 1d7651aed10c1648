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
    problems += try judge.rulebooks.read(landed).problems
  }
}
