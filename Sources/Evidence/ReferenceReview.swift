internal import Charters
internal import Git
internal import Policies

/// Judges the references beside the protected branch: proposals, sign-offs and look-alikes.
struct ReferenceReview {
  let review: PushReview
  let branch: ReferenceName
  /// The protected branch before the push and, if taken, after it.
  let tips: [ObjectID]
  let authority: BranchState?
  let judge: BranchJudge?

  init(review: PushReview, branch: ReferenceName, tips: [ObjectID]) throws {
    self.review = review
    self.branch = branch
    self.tips = tips
    let walk = try tips.last.map { try review.engine.walk($0) }
    authority = walk?.good
    judge = walk?.judge
  }

  func refusals(_ change: RefChange) throws -> [Refusal] {
    let name = change.name
    if name.isUnder("refs/charter/signoffs/") { return try signoff(change) }
    if name.isUnder("refs/heads/proposals/") { return try proposal(change) }
    // What should never have been there may always be taken away.
    if change.new == nil || name.isUnder("refs/replace/") { return [] }
    if name.isUnder("refs/charter/") {
      return [
        Refusal(
          change, .badReference, "only sign-offs are kept under refs/charter/",
          wayOut: ["Use another name, such as refs/heads/…"])
      ]
    }
    if isLookAlike(name.text) {
      return [
        Refusal(
          change, .badReference, "this name could be taken for one that is protected",
          wayOut: ["Choose another branch name."])
      ]
    }
    return []
  }

  /// Whether a file system without case, or without invisible characters, would take this for a
  /// name that is judged.
  private func isLookAlike(_ name: String) -> Bool {
    let folded = ContentRules.folded(name)
    if folded == ContentRules.folded(branch.text) { return true }
    return ["refs/heads/proposals", "refs/charter", "refs/replace"].contains {
      folded == $0 || folded.hasPrefix($0 + "/")
    }
  }

  /// The review on the branch as it was, of what lands on it in this very push.
  private func before(landing new: ObjectID) throws -> ReferenceReview? {
    guard tips.count == 2, tips[0] != tips[1],
      try !review.repository.isAncestor(new, of: tips[0]),
      try review.repository.isAncestor(new, of: tips[1])
    else { return nil }
    return try ReferenceReview(review: review, branch: branch, tips: [tips[0]])
  }

  // MARK: Proposals

  private func proposal(_ change: RefChange) throws -> [Refusal] {
    if change.name.parts.count > 4 {
      return [
        Refusal(
          change, .badReference, "a proposal's name has no slash in it",
          wayOut: ["Let charter choose the name:", "  charter propose -m \"why\""])
      ]
    }
    guard let authority, let judge else {
      return [.notGoverned(change)]
    }
    guard let new = change.new else { return try deletion(change, authority, judge) }
    if let before = try before(landing: new) { return try before.proposal(change) }
    let fresh = try review.repository.commits(from: [new], hiding: tips)
    let freshSet = Set(fresh)
    let chain = try review.repository.firstParentChain(of: new, limit: 100_000)
      .prefix { freshSet.contains($0) }
    let own = Set(chain)
    let old = review.existing[change.name]
    if let old, !own.contains(old), old != new {
      return [
        Refusal(
          change, .historyRewritten,
          "a proposal only grows: earlier versions stay, since people "
            + "signed them", wayOut: ["Add to it instead:", "  charter revise -m \"what changed\""])
      ]
    }
    var problems: [(ObjectID, Problem)] = []
    for extra in fresh where !own.contains(extra) {
      problems.append(
        (extra, Problem(.foreignHistory, "It brings in a commit that is not part of it.")))
    }
    guard let first = chain.last, case .opening = try facts(first).role else {
      return [
        Refusal(
          change, .wrongShape, "a proposal begins with its signed opening",
          wayOut: ["Open it with:", "  charter propose -m \"why\""])
      ]
    }
    if old == nil, let other = try otherName(of: first, than: change.name) {
      return [
        Refusal(
          change, .badReference, "this proposal is here already, as \(other)",
          wayOut: ["Add to it instead:", "  charter revise -m \"what changed\""])
      ]
    }
    var found: [Problem] = []
    let reader = ProposalReader(
      judge: judge, authority: authority,
      brought: try judge.history.unseen(
        from: [new], at: authority.position), head: new)
    _ = try reader.read(problems: &found)
    problems += found.map { ($0.commit ?? new, $0) }
    let known = try Set(
      old.map { try review.repository.firstParentChain(of: $0, limit: 100_000) } ?? [])
    for commit in chain where !known.contains(commit) {
      problems += try revisionProblems(commit, isOpening: commit == first, authority, judge)
        .map { (commit, $0) }
    }
    return try refusal(change, problems)
  }

  /// Another branch on which a proposal is or would be: on a second one it could be held up, or go
  /// on unseen.
  private func otherName(of opening: ObjectID, than name: ReferenceName) throws -> String? {
    try review.branches(under: "refs/heads/proposals/").first { other, tip in
      // Of two new names the first one stays.
      let comesFirst = other < name || (review.existing[other] == tip && other != name)
      return try comesFirst && review.isOpened(by: opening, tip)
    }?.name.shortName
  }

  /// What one pushed version breaks by itself: form, clock and content.
  private func revisionProblems(
    _ id: ObjectID, isOpening: Bool, _ authority: BranchState, _ judge: BranchJudge
  ) throws -> [Problem] {
    let facts = try facts(id)
    var problems: [Problem] = []
    if !isOpening {
      if case .revision = facts.role {
      } else {
        problems.append(
          Problem(
            .unsignedContent, "It is not a signed version of this proposal.", commit: id))
      }
    }
    if try review.isAhead(id) {
      problems.append(Problem(.futureDate, "It is dated ahead of the server's clock.", commit: id))
    }
    let base = try judge.history.newestAncestor(of: id, limit: authority.position)
    let tree = try base.map { try self.facts(judge.history.chain[$0]).graph.tree }
    let check = ContentCheck(governed: judge.governed, repository: review.repository)
    do {
      problems += try check.problems(from: tree, to: facts.graph.tree)
    } catch EvidenceError.tooManyFiles {
      problems.append(
        Problem(.tooMany, "It changes more than \(GovernedReader.changeLimit) files.", commit: id))
    }
    return problems
  }

  private func deletion(
    _ change: RefChange, _ authority: BranchState, _ judge: BranchJudge
  ) throws -> [Refusal] {
    guard let old = review.existing[change.name] else { return [] }
    let chain = try review.repository.firstParentChain(of: old, limit: 100_000)
    for id in chain {
      let facts = try facts(id)
      guard case .opening = facts.role, let raw = facts.raw else { continue }
      if authority.ended[ProposalID(openingPayload: raw.payload)] != nil { return [] }
      break
    }
    return [
      Refusal(
        change, .deletion, "a proposal stays until it is decided, so that its record is kept",
        wayOut: ["To end it:", "  charter withdraw"])
    ]
  }

  // MARK: Sign-offs

  private func signoff(_ change: RefChange) throws -> [Refusal] {
    let parts = change.name.parts
    guard let authority, let judge else {
      return [.notGoverned(change)]
    }
    guard let new = change.new else {
      guard let old = review.existing[change.name],
        try !tips.contains(where: { try review.repository.isAncestor(old, of: $0) })
      else { return [] }
      return [
        Refusal(
          change, .deletion, "a sign-off stays until its proposal has ended",
          wayOut: ["To take back what you said:", "  charter retract"])
      ]
    }
    if let old = review.existing[change.name] {
      if old == new { return [] }
      return [
        Refusal(
          change, .historyRewritten, "a sign-off is made once and never replaced",
          wayOut: ["To change your mind:", "  charter retract"])
      ]
    }
    if let before = try before(landing: new) { return try before.signoff(change) }
    let facts = try facts(new)
    guard parts.count == 6, let raw = facts.raw, case .signoff(let message) = facts.role,
      raw.isUntouched
    else {
      return [
        Refusal(
          change, .notCanonical, "this is not a signed sign-off",
          wayOut: ["Sign off with:", "  charter approve"])
      ]
    }
    let payload = PayloadID(member: message.member.text, payload: raw.payload)
    guard parts[3] == message.proposal.text, parts[4] == message.member.text,
      parts[5] == payload.short
    else {
      return [
        Refusal(
          change, .badReference, "this name is not that of the sign-off it points to",
          wayOut: ["Let charter send it:", "  charter sync"])
      ]
    }
    var problems = try signoffProblems(facts, raw, message, authority, judge)
    let prefix = parts[..<5].joined(separator: "/") + "/"
    let count =
      review.existing.keys.filter { $0.isUnder(prefix) }.count
      + review.changes.filter { $0.name.isUnder(prefix) && $0.new != nil }.count
    if count > SignoffReader.limitPerMember {
      problems.append(
        Problem(
          .tooMany,
          "At most \(SignoffReader.limitPerMember) sign-offs a member may stand on one "
            + "proposal."))
    }
    return try refusal(change, problems.map { (new, $0) })
  }

  private func signoffProblems(
    _ facts: CommitFacts, _ raw: RawCommit, _ message: SignoffMessage, _ authority: BranchState,
    _ judge: BranchJudge
  ) throws -> [Problem] {
    if let step = authority.ended[message.proposal] {
      return [Problem(.endedProposal, "This proposal ended already, in step \(step).")]
    }
    var problems: [Problem] = []
    if message.repository != authority.repository {
      problems.append(Problem(.wrongRepository, "It names another repository."))
    }
    if message.branch != authority.branch {
      problems.append(Problem(.wrongBranch, "It names another branch."))
    }
    guard raw.parents == [message.revision], try self.facts(message.revision).graph.tree == raw.tree
    else {
      return problems + [Problem(.wrongShape, "It does not stand on the version that it names.")]
    }
    let now = try judge.commits.authorship(of: raw, in: authority.rulebook)
    let then = try judge.history.position(message.base).map {
      try judge.authorship(of: raw, at: $0)
    }
    if !now.isBy(message.member), then?.isBy(message.member) != true,
      let problem = now.problem(claimed: message.member)
    {
      problems.append(problem)
    }
    if try review.isAhead(facts.id) {
      problems.append(Problem(.futureDate, "It is dated ahead of the server's clock."))
    }
    if try !isPreviousThere(message) {
      problems.append(
        Problem(.missingPrevious, "It goes on from an earlier sign-off that is not here."))
    }
    let reader = ProposalReader(
      judge: judge, authority: authority,
      brought: try judge.history.unseen(from: [message.revision], at: authority.position),
      head: message.revision)
    if try reader.read(problems: &problems)?.id != message.proposal {
      problems.append(Problem(.wrongProposal, "The version it stands on is not that proposal's."))
    }
    return problems
  }

  /// Whether everything that a sign-off goes on from is here or comes with it: a record could never
  /// hold what is nowhere, and would be refused for ever.
  private func isPreviousThere(_ message: SignoffMessage) throws -> Bool {
    if message.previous.isEmpty { return true }
    let folder = "refs/charter/signoffs/\(message.proposal)/\(message.member)/"
    var known: Set<PayloadID> = []
    for (_, commit) in review.branches(under: folder) {
      let facts = try facts(commit)
      guard case .signoff(let said) = facts.role, let raw = facts.raw,
        said.member == message.member, said.proposal == message.proposal
      else { continue }
      known.insert(PayloadID(member: said.member.text, payload: raw.payload))
    }
    return message.previous.allSatisfy(known.contains)
  }

  private func facts(_ id: ObjectID) throws -> CommitFacts {
    try review.engine.readers.commits.facts(id)
  }

  private func refusal(
    _ change: RefChange, _ problems: [(ObjectID, Problem)]
  ) throws -> [Refusal] {
    guard let first = problems.first else { return [] }
    var blocks: [Refusal.Block] = []
    for (commit, group) in Dictionary(grouping: problems, by: \.0).sorted(by: { $0.key < $1.key }) {
      var unique: [Problem] = []
      for problem in group.map(\.1) where !unique.contains(problem) { unique.append(problem) }
      blocks.append(
        .init(
          commit: commit, subject: try facts(commit).graph.subject, problems: unique,
          assessment: nil))
    }
    return [
      Refusal(
        change, first.1.code, first.1.code.headline, blocks: blocks,
        wayOut: first.1.code.wayOut(branch.shortName))
    ]
  }
}
