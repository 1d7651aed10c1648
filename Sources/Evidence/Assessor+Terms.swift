internal import Charters
internal import Git
internal import Policies

/// What experiments and emergencies may do, and how they end.
extension Assessor {
  /// Everything that stops an experiment or an emergency whatever the approvals.
  func checkTerm(
    _ proposal: ProposalFacts, _ changes: [GovernedChange], _ atoms: [Atom],
    _ landed: ObjectID, _ problems: inout [Problem]
  ) throws {
    let message = proposal.message
    guard message.term != .permanent, let expires = message.expires else { return }
    let name = message.term.rawValue
    for change in changes where change.new == nil {
      problems.append(
        Problem(
          .termLimits, "An \(name) cannot take a whole charter away (\(change.pathText))."))
    }
    for atom in atoms where atom.isBeyondTrials {
      problems.append(
        Problem(
          .termLimits,
          "An \(name) may not touch \(atom.display): who decides is changed for good or not "
            + "at all."))
    }
    for path in Set(atoms.map(\.charter)).sorted() {
      try checkEntries(
        path, atoms.filter { $0.charter == path }, until: expires, landed, name, &problems)
    }
    try checkEarlierTrials(message.term, atoms, landed, &problems)
  }

  /// The charter itself says what is tried and until when.
  private func checkEntries(
    _ path: CharterPath, _ atoms: [Atom], until expires: Day, _ landed: ObjectID,
    _ name: String, _ problems: inout [Problem]
  ) throws {
    let old = try judge.experiments(path, in: authority.tree)
    guard let charter = try readable(path, in: landed) else { return }
    let new = charter.experiments
    if !old.subtracting(new).isEmpty {
      problems.append(
        Problem(
          .termLimits,
          "\(path.display): an \(name) cannot end or change what is tried there already."))
    }
    let entries = new.subtracting(old).filter { $0.until == expires }
    for atom in atoms where atom.section != Experiment.field {
      let sides = [atom.section] + [atom.movedTo].compactMap(\.self)
      guard let open = sides.first(where: { side in !entries.contains { $0.covers(side) } })
      else { continue }
      problems.append(
        Problem(
          .termLimits,
          "\(path.display) must say under 'experiments:' that \(open) is tried until \(expires)."))
    }
  }

  private func checkEarlierTrials(
    _ term: Term, _ atoms: [Atom], _ landed: ObjectID, _ problems: inout [Problem]
  ) throws {
    for trial in authority.trials {
      let shared = atoms.filter { atom in
        atom.section != Experiment.field && trial.atoms.contains { $0.touches(atom) }
      }
      if term == .emergency, trial.term == .emergency, trial.settled == nil,
        let atom = shared.first
      {
        problems.append(
          Problem(
            .termLimits,
            "\(atom.display) is under an emergency already (step \(trial.step)); first it is "
              + "kept or taken back."))
      }
      guard now < trial.mayReturn else { continue }
      for atom in shared {
        let again = try text(atom, landed)
        guard let again, again == (try text(atom, trial.after)) else { continue }
        problems.append(
          Problem(
            .termLimits,
            "\(atom.display): the same words were tried in step \(trial.step); they may be tried "
              + "again from \(trial.mayReturn.longText) on."))
        break
      }
    }
  }

  // MARK: Ends

  /// Sections that a lasting change leaves as a trial made them while it takes the trial's entry
  /// away: keeping them is a decision on each.
  func keptAtoms(
    _ proposal: ProposalFacts, _ atoms: [Atom], _ landed: ObjectID
  ) throws -> [Atom] {
    guard proposal.message.term == .permanent else { return [] }
    var kept: Set<Atom> = []
    for path in Set(atoms.map(\.charter)) where path.kind != .policy {
      guard let old = try readable(path, in: authority.tree),
        let new = try readable(path, in: landed)
      else { continue }
      let changed = Set(
        atoms.filter { $0.charter == path }.flatMap { [$0.section, $0.movedTo ?? $0.section] })
      for entry in old.experiments.subtracting(new.experiments) {
        for piece in new.pieces
        where entry.covers(piece) && piece != Experiment.field && !changed.contains(piece) {
          kept.insert(Atom(charter: path, section: piece, change: .edit))
        }
      }
    }
    return kept.sorted()
  }

  /// The trial that a lasting change takes back word for word, entry included, while everything
  /// still is as the trial made it; nil for every other change.
  func undoneTrial(
    _ proposal: ProposalFacts, _ changes: [GovernedChange], _ atoms: [Atom], _ landed: ObjectID
  ) throws -> Trial? {
    guard proposal.message.term == .permanent, !atoms.isEmpty else { return nil }
    let charters = Set(atoms.map(\.charter))
    guard changes.count == charters.count else { return nil }
    return try authority.trials.last { trial in
      try trial.settled == nil && trial.charters == charters
        && charters.allSatisfy { try isTakenBack($0, trial, atoms, landed) }
    }
  }

  private func isTakenBack(
    _ path: CharterPath, _ trial: Trial, _ atoms: [Atom], _ landed: ObjectID
  ) throws -> Bool {
    let before = try readable(path, in: trial.before)
    let after = try readable(path, in: trial.after)
    let current = try readable(path, in: authority.tree)
    let future = try readable(path, in: landed)
    // A charter that the trial brought goes as a whole, while nobody has added to it.
    guard let before else { return future == nil && current?.bytes == after?.bytes }
    guard let current, let future, let after else { return false }
    let entries = after.experiments.subtracting(before.experiments)
    let left = current.experiments.subtracting(entries)
    guard left.count == current.experiments.count - entries.count, left == future.experiments
    else { return false }
    let own = trial.atoms.filter { $0.charter == path && $0.section != Experiment.field }
    let stands = own.allSatisfy { atom in
      atom.text(in: current) == atom.text(in: after)
        && atom.text(in: future) == atom.text(in: before)
    }
    return stands
      && atoms.filter { $0.charter == path && $0.section != Experiment.field }
        .allSatisfy { atom in own.contains { $0.covers(atom) } }
  }

  // MARK: Reading

  /// Nil where there is no charter, or none that can be read: its content is refused elsewhere.
  private func readable(_ path: CharterPath, in tree: ObjectID) throws -> CharterText? {
    do {
      return try judge.governed.charter(path, in: tree)
    } catch is CharterTextError {
      return nil
    }
  }

  private func text(_ atom: Atom, _ tree: ObjectID) throws -> AtomText? {
    do {
      return atom.text(in: try judge.governed.charter(atom.charter, in: tree))
    } catch is CharterTextError {
      return nil
    }
  }
}

extension Atom {
  private var places: [SectionPath] { [section] + [movedTo].compactMap(\.self) }

  /// Whether both are about the same piece, on either side of a move.
  fileprivate func touches(_ other: Atom) -> Bool {
    charter == other.charter && places.contains(where: other.places.contains)
  }

  /// Whether the other is about no piece that this is not about.
  fileprivate func covers(_ other: Atom) -> Bool {
    charter == other.charter && other.places.allSatisfy(places.contains)
  }

  /// Who decides, and who belongs: never tried for a time.
  fileprivate var isBeyondTrials: Bool {
    switch charter.kind {
    case .policy, .member: return true
    default: break
    }
    guard case .field(let name) = section else { return false }
    return ["lead", "members", "holders", "deputies", "domains"].contains(name)
  }
}
