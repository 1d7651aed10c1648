import Charters
import Console
import Evidence
import Git
import Proposals

/// What `check` finds between a state of the protected branch and a commit.
enum CheckAnswer {
  /// The commit is a proposal's version: it is judged as `status` judges it.
  case proposal(Standing)
  /// The commit would become the branch: why it may not, or nothing.
  case branch([Refusal])
  /// No charter differs from what is in force.
  case untouched
  /// Charters differ, and no proposal stands behind it.
  case noProposal(ObjectID, [GovernedChange])

  var status: ExitStatus {
    switch self {
    case .proposal(let standing): standing.status
    case .branch(let refusals): refusals.isEmpty ? .done : .no
    case .untouched: .done
    case .noProposal: .no
    }
  }

  /// Judges HEAD on BASE.
  ///
  /// - Parameters:
  ///   - base: a commit of the protected branch.
  ///   - branch: the protected branch's name.
  init(
    _ engine: Engine, base: ObjectID, head: ObjectID, branch: ReferenceName, now: Timestamp
  ) throws {
    let repository = engine.repository
    if repository.isShallow { throw EvidenceError.incomplete(.shallow) }
    if try repository.isPartial { throw EvidenceError.incomplete(.partial) }
    let chain = try repository.firstParentChain(of: head, limit: 2_000_000)
    let isAhead = chain.contains(base)
    if let proposal = try ProposalRegister.proposal(at: head, on: base, engine) {
      self = .proposal(try Standing(proposal, engine, on: base, now: now))
      return
    }
    // A forge checks out a merge of its own making, of the branch and the proposal.
    let commit = try repository.commit(head)
    if commit.parents.count == 2, isAhead, !commit.claimsDecision,
      let proposal = try ProposalRegister.proposal(at: commit.parents[1], on: base, engine)
    {
      self = .proposal(try Standing(proposal, engine, on: base, now: now))
      return
    }
    if isAhead {
      let known = try engine.verify(base)
      let pin = known.repository.map { Pin(repository: $0, branch: branch) }
      let change = RefChange(name: branch, old: base, new: head)
      var existing = try Self.references(repository)
      existing[branch] = base
      self = .branch(
        try PushReview(repository, pin: pin, changes: [change], now: now, existing: existing)
          .refusals())
      return
    }
    let start = try engine.base(of: head, on: base) ?? base
    let changes = try engine.changes(from: repository.commit(start).tree, to: commit.tree)
    self = changes.isEmpty ? .untouched : .noProposal(head, changes)
  }

  /// References as the server has them, as far as this clone knows.
  private static func references(_ repository: Repository) throws -> [ReferenceName: ObjectID] {
    var known: [ReferenceName: ObjectID] = [:]
    for (name, target) in try repository.references(under: "refs/remotes/") {
      let parts = name.text.split(separator: "/", maxSplits: 3)
      if parts.count == 4, parts[3] != "HEAD" {
        known[try ReferenceName("refs/heads/\(parts[3])")] = target
      }
    }
    for (name, target) in try repository.references(under: "refs/charter/signoffs/") {
      known[name] = target
    }
    return known
  }
}

extension Commit {
  /// Its subject says that it is a step, so that it is judged as one.
  fileprivate var claimsDecision: Bool {
    ["Ratify: ", "Decline: ", "Withdraw: ", "Lapse: ", "Late: ", "Restore: "]
      .contains { subject.hasPrefix($0) }
  }
}
