import Charters
package import Evidence
package import Git
package import Policies

extension Story {
  /// Changes a commit before it is signed.
  package typealias Falsify = (inout RawDraft) throws -> Void

  /// Opens a proposal on `main` as it is, or on an older commit of it.
  package func propose(
    by handle: String, _ title: String, changing edits: [String: Entry], on base: ObjectID? = nil,
    falsify: Falsify = { _ in }
  ) throws -> StoryProposal {
    let title = try required(Title(title), "\(title) is no title")
    let base = base ?? main
    let message = OpeningMessage(
      title: title, rationale: try required(Rationale("Because it helps."), "a rationale"),
      repository: repositoryID, branch: try ReferenceName("refs/heads/main"),
      member: try name(handle))
    var draft = RawDraft(
      tree: try tree(tree(of: base), edits), parents: [base], by: try cast.member(handle),
      at: tick(), message: message.text)
    try falsify(&draft)
    return StoryProposal(
      title: title, id: ProposalID(openingPayload: draft.payload), opening: try commit(draft),
      base: base)
  }

  /// Adds a version to a proposal.
  package func revise(
    _ proposal: StoryProposal, by handle: String, changing edits: [String: Entry],
    falsify: Falsify = { _ in }
  ) throws {
    let message = RevisionTrailers(proposal: proposal.id, member: try name(handle))
      .message(subject: "Say it better", body: nil)
    var draft = RawDraft(
      tree: try tree(tree(of: proposal.head), edits), parents: [proposal.head],
      by: try cast.member(handle), at: tick(), message: message)
    try falsify(&draft)
    proposal.head = try commit(draft)
  }

  /// Signs off on a proposal's newest version, or on another one.
  @discardableResult
  package func sign(
    _ decision: Decision, _ proposal: StoryProposal, by handle: String, reason: String? = nil,
    on revision: ObjectID? = nil, falsify: Falsify = { _ in }
  ) throws -> ObjectID {
    let revision = revision ?? proposal.head
    let signed = try tree(of: revision)
    let message = SignoffMessage(
      title: proposal.title,
      reason: try reason.map { try required(Rationale($0), "\($0) is no reason") },
      repository: repositoryID, branch: try ReferenceName("refs/heads/main"),
      proposal: proposal.id, base: proposal.base, revision: revision,
      amendment: try digest(from: tree(of: proposal.base), to: signed), member: try name(handle),
      decision: decision, previous: proposal.lastWords[handle].map { [$0] } ?? [])
    var draft = RawDraft(
      tree: signed, parents: [revision], by: try cast.member(handle), at: tick(),
      message: message.text)
    try falsify(&draft)
    let signoff = try commit(draft)
    let payload = PayloadID(member: handle, payload: draft.payload)
    proposal.signoffs.append(signoff)
    proposal.lastWords[handle] = payload
    references[signoff] = "refs/charter/signoffs/\(proposal.id)/\(handle)/\(payload.short)"
    return signoff
  }

  /// Each of some members approves.
  package func approve(_ proposal: StoryProposal, by handles: String...) throws {
    for handle in handles { try sign(.approve, proposal, by: handle) }
  }

  /// Brings the sign-offs together behind the head.
  package func gather(
    _ proposal: StoryProposal, by handle: String, signoffs: [ObjectID]? = nil,
    falsify: Falsify = { _ in }
  ) throws -> ObjectID {
    var draft = RawDraft(
      tree: try tree(of: proposal.head), parents: [proposal.head] + (signoffs ?? proposal.signoffs),
      by: try cast.member(handle), at: tick(), message: "Gather sign-offs: \(proposal.title)\n",
      signed: false)
    try falsify(&draft)
    return try commit(draft)
  }

  /// The step that ends a proposal; the story does not go on with it by itself.
  ///
  /// - Parameters:
  ///   - gather: made of all sign-offs where nil.
  ///   - tree: what lands; for a ratification what is approved, else nothing, where nil.
  package func ratify(
    _ proposal: StoryProposal, by handle: String, outcome: StepOutcome = .ratified,
    gather gathered: ObjectID? = nil, landing tree: ObjectID? = nil, falsify: Falsify = { _ in }
  ) throws -> ObjectID {
    let gathered = try gathered ?? gather(proposal, by: handle)
    let before = try self.tree(of: main)
    let landed = try tree ?? (outcome == .ratified ? landing(of: proposal) : before)
    let message = StepMessage(
      title: proposal.title, repository: repositoryID,
      branch: try ReferenceName("refs/heads/main"), step: step + 1, proposal: proposal.id,
      amendment: try digest(from: before, to: landed), member: try name(handle), outcome: outcome)
    var draft = RawDraft(
      tree: landed, parents: [main, gathered], by: try cast.member(handle), at: tick(),
      message: message.text)
    try falsify(&draft)
    return try commit(draft)
  }

  /// Proposes, has it approved and lands it, honestly, here and on the server.
  package func decide(
    by handle: String, _ title: String, changing edits: [String: Entry], approvedBy: String...
  ) throws {
    let idea = try propose(by: handle, title, changing: edits)
    for approver in approvedBy { try sign(.approve, idea, by: approver) }
    try land(ratify(idea, by: handle))
  }

  /// An ordinary commit on `main`, signed by nobody; the story does not go on with it by itself.
  package func change(
    _ edits: [String: Entry], by handle: String = "ana", message: String = "Change something\n",
    falsify: Falsify = { _ in }
  ) throws -> ObjectID {
    var draft = RawDraft(
      tree: try tree(tree(of: main), edits), parents: [main], by: try cast.member(handle),
      at: tick(), message: message, signed: false)
    try falsify(&draft)
    return try commit(draft)
  }

  private func name(_ handle: String) throws -> Handle {
    try required(Handle(handle), "\(handle) is no handle")
  }
}
