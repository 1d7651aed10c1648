import Charters
import Console
import Evidence
import Git
import Policies
import Proposals

/// A change of who is here, from its edits to the last line on the screen: proposed, approved by
/// whoever proposes it where they may, and made official where that is all that it takes.
struct MemberChange {
  let session: Session
  let clone: Clone
  let push: PushOptions
  let signatory: Signatory
  let me: Handle

  init(_ session: Session, _ push: PushOptions) throws {
    self.session = session
    self.push = push
    clone = try session.clone(push)
    signatory = try Signatory(clone.repository)
    try clone.branch.requireProven(clone.engine)
    me = try clone.member(signatory)
  }

  /// The charters in force.
  func charters() throws -> [CharterText] {
    try PolicyPlace(clone.branch.state.tree, in: clone.repository).charters
  }

  var roster: Roster { clone.branch.state.rulebook.roster }

  /// Opens one proposal, or goes on with the open one that says the same.
  func propose(
    _ title: String, because reason: String, _ files: MemberEdits.Files
  ) throws -> ExitStatus {
    let clone = try clone.reread()
    if let open = try same(files, in: clone) {
      try session.note("This is proposed already, as \(open.slug).")
      return try approve(open.slug, clone)
    }
    guard let title = Title(title), let rationale = Rationale(tidied: reason) else {
      throw ActError.unusableRationale
    }
    var opening = Opening(title: title, rationale: rationale)
    opening.source = .files(
      Dictionary(uniqueKeysWithValues: files.map { ($0.key.text, $0.value) }))
    let result = try leavingHead(clone) { try opening.open(in: clone, by: signatory) }
    try session.print("\(.ok) proposed \(result.title.text, .strong) as \(result.slug.text)")
    try session.output.write(
      ChangeScreen(
        title: result.title.text, slug: result.slug.text, proposer: result.member, rationale: nil,
        atoms: result.assessment.atoms, digest: result.assessment.digest
      ).changes)
    let branch = try OpenProposal.branch(result.slug.text)
    guard try session.publish([.init(branch, to: result.head)], of: clone, push) else {
      return .impossible
    }
    guard result.assessment.judgement?.asks(me) ?? false else {
      if let next = result.assessment.judgement?.next.sentence { try session.note("\(next)") }
      return .done
    }
    return try approve(result.slug.text, clone.reread())
  }

  /// Does something and goes back to the branch that HEAD was on.
  private func leavingHead<Value>(_ clone: Clone, _ body: () throws -> Value) throws -> Value {
    guard case .branch(let name, _) = try clone.repository.head() else { return try body() }
    let value = try body()
    // Where edits are in the way git stays on the proposal's branch, which does no harm.
    _ = try clone.repository.git(["checkout", "--quiet", name.shortName, "--"])
    return value
  }

  private func approve(_ slug: String, _ clone: Clone) throws -> ExitStatus {
    var acting = ActingOptions()
    acting.push = push
    acting.yes = true
    return try SigningOffScreen(session: session, clone: clone, acting: acting)
      .run(SigningOff(.approve), on: slug, by: signatory, asks: false, ratifies: true)
  }

  /// An open proposal that changes the same files to the same bytes.
  private func same(_ files: MemberEdits.Files, in clone: Clone) throws -> OpenProposal? {
    let wanted = try files.map { path, bytes in
      (path.text, try clone.repository.write(.blob, bytes))
    }
    return try ProposalRegister(clone).open().first { proposal in
      let facts = proposal.facts
      let changes = try clone.engine.changes(from: facts.baseTree, to: facts.headTree)
      return changes.count == wanted.count
        && wanted.allSatisfy { path, id in
          changes.contains { $0.pathText == path && $0.new?.id == id }
        }
    }
  }

  /// Whether these files can change together without the approval of somebody.
  func canPass(_ files: MemberEdits.Files, without person: Handle) throws -> Bool {
    let rulebook = clone.branch.state.rulebook
    guard let policy = rulebook.policy else { return false }
    let old = Dictionary(
      try charters().map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let atoms = try files.flatMap { path, bytes in
      try Atom.between(old[path], try CharterText(path: path, bytes: bytes))
    }
    let others = rulebook.roster.active.filter { $0 != person }
    return SupposedApprovals(policy: policy, roster: rulebook.roster, now: signatory.identity.now)
      .suffice(of: others, for: atoms, by: me, about: [person])
  }
}

extension Judgement {
  /// Whether an approval by this member would help.
  func asks(_ member: Handle) -> Bool {
    func asks(_ need: NeedJudgement) -> Bool {
      need.candidates.contains(member) || need.children.contains(where: asks)
    }
    return rules.contains { $0.needs.contains(where: asks) }
  }
}
