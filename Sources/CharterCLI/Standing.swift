import Charters
import Console
import Evidence
import Git
import History
import Policies
import Proposals
import Signing

/// An open proposal and how it stands at a moment: what status, list, inbox and check show.
struct Standing {
  let proposal: OpenProposal
  /// Nil where its commits do not hold one proposal; then ``problems`` say why.
  let assessment: Assessment?
  let problems: [Problem]
  /// Who said what, oldest first.
  let signoffs: [SignoffLine]
  /// The change without approval that brought its words in already; nil where none did.
  private(set) var landedBy: ObjectID?

  init(_ proposal: OpenProposal, in clone: Clone, now: Timestamp) throws {
    try self.init(proposal, clone.engine, on: clone.branch.tip, now: now)
    landedBy = try assessment.flatMap(ProposalRegister(clone).change(thatLanded:))
  }

  /// As it would stand on another tip of the protected branch.
  init(_ proposal: OpenProposal, _ engine: Engine, on tip: ObjectID, now: Timestamp) throws {
    let (assessment, problems) = try engine.assess(
      head: proposal.head, signoffs: proposal.signoffs, on: tip, now: now)
    self.proposal = proposal
    self.assessment = assessment
    self.problems = assessment?.problems ?? problems
    signoffs = assessment.map(SignoffLine.lines) ?? []
  }

  var state: State { assessment?.state ?? .error }

  /// What the shell is told of it.
  var status: ExitStatus { ExitStatus(state) }

  /// In half a line, after its title.
  var words: Text {
    switch state {
    case .approved where landedBy != nil:
      "\("approved", .ok), but brought in by \(landedBy?.hex.prefix(10) ?? "") without its record"
    case .approved: "\("approved", .ok); it can be made official"
    case .waitingPeople, .waitingTime: "\("not approved yet", .warning)"
    case .error where problems.contains { $0.code == .outOfDate }:
      "\("must be brought up to date first", .bad)"
    default: "\(state.words, .bad)"
    }
  }

  /// The command that makes it official once it is approved.
  var ratification: String {
    "charter ratify \(proposal.slug)" + (landedBy.map { " --late \($0.hex.prefix(10))" } ?? "")
  }

  /// The next step, in a sentence.
  var next: String {
    if let problem = problems.first { return problem.message }
    return assessment?.judgement?.next.sentence ?? ""
  }

  /// Questions and remarks of others since which no proposer has said or changed anything.
  var unanswered: [SignoffLine] {
    let facts = proposal.facts
    let own = signoffs.filter { facts.proposers.contains($0.member) && $0.text != nil }
    let answered = max(own.map(\.date).max() ?? facts.openingDate, facts.lastContent)
    return signoffs.filter { line in
      line.decision == .comment && line.text != nil && !facts.proposers.contains(line.member)
        && line.date > answered
    }
  }

  /// Members who were asked by name and have said nothing since, each with who asked.
  var unheard: [(member: Handle, askedBy: Handle)] {
    var found: [Handle: Handle] = [:]
    for ask in signoffs where ask.decision == .ask && !ask.reasons.contains(.badSignature) {
      for member in ask.asks {
        let hasAnswered = signoffs.contains { $0.member == member && $0.decision != .ask }
        if !hasAnswered { found[member] = ask.member }
      }
    }
    return found.sorted { $0.key < $1.key }.map { (member: $0.key, askedBy: $0.value) }
  }
}

extension ExitStatus {
  /// 0 approved, 8 waiting, 1 anything that waiting does not mend.
  init(_ state: State) {
    switch state {
    case .approved: self = .done
    case .waitingPeople, .waitingTime: self = .waiting
    case .blocked, .impossible, .expired, .lapsed, .error: self = .no
    }
  }
}

extension Session {
  /// This clone as it is; nothing is fetched.  Says so where its branch does not verify.
  func localClone() throws -> Clone {
    let clone = try Clone(try repository())
    let branch = clone.branch
    if branch.report.outcome != .valid {
      try warn("\(branch.name.shortName) does not verify; \("charter verify", .command) says why")
    } else if branch.localIsAstray {
      try warn(
        "your \(branch.name.shortName) holds commits that nobody approved; this goes by "
          + "\(clone.remote?.name ?? "the remote")'s")
    }
    return clone
  }

  /// Says that sign-offs may be missing where nobody has asked the remote for them yet.
  func hintOfSignoffs(in clone: Clone) throws {
    guard let remote = clone.remote, try !remote.wasAsked(by: clone.repository) else { return }
    try hint("this copy holds no sign-offs yet; \("charter sync", .command) fetches them")
  }

  /// The member whose key signs here; nil where git knows nobody, no key, or no member's key:
  /// whoever only reads needs none.
  func reader(in clone: Clone) throws -> Handle? {
    do {
      return try me(in: clone)
    } catch is ActError {
      return nil
    } catch is SigningError {
      return nil
    }
  }

  /// The member whose key signs here.
  func me(in clone: Clone) throws -> Handle {
    try clone.member(Signatory(clone.repository))
  }
}
