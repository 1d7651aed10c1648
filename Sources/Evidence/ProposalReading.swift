package import Charters
package import Git
internal import Policies

/// A proposal as its commits tell it: who opened it, who wrote in it, and its head.
package struct ProposalFacts: Sendable {
  package let id: ProposalID
  package let opening: ObjectID
  package let message: OpeningMessage
  /// When the opening says it was made.
  package let openingDate: Timestamp
  package let head: ObjectID
  package let headTree: ObjectID
  /// The newest commit of the protected branch that the head builds on.
  package let base: ObjectID
  package let baseTree: ObjectID
  package let basePosition: Int
  /// Signers of content other than the proposers.
  package let coAuthors: [Handle]
  /// Signers of content behind the opening, proposers among them.
  package let authors: Set<Handle>
  /// When words last changed, by their author's date.
  package let lastContent: Timestamp
  /// Who signed the newest words.
  package let lastAuthor: Handle
  /// The versions that have the newest words: an answer to one of them is an answer to those.
  package let latest: Set<ObjectID>
  /// The head and its ancestors from the opening on.
  package let revisions: Set<ObjectID>
  /// The newest version before those that nobody answers for; nil where somebody answers for all.
  package let lastAnswered: ObjectID?
  /// A member answers for its opening still.
  package let isAnswered: Bool

  /// The opening's signer first, then those it names as proposers with it.
  package var proposers: [Handle] {
    [message.member] + message.with.filter { $0 != message.member }
  }
}

/// Reads a proposal from the commits that a head brings to a branch.
struct ProposalReader {
  let judge: BranchJudge
  let authority: BranchState
  /// Commits not reachable from the authority's tip, parents first.
  let brought: [ObjectID]
  let head: ObjectID

  /// The facts, or nil with the problems that leave nothing to judge.
  func read(problems: inout [Problem]) throws -> ProposalFacts? {
    let ancestry = try Set(ancestors())
    let openings = try brought.filter {
      if case .opening = try judge.commits.facts($0).role { return true }
      return false
    }
    guard let first = openings.first, openings.count == 1, ancestry.contains(first),
      case let facts = try judge.commits.facts(first), let raw = facts.raw,
      case .opening(let message) = facts.role
    else {
      problems.append(
        Problem(
          .wrongShape,
          openings.isEmpty
            ? "No signed opening of a proposal was found behind it."
            : openings.count > 1
              ? "It brings \(openings.count) proposals at once; each must be decided by itself."
              : "The version that landed does not build on the proposal's opening."))
      return nil
    }
    let id = ProposalID(openingPayload: raw.payload)
    try checkOpening(message, facts, id, &problems)
    let orphaned = try orphanhood(of: facts, by: message.member)
    if let orphaned {
      problems.append(
        Problem(
          .unsignedContent, "\(orphaned.sentence); a member must offer them again.",
          commit: facts.id))
    }
    guard let base = try judge.history.newestAncestor(of: head, limit: authority.position) else {
      problems.append(Problem(.wrongShape, "The proposal does not build on this branch."))
      return nil
    }
    var authors: Set<Handle> = []
    var written: [ObjectID: Handle] = [first: message.member]
    var last = raw.seconds
    var descends: Set<ObjectID> = []
    var orphans: [ObjectID: Orphanhood] = [:]
    for commit in brought where ancestry.contains(commit) {
      let facts = try judge.commits.facts(commit)
      if commit == first || facts.graph.parents.contains(where: descends.contains) {
        descends.insert(commit)
      }
      try checkDate(facts, &problems)
      if commit == first { continue }
      let words = try words(of: facts, id, ancestry, &problems)
      if case .orphaned(let orphanhood) = words { orphans[commit] = orphanhood }
      guard case .written(let author) = words else { continue }
      authors.insert(author)
      written[commit] = author
      last = max(last, facts.raw?.seconds ?? last)
    }
    let lastAnswered = try lastAnswered(orphans, opening: first, &problems)
    let proposers = Set([message.member] + message.with)
    let (latest, lastAuthor) = try latest(ancestry, written)
    let baseID = judge.history.chain[base]
    return ProposalFacts(
      id: id, opening: first, message: message, openingDate: Timestamp(seconds: raw.seconds),
      head: head, headTree: try judge.commits.facts(head).graph.tree, base: baseID,
      baseTree: try judge.commits.facts(baseID).graph.tree, basePosition: base,
      coAuthors: authors.subtracting(proposers).sorted(), authors: authors,
      lastContent: Timestamp(seconds: last), lastAuthor: lastAuthor ?? message.member,
      latest: latest, revisions: descends, lastAnswered: lastAnswered,
      isAnswered: orphaned == nil)
  }

  /// The head and its ancestors among the brought commits.
  private func ancestors() throws -> [ObjectID] {
    let known = Set(brought)
    var found: Set<ObjectID> = []
    var stack = [head]
    while let id = stack.popLast() {
      guard known.contains(id), found.insert(id).inserted else { continue }
      stack.append(contentsOf: try judge.commits.facts(id).graph.parents)
    }
    return Array(found)
  }

  /// The head and the versions behind it down to the one that changed words last, and who signed
  /// that.
  ///
  /// Where lines of versions were joined, only what has all of them behind it for certain.
  private func latest(
    _ own: Set<ObjectID>, _ written: [ObjectID: Handle]
  ) throws -> (Set<ObjectID>, Handle?) {
    var latest: Set<ObjectID> = []
    var id = head
    while latest.insert(id).inserted, written[id] == nil {
      let parents = try judge.commits.facts(id).graph.parents.filter(own.contains)
      guard parents.count == 1 else { break }
      id = parents[0]
    }
    return (latest, written[id])
  }

  private func checkOpening(
    _ message: OpeningMessage, _ facts: CommitFacts, _ id: ProposalID, _ problems: inout [Problem]
  ) throws {
    if message.repository != authority.repository {
      problems.append(
        Problem(.wrongRepository, "It was opened for another repository.", commit: facts.id))
    }
    if message.branch != authority.branch {
      problems.append(Problem(.wrongBranch, "It was opened for another branch.", commit: facts.id))
    }
    if facts.raw?.isUntouched != true {
      problems.append(
        Problem(
          .rewritten,
          "The opening was re-written after it was signed (author and committer "
            + "differ).", commit: facts.id))
    }
    problems += try judge.signatureProblems(
      facts, claimed: message.member, limit: authority.position)
  }

  /// What a commit is to the words of a proposal.
  private enum VersionWords {
    /// It changed none, or is only an update from the protected branch.
    case none
    /// A member answers for what it changed.
    case written(Handle)
    /// A version for which nobody answers any more.
    case orphaned(Orphanhood)
  }

  /// Who answers for words that this commit changed.
  private func words(
    of facts: CommitFacts, _ id: ProposalID, _ own: Set<ObjectID>, _ problems: inout [Problem]
  ) throws -> VersionWords {
    // A merge that names the branch first would seem to change nothing where it undoes everything.
    let parent = facts.graph.parents.first(where: own.contains) ?? facts.graph.parents.first
    let before = try parent.map { try judge.commits.facts($0).graph.tree }
    let changed =
      try before.map { try !judge.governed.sameGoverned($0, facts.graph.tree) }
      ?? (judge.governed.root(of: facts.graph.tree) != nil)
    // Only what has its version's words is a sign-off; with others it would hide their author.
    if case .signoff = facts.role, !changed { return .none }
    guard case .revision(let trailers) = facts.role else {
      guard changed || facts.carriesKeys else { return .none }
      problems.append(
        Problem(
          .unsignedContent,
          "Words in it were changed by a commit that no member signed as part of this proposal.",
          commit: facts.id))
      return .none
    }
    if trailers.proposal != id {
      problems.append(
        Problem(.wrongProposal, "A version names another proposal.", commit: facts.id))
    }
    problems += try judge.signatureProblems(
      facts, claimed: trailers.member, limit: authority.position)
    if !ContentRules.checkText(facts.raw?.message ?? "").isEmpty {
      problems.append(
        Problem(
          .badContent, "The message of a version holds characters that may not be there.",
          commit: facts.id))
    }
    let update = UpdateCheck(judge: judge, limit: authority.position)
    if try changed && update.isUpdate(facts.graph) { return .none }
    if let orphanhood = try orphanhood(of: facts, by: trailers.member) {
      return .orphaned(orphanhood)
    }
    return changed ? .written(trailers.member) : .none
  }

  /// No opening or revision is dated before evidence in its ancestry or the step it builds on.
  private func checkDate(_ facts: CommitFacts, _ problems: inout [Problem]) throws {
    switch facts.role {
    case .opening, .revision: break
    default: return
    }
    guard let raw = facts.raw else { return }
    if try raw.seconds < judge.earliest(after: facts.graph.parents, in: authority) {
      problems.append(
        Problem(
          .badDate, "A version is dated before what it builds on.", commit: facts.id))
    }
  }
}
