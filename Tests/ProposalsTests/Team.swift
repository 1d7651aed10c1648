import CharterTemplates
import Charters
import Evidence
import Git
import Policies
import Processes
import Proposals
import Signing
import TestSupport

/// People with a clone each, and a bare repository between them; one clock for all.
final class Team {
  let people: [TestMember]
  /// Nil where the first member works alone.
  let hub: GitSandbox?
  private(set) var desks: [Desk] = []
  let clock = Clock()

  /// Founds in the first member's clone; with `shared`, the others clone from the hub.
  init(
    _ handles: [String], preset: Preset = .consensus, shared: Bool = true,
    files: [String: String] = [:]
  ) throws {
    people = try handles.map { try TestMember($0) }
    for person in people { try person.allowSigners(of: people) }
    let first = try GitSandbox(member: people[0])
    hub = shared ? try GitSandbox(bare: true) : nil
    let founder = Desk(clock: clock, person: people[0], sandbox: first)
    desks = [founder]
    try founder.found(preset: preset, members: people, files: files)
    guard let hub else { return }
    try first.git("remote", "add", "origin", "file://" + hub.directory)
    try first.git("push", "--quiet", "--set-upstream", "origin", "main")
    try first.git("fetch", "--quiet")
    for person in people.dropFirst() {
      desks.append(Desk(clock: clock, person: person, sandbox: try hub.clone(as: person)))
    }
  }

  /// A second clone of a member who has one.
  func anotherDesk(of index: Int) throws -> Desk {
    guard let hub else { throw Story.noHub }
    return Desk(clock: clock, person: people[index], sandbox: try hub.clone(as: people[index]))
  }

  /// What the shared history proves, or that of the only clone.
  func report() throws -> Report {
    let repository = try (hub ?? desks[0].sandbox).repository()
    let main = try ReferenceName("refs/heads/main")
    guard let tip = try repository.target(of: main) else { throw Story.noBranch }
    return try Engine(repository).verify(tip)
  }

  /// References of the hub below a prefix.
  func shared(_ prefix: String) throws -> [String] {
    guard let hub else { throw Story.noHub }
    return try hub.git("for-each-ref", "--format=%(refname)", prefix)
      .split(separator: "\n").map(String.init)
  }

  enum Story: Error { case noHub, noBranch, notLanded(Ending.Result), noAssessment }
}

/// The date of the next act; each act takes a minute.
final class Clock {
  var seconds = Hermetic.firstSecond

  func tick() -> Int64 {
    seconds += 60
    return seconds
  }
}

/// One member's clone and what they do there.
final class Desk {
  let clock: Clock
  let person: TestMember
  let sandbox: GitSandbox

  init(clock: Clock = Clock(), person: TestMember, sandbox: GitSandbox) {
    self.clock = clock
    self.person = person
    self.sandbox = sandbox
  }

  var handle: Handle { Handle(person.handle)! }

  /// The clone at the next minute.
  func repository() throws -> Repository {
    sandbox.seconds = clock.tick()
    return try sandbox.repository()
  }

  func clone(fetching: Bool = true) throws -> Clone {
    let clone = try Clone(try repository())
    return fetching ? try clone.fetched().clone : clone
  }

  func card() throws -> MemberCard {
    MemberCard(
      handle: handle, name: person.name, email: person.email,
      key: try PublicKey(person.key.line))
  }

  @discardableResult
  func found(
    preset: Preset = .consensus, members: [TestMember] = [], files: [String: String] = [:],
    policy: String? = nil
  ) throws -> Founding.Result {
    let others = try members.filter { $0.handle != person.handle }.map {
      MemberCard(
        handle: Handle($0.handle)!, name: $0.name, email: $0.email,
        key: try PublicKey($0.key.line))
    }
    let repository = try repository()
    let starters = Starters(
      organisation: "Demo", preset: preset, members: [try card()] + others,
      today: Timestamp(seconds: clock.seconds).day)
    _ = try WorkingFiles(root: sandbox.directory).write(starters.files)
    if let policy { try sandbox.write(policy, to: "Charters/policy.yml") }
    for (path, text) in files { try sandbox.write(text, to: path) }
    return try Founding(organisation: Title("Demo")!)
      .found(in: repository, by: Signatory(repository))
  }

  func text(_ path: String) throws -> String {
    String(decoding: try sandbox.read(path), as: UTF8.self)
  }

  func replace(_ old: String, with new: String, in path: String) throws {
    try sandbox.write(try text(path).replacing(old, with: new), to: path)
  }

  /// Opens a proposal from the working tree, and pushes it where there is a hub.
  @discardableResult
  func propose(
    _ title: String? = nil, pushes: Bool = true, _ change: (inout Opening) -> Void = { _ in }
  ) throws -> Opening.Result {
    let clone = try clone()
    var opening = Opening(title: title.flatMap { Title($0) }, rationale: Rationale("Because.")!)
    change(&opening)
    let result = try opening.open(in: clone, by: Signatory(clone.repository))
    if pushes, let remote = clone.remote {
      let branch = try OpenProposal.branch(result.slug.text)
      _ = try remote.push([.init(branch, to: result.head)], from: clone.repository)
    }
    return result
  }

  @discardableResult
  func say(
    _ decision: Decision, on slug: String, because reason: String? = nil,
    sections: [String] = [], pushes: Bool = true
  ) throws -> SigningOff.Result {
    let clone = try clone(fetching: pushes)
    var act = SigningOff(decision, reason: reason.flatMap { Rationale($0) })
    act.sections = sections
    let signatory = try Signatory(clone.repository)
    let proposal = try ProposalRegister(clone).find(slug)
    let draft = try act.draft(proposal, in: clone, by: signatory)
    let result = try act.record(draft, in: clone, by: signatory)
    if pushes, let remote = clone.remote {
      _ = try remote.push([.init(result.reference, to: result.commit)], from: clone.repository)
    }
    return result
  }

  func end(
    _ outcome: StepOutcome, _ slug: String, in known: Clone? = nil
  ) throws -> Ending.Result {
    let clone = try known ?? clone()
    return try Ending(outcome).perform(on: slug, in: clone, by: Signatory(clone.repository))
  }

  /// Ends a proposal and expects that to succeed.
  @discardableResult
  func land(_ slug: String, _ outcome: StepOutcome = .ratified) throws -> LandedStep {
    let result = try end(outcome, slug)
    guard case .landed(let step) = result else { throw Team.Story.notLanded(result) }
    return step
  }

  func assessment(_ slug: String) throws -> Assessment {
    let clone = try clone()
    let proposal = try ProposalRegister(clone).find(slug)
    let now = Timestamp(seconds: clock.seconds)
    guard let found = try ProposalRegister(clone).assess(proposal, now: now).assessment else {
      throw Team.Story.noAssessment
    }
    return found
  }

  @discardableResult
  func revise() throws -> Revising.Result {
    let clone = try clone()
    let result = try Revising().revise(in: clone, by: Signatory(clone.repository))
    try push(OpenProposal.branch(result.slug), result.head, clone)
    return result
  }

  @discardableResult
  func update(_ slug: String) throws -> ObjectID? {
    let clone = try clone()
    let result = try Updating().update(slug, in: clone, by: Signatory(clone.repository))
    guard case .updated(let slug, let head, _, _) = result else { return nil }
    try push(OpenProposal.branch(slug), head, clone)
    return head
  }

  private func push(_ branch: ReferenceName, _ head: ObjectID, _ clone: Clone) throws {
    guard let remote = clone.remote else { return }
    _ = try remote.push([.init(branch, to: head)], from: clone.repository)
  }
}
