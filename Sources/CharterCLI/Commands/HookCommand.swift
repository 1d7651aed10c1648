import ArgumentParser
import Charters
import Console
import Evidence
import Git
import HookScripts

/// `charter hook`: what an installed hook calls.
struct HookCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "hook",
    abstract: "What an installed hook calls.",
    shouldDisplay: false)

  @Argument(help: "pre-commit, pre-push, pre-receive or post-receive.")
  var name: String

  @Argument(parsing: .captureForPassthrough, help: "What git gives to the hook.")
  var arguments: [String] = []

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  /// References that one push may name; a push of more is refused whole.
  static let referenceLimit = 100_000

  func run(in session: Session) throws -> ExitStatus {
    guard let hook = HookScript(rawValue: name) else {
      throw Failure(
        "there is no hook \(name)",
        facts: ["known: pre-commit, pre-push, pre-receive, post-receive"],
        status: .usage)
    }
    let repository = try session.repository()
    switch hook {
    case .preReceive: return try preReceive(repository, session)
    case .postReceive: return try postReceive(repository, session)
    case .prePush: return try prePush(repository, session)
    case .preCommit: return try StagedLint(repository).run(in: session)
    }
  }

  private func preReceive(_ repository: Repository, _ session: Session) throws -> ExitStatus {
    var changes: [RefChange] = []
    for line in try Self.lines() {
      guard let change = RefChange(line: line) else {
        throw Failure("git gave a line that this hook does not understand", facts: ["\(line)"])
      }
      changes.append(change)
    }
    var review = try PushReview(
      repository, pin: Pin.load(repository), changes: changes, now: session.now)
    review.limits = try PushLimits(repository)
    let seconds = review.limits.seconds
    if seconds > 0 {
      let end = ContinuousClock.now.advanced(by: .seconds(seconds))
      review.checkpoint = {
        if ContinuousClock.now > end { throw EvidenceError.outOfTime(seconds: seconds) }
      }
    }
    return try answer(review, session)
  }

  /// Pins the founding that was just accepted, so that no other can take its place, and hands what
  /// the push brought to the command that sends it on.
  private func postReceive(_ repository: Repository, _ session: Session) throws -> ExitStatus {
    let changes = try Self.lines().compactMap { RefChange(line: $0) }
    try pinFounding(of: repository, session)
    try PushDigest(changes, repository).send(session)
    return .done
  }

  private func pinFounding(of repository: Repository, _ session: Session) throws {
    guard try Pin.load(repository) == nil else { return }
    // Asked in the same way as before the push, so that both mean the same branch.
    let review = try PushReview(repository, pin: nil, changes: [], now: session.now)
    guard let branch = try review.protectedBranch(), let tip = try repository.target(of: branch)
    else { return }
    let report = try Engine(repository).verify(tip)
    if report.outcome == .valid, let id = report.repository, report.branch == branch {
      try Pin(repository: id, branch: branch).save(repository)
    }
  }

  /// The same judgement before the network, on what this clone knows of the remote.
  private func prePush(_ repository: Repository, _ session: Session) throws -> ExitStatus {
    let remote = arguments.first ?? "origin"
    var changes: [RefChange] = []
    for line in try Self.lines() {
      let parts = line.split(separator: " ", omittingEmptySubsequences: false)
      guard parts.count == 4, let change = RefChange(line: "\(parts[3]) \(parts[1]) \(parts[2])")
      else { throw Failure("git gave a line that this hook does not understand") }
      changes.append(change)
    }
    var existing: [ReferenceName: ObjectID] = [:]
    for reference in try repository.references(under: "refs/remotes/\(remote)/") {
      let branch = reference.name.text.dropFirst("refs/remotes/\(remote)/".count)
      existing[try ReferenceName("refs/heads/\(branch)")] = reference.target
    }
    for reference in try repository.references(under: "refs/charter/signoffs/") {
      existing[reference.name] = reference.target
    }
    // git has just asked the remote, which knows better than what was fetched some day.
    for change in changes { existing[change.name] = change.old }
    let review = try PushReview(
      repository, pin: Memory.load(repository)?.pin(), changes: changes, now: session.now,
      existing: existing)
    return try answer(review, session)
  }

  private func answer(_ review: PushReview, _ session: Session) throws -> ExitStatus {
    let refusals = try review.refusals()
    if refusals.isEmpty { return .done }
    try session.errors.print(RefusalScreen(refusals: refusals).text)
    return .no
  }

  private static func lines() throws -> [String] {
    var lines: [String] = []
    while let line = readLine(strippingNewline: true) {
      lines.append(line)
      guard lines.count <= referenceLimit else {
        throw Failure("more than \(referenceLimit) references at once", status: .no)
      }
    }
    return lines
  }
}
