package import Charters
internal import Git
package import Policies

/// An experiment or an emergency amendment that was ratified: what it changed, and until when.
package struct Trial: Sendable {
  package let step: Int
  package let proposal: ProposalID
  package let title: Title
  package let term: Term
  /// The last day of it.
  package let expires: Day
  package let ratified: Timestamp
  package let atoms: [Atom]
  /// The entries under `experiments:` that it brought, by charter.
  package let entries: [CharterPath: [Experiment]]
  /// When none of its entries stood any more: it was kept or taken back; nil while one stands.
  package internal(set) var settled: Timestamp?
  /// The root trees before it and with it.
  let before: ObjectID
  let after: ObjectID

  /// From the day it was ratified to its end, in seconds.
  var length: Int64 { max(0, expires.end.seconds - ratified.seconds) }

  /// From when the same words may be tried again: as long after the trial as it was meant to last.
  var mayReturn: Timestamp {
    min(settled ?? expires.end, expires.end).adding(seconds: length)
  }

  /// Its end has passed and nobody has decided whether it is kept.
  package func isOverdue(at now: Timestamp) -> Bool { settled == nil && expires.end < now }

  /// Every charter that it changed.
  var charters: Set<CharterPath> { Set(atoms.map(\.charter)) }
}

extension Trial {
  /// The trial that a step makes of an assessed proposal; nil where the change is a lasting one.
  init?(
    _ assessment: Assessment, step: Int, date: Timestamp, _ judge: BranchJudge
  ) throws {
    let message = assessment.proposal.message
    guard message.term != .permanent, let expires = message.expires else { return nil }
    self.step = step
    proposal = assessment.proposal.id
    title = message.title
    term = message.term
    self.expires = expires
    ratified = date
    atoms = assessment.atoms
    before = assessment.authority.tree
    after = assessment.landedTree
    var entries: [CharterPath: [Experiment]] = [:]
    for path in Set(assessment.atoms.map(\.charter)) {
      let old = try judge.experiments(path, in: before)
      let new = try judge.experiments(path, in: after)
      entries[path] = new.subtracting(old)
    }
    self.entries = entries
  }

  /// Whether one of its entries still stands in a tree.
  func stands(in tree: ObjectID, _ judge: BranchJudge) throws -> Bool {
    for (path, own) in entries where !own.isEmpty {
      let standing = try judge.experiments(path, in: tree)
      if own.contains(where: standing.contains) { return true }
    }
    return false
  }
}

extension BranchJudge {
  /// What a charter says is tried in it; nothing where there is none, or none that can be read.
  func experiments(_ path: CharterPath, in tree: ObjectID) throws -> [Experiment] {
    do {
      return try governed.charter(path, in: tree)?.experiments ?? []
    } catch is CharterTextError {
      return []
    }
  }
}

extension BranchState {
  /// Takes a step into account: a new trial, and those that it settled.
  mutating func follow(
    _ assessment: Assessment?, outcome: StepOutcome, _ judge: BranchJudge
  ) throws {
    let isLanding = outcome == .ratified || outcome == .late
    if isLanding, let assessment,
      let trial = try Trial(assessment, step: step, date: stepDate, judge)
    {
      trials.append(trial)
    }
    for index in trials.indices where trials[index].settled == nil {
      if try !trials[index].stands(in: tree, judge) { trials[index].settled = stepDate }
    }
  }
}
