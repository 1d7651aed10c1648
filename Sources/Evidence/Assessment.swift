package import Charters
package import Git
package import Policies

/// A proposal judged on a branch: what it would land, who signed off, and what the policy says.
package struct Assessment: Sendable {
  package let proposal: ProposalFacts
  /// What it lands on the branch.
  package let changes: [GovernedChange]
  package let digest: AmendmentDigest
  /// The root tree after landing; may not be stored.
  package let landedTree: ObjectID
  package let atoms: [Atom]
  package let signoffs: [SignoffReading]
  package let unreadable: [UnreadableSignoff]
  /// Nil where it could not be judged; then there are problems.
  package let judgement: Judgement?
  /// Objections that ended because their words are gone or their objector left.
  package let mootObjections: Set<PayloadID>
  /// Why it may not land, whatever the approvals.
  package internal(set) var problems: [Problem]
  /// When the waiting times began: with the first answer of somebody else; nil before that.
  package let opened: Timestamp?
  /// The moment for which it is judged.
  package let now: Timestamp
  /// The branch on which it was judged.
  package let authority: BranchState

  /// Approved by the policy, and nothing else is in the way.
  package var mayLand: Bool { problems.isEmpty && judgement?.state == .approved }

  /// The state to show: what stops a landing by form is an error.
  package var state: State { problems.isEmpty ? judgement?.state ?? .error : .error }

  /// Open objections, moot ones among them.
  package var standingObjections: [SignoffReading] { signoffs.filter(\.objectionStands) }
}

/// Judges a proposal on a branch: the same for status, check, ratify, the hook and verify.
struct Assessor {
  let judge: BranchJudge
  let authority: BranchState
  let head: ObjectID
  /// Commits not reachable from the authority's tip, parents first.
  let brought: [ObjectID]
  let signoffs: [ObjectID]
  let now: Timestamp

  /// The assessment, or nil where there is no proposal to judge; `landed` is the root tree of the
  /// step where it is there already.
  func assess(landed: ObjectID?, problems outer: inout [Problem]) throws -> Assessment? {
    var problems: [Problem] = []
    let reader = ProposalReader(judge: judge, authority: authority, brought: brought, head: head)
    guard let proposal = try reader.read(problems: &problems) else {
      outer += problems
      return nil
    }
    if let step = authority.ended[proposal.id] {
      problems.append(Problem(.endedProposal, "This proposal ended already, in step \(step)."))
    }
    let landedTree = try land(proposal, actual: landed, &problems)
    let changes = try judge.governed.changes(from: authority.tree, to: landedTree)
    if changes.isEmpty { problems.append(Problem(.changesNothing, "It changes nothing.")) }
    let changed = try atoms(of: changes, landedTree, &problems)
    try checkContent(proposal, changes, landedTree, &problems)
    try checkSeparateSteps(changes, changed, landedTree, &problems)
    try checkTerm(proposal, changes, changed, landedTree, &problems)
    let undone = try undoneTrial(proposal, changes, changed, landedTree)
    let kept = undone == nil ? try keptAtoms(proposal, changed, landedTree) : []
    let atoms = changed + kept
    let signoffReader = SignoffReader(
      judge: judge, authority: authority, proposal: proposal, now: now)
    let (readings, unreadable) = try signoffReader.read(signoffs, problems: &problems)
    let digest = try judge.governed.digest(changes)
    let words = Words(
      judge: judge, authority: authority, changes: changes, landedTree: landedTree, atoms: atoms,
      digest: digest)
    let moot = try Set(
      readings.filter { $0.message.decision == .object }
        .filter { try words.isMoot($0) }.map(\.payloadID))
    let judgement = try judgement(
      proposal, readings, atoms, words, landedTree, undoes: undone?.step, moot: moot, &problems)
    try checkSignedContent(proposal, readings, judgement, &problems)
    return Assessment(
      proposal: proposal, changes: changes, digest: digest, landedTree: landedTree, atoms: atoms,
      signoffs: readings, unreadable: unreadable, judgement: judgement, mootObjections: moot,
      problems: problems,
      opened: times(proposal, proposers(proposal, readings), readings).opened, now: now,
      authority: authority)
  }

  /// Every path that the head changed has the head's entry, every other the branch's; where the
  /// branch changed it too, the proposal must be updated first.
  private func land(
    _ proposal: ProposalFacts, actual: ObjectID?, _ problems: inout [Problem]
  ) throws -> ObjectID {
    let own = try judge.governed.changes(from: proposal.baseTree, to: proposal.headTree)
    let main = try Set(
      judge.governed.changes(from: proposal.baseTree, to: authority.tree).map(\.path))
    let crossing = own.filter { main.contains($0.path) }
    if !crossing.isEmpty {
      let names = crossing.prefix(3).map(\.pathText).joined(separator: ", ")
      problems.append(
        Problem(
          .outOfDate,
          "The branch has changed \(names) since this proposal began; bring the "
            + "proposal up to date first."))
    }
    var overlay: [[UInt8]: GovernedChange.Entry?] = [:]
    for change in own { overlay[change.path] = .some(change.new) }
    let expected = try judge.governed.virtualTree(authority.tree, overlay: overlay)
    guard let actual else { return expected }
    if try !judge.governed.sameGoverned(expected, actual) {
      let wrong = try judge.governed.changes(from: expected, to: actual).prefix(3)
        .map(\.pathText).joined(separator: ", ")
      problems.append(
        Problem(
          .partialLanding, "What landed is not what the proposal says: \(wrong) differs."))
    }
    return actual
  }

  private func atoms(
    of changes: [GovernedChange], _ landed: ObjectID, _ problems: inout [Problem]
  ) throws -> [Atom] {
    var atoms: [Atom] = []
    for change in changes {
      do {
        let path = try CharterPath(change.pathText)
        atoms += try Atom.between(
          change.old.map { try judge.governed.charter(path, $0) },
          change.new.map { try judge.governed.charter(path, $0) })
      } catch let error as PathProblem {
        problems.append(Problem(.badContent, "\(change.pathText): \(error)"))
      } catch let error as CharterTextError {
        problems.append(Problem(.badContent, "\(change.pathText): \(error)"))
      } catch let error as AtomError {
        problems.append(Problem(.badContent, "\(change.pathText): \(error)"))
      }
    }
    return atoms
  }

  /// The head and the landed tree obey the rules of content.
  private func checkContent(
    _ proposal: ProposalFacts, _ changes: [GovernedChange], _ landed: ObjectID,
    _ problems: inout [Problem]
  ) throws {
    let check = ContentCheck(governed: judge.governed, repository: judge.repository)
    problems += try check.problems(from: authority.tree, to: landed)
    guard proposal.baseTree != authority.tree || proposal.headTree != landed else { return }
    let head = try check.problems(from: proposal.baseTree, to: proposal.headTree)
    problems += head.filter { !problems.contains($0) }
  }

  /// A revision that a counted sign-off stands on obeys the rules of content too.
  private func checkSignedContent(
    _ proposal: ProposalFacts, _ readings: [SignoffReading], _ judgement: Judgement?,
    _ problems: inout [Problem]
  ) throws {
    let counted = Set(judgement?.signoffs.filter(\.counts).map(\.signoff) ?? [])
    let check = ContentCheck(governed: judge.governed, repository: judge.repository)
    var seen: Set<ObjectID> = []
    for reading in readings where counted.contains(reading.payloadID.text) {
      guard let base = reading.baseTree, seen.insert(reading.tree).inserted,
        base != proposal.baseTree || reading.tree != proposal.headTree  // the head is checked
      else { continue }
      let found = try check.problems(from: base, to: reading.tree)
      problems += found.filter { !problems.contains($0) }
    }
  }

  private func judgement(
    _ proposal: ProposalFacts, _ readings: [SignoffReading], _ atoms: [Atom], _ words: Words,
    _ landed: ObjectID, undoes: Int?, moot: Set<PayloadID>, _ problems: inout [Problem]
  ) throws -> Judgement? {
    guard let policy = authority.rulebook.policy, authority.rulebook.problems.isEmpty else {
      problems += authority.rulebook.problems
      return nil
    }
    let proposers = proposers(proposal, readings)
    let times = times(proposal, proposers, readings)
    let votes = try readings.map { try words.signoff($0) }
    return Policies.judge(
      Case(
        policy: policy, roster: authority.rulebook.roster, atoms: atoms,
        proposers: proposers, coAuthors: proposal.coAuthors,
        subjects: subjects(try judge.rulebooks.read(landed).roster),
        term: proposal.message.term, opened: times.opened,
        openingDate: proposal.openingDate, lastContent: times.settling, now: now,
        signoffs: votes, mootObjections: Set(moot.map(\.text)), expires: proposal.message.expires,
        affects: try affects(proposal, atoms, landed), undoes: undoes,
        claimed: proposal.proposers.filter { !proposers.contains($0) },
        lastAuthor: proposal.lastAuthor))
  }

  /// The signer, and of those named with them whoever confirmed it: by writing words of it, or by
  /// approving.  A name alone proves nothing, or a proposer could shorten the list of those whose
  /// agreement is needed by naming them.
  private func proposers(_ proposal: ProposalFacts, _ readings: [SignoffReading]) -> [Handle] {
    let approving = readings.filter {
      $0.speaks && $0.date <= now && $0.message.decision == .approve
        && $0.message.principal == nil
    }.map(\.message.member)
    let confirmed = Set(approving).union(proposal.authors)
    return [proposal.message.member]
      + proposal.proposers.dropFirst().filter(confirmed.contains)
  }

  /// Whom the changed charters name as affected, before and after, and the opening beside that.
  private func affects(
    _ proposal: ProposalFacts, _ atoms: [Atom], _ landed: ObjectID
  ) throws -> Affects {
    var charters: [CharterPath: [Affected]] = [:]
    for path in Set(atoms.map(\.charter)) where path.kind != .policy {
      for tree in [authority.tree, landed] {
        do {
          charters[path, default: []] +=
            try judge.governed.charter(path, in: tree)?.affects ?? []
        } catch is CharterTextError {
          continue  // what cannot be read is refused where its content is checked
        }
      }
    }
    return Affects(
      charters: charters, opening: proposal.message.affects.compactMap { Affected($0) })
  }

  /// When the waits began: with somebody else's answer, unless nobody else is there.
  ///
  /// Dates that the authors wrote start no wait.  `settling` is that of the latest words, which an
  /// answer to earlier ones says nothing of.
  private func times(
    _ proposal: ProposalFacts, _ proposers: [Handle], _ readings: [SignoffReading]
  ) -> (opened: Timestamp?, settling: Timestamp?) {
    let witnesses = Witnesses(
      active: authority.rulebook.roster.active, proposers: proposers,
      coAuthors: proposal.coAuthors, lastAuthor: proposal.lastAuthor)
    let answers = readings.filter {
      $0.speaks && $0.date <= now && !$0.defects.contains(.backdated)
    }
    let opening = answers.filter { !witnesses.openers.contains($0.message.member) }
      .map(\.date).min().map { max($0, proposal.openingDate) }
    let settling = answers.filter {
      !witnesses.writers.contains($0.message.member)
        && proposal.latest.contains($0.message.revision)
    }.map(\.date).min().map { max($0, proposal.lastContent) }
    return (
      witnesses.isOpenerAlone ? proposal.openingDate : opening,
      witnesses.areWritersAlone ? proposal.lastContent : settling
    )
  }

  /// People whose membership, role or keys the proposal alters.
  private func subjects(_ landed: Roster) -> [Handle] {
    let old = authority.rulebook.roster
    guard old != landed else { return [] }
    let (before, after) = (old.standings, landed.standings)
    return Set(old.members.keys).union(landed.members.keys)
      .filter { before[$0] != after[$0] }.sorted()
  }
}

extension Roster {
  /// What makes each person who they are here: member file, teams, leads and roles.
  fileprivate var standings: [Handle: [String]] {
    var facts: [Handle: [String]] = [:]
    for (handle, member) in members {
      facts[handle, default: []] +=
        ["member \(member.status)"] + (member.keys + member.openpgp).map(\.value)
        + member.revokedKeys.map { "revoked \($0.fingerprint)" }
    }
    for (id, team) in teams {
      for handle in Set(team.members) { facts[handle, default: []].append("team \(id.text)") }
      if let lead = team.lead { facts[lead, default: []].append("lead \(id.text)") }
    }
    for (id, role) in roles {
      for holding in role.holders {
        facts[holding.who, default: []].append(
          "role \(id.text) \(holding.from?.text ?? "") \(holding.until?.text ?? "")")
      }
    }
    return facts.mapValues { $0.sorted() }
  }
}
