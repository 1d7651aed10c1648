import ArgumentParser
import Charters
import Console
import Evidence
import Git
import Policies
import Practice
import Proposals

/// `charter propose`: open a proposal from the charters that you edited.
struct ProposeCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "propose",
    abstract: "Open a proposal from the charters that you edited.")

  @Argument(help: "What it is called; taken from the changes where it is left out.")
  var title: String?

  @OptionGroup var reasons: ReasonOptions

  @Option(help: ArgumentHelp("A member who proposes it with you.", valueName: "handle"))
  var with: [Handle] = []

  @Option(
    help: ArgumentHelp("Whom it affects: a handle, 'team x' or 'role y'.", valueName: "who"))
  var affects: [String] = []

  @Option(
    help: ArgumentHelp("Offer what this commit changes, under your signature.", valueName: "rev"))
  var from: String?

  @Flag(help: "Approve it as well, where you may decide on it.")
  var approve = false

  @Option(
    help: ArgumentHelp(
      "Try it until a day, such as 2026-12-31, or for a time, such as '6 weeks'.",
      valueName: "until"))
  var experiment: TermEnd?

  @Option(
    help: ArgumentHelp("What an experiment is expected to do.", valueName: "words"))
  var hypothesis: String?

  @Option(
    help: ArgumentHelp("By what it will be seen whether it did.", valueName: "words"))
  var measure: String?

  @Option(
    help: ArgumentHelp("Where it stops before its time.", valueName: "words"))
  var limit: String?

  @Option(
    help: ArgumentHelp("The member who answers for allowing it.", valueName: "handle"))
  var sponsor: Handle?

  @Option(
    help: ArgumentHelp(
      "Change it at once and until then, where the rules foresee emergencies.",
      valueName: "until"))
  var emergency: TermEnd?

  @Option(
    help: ArgumentHelp("From when on its words are in effect, a day.", valueName: "day"))
  var effective: Day?

  @OptionGroup var acting: ActingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func validate() throws {
    if experiment != nil, emergency != nil {
      throw ValidationError("A change is an experiment or an emergency, not both.")
    }
    if experiment == nil, [hypothesis, measure, limit].contains(where: { $0 != nil }) {
      throw ValidationError("--hypothesis, --measure and --limit are for --experiment.")
    }
    if experiment == nil, emergency == nil, sponsor != nil {
      throw ValidationError("--sponsor is for --experiment and --emergency.")
    }
  }

  func run(in session: Session) throws -> ExitStatus {
    let clone = try session.clone(acting.push)
    let signatory = try Signatory(clone.repository)
    var opening = try opening(session, clone)
    if let end = experiment ?? emergency {
      opening.term = experiment == nil ? .emergency : .experiment
      opening.expires = end.day(from: signatory.identity.now)
      opening.plan = .init(hypothesis: hypothesis, measure: measure, limit: limit)
      opening.sponsor = sponsor
    }
    if let from {
      guard let revision = try clone.repository.resolve(from) else {
        throw Failure("there is no commit \(from)")
      }
      opening.source = .revision(revision)
    }
    let result = try opening.open(in: clone, by: signatory)
    return try ProposalOpened(result: result, clone: clone, signatory: signatory, session: session)
      .finish(acting.push, approving: approve ? acting : nil)
  }

  private func opening(_ session: Session, _ clone: Clone) throws -> Opening {
    let name = try title.map { text in
      guard let title = Title(text) else { throw ActError.unusableTitle(text) }
      return title
    }
    guard
      let rationale = try session.rationale(
        reasons, asking: "Why this change?  Lines that begin with # are left out.",
        in: clone.repository)
    else { throw ActError.noRationale }
    var opening = Opening(title: name, rationale: rationale)
    opening.with = with
    opening.affects = affects
    opening.effective = effective
    return opening
  }
}

/// What follows on a proposal that has just been opened.
struct ProposalOpened {
  let result: Opening.Result
  let clone: Clone
  let signatory: Signatory
  let session: Session

  /// - Parameter acting: how to approve it at once; nil where that is not wanted.
  func finish(_ push: PushOptions, approving acting: ActingOptions? = nil) throws -> ExitStatus {
    try session.print("\(.ok) proposed \(result.title.text, .strong) as \(result.slug.text)")
    try session.output.write(
      ChangeScreen(
        title: result.title.text, slug: result.slug.text, proposer: result.member,
        rationale: nil, atoms: result.assessment.atoms, digest: result.assessment.digest
      ).changes)
    if result.assessment.judgement?.state == .impossible {
      try session.warn("as the rules stand, nobody could approve this")
    }
    let branch = try OpenProposal.branch(result.slug.text)
    let pushed = try session.publish([.init(branch, to: result.head)], of: clone, push)
    try session.note("You are on \(branch.shortName); \(clone.branch.name.shortName) is as it was.")
    try session.note("Changed your mind? \("charter withdraw", .command)")
    try suggestExperts()
    if let acting {
      let approval = SigningOffScreen(session: session, clone: try clone.reread(), acting: acting)
      return try approval.run(
        SigningOff(.approve), on: result.slug.text, by: signatory, asks: false)
    }
    if let next = result.assessment.judgement?.next.sentence { try session.note("\(next)") }
    return pushed ? .done : .impossible
  }

  /// Names those who know about what the proposal speaks of, whatever their rank.
  private func suggestExperts() throws {
    let assessment = result.assessment
    let message = assessment.proposal.message
    var words = [message.title.text, message.rationale.text]
    for charter in Set(assessment.atoms.map(\.charter)) where charter.kind != .member {
      words.append(charter.display)
      guard let text = try clone.engine.charter(charter, in: assessment.proposal.headTree) else {
        continue
      }
      for atom in assessment.atoms where atom.charter == charter {
        words.append(atom.section.description)
        words.append(String(decoding: text.text(atom.section) ?? [], as: UTF8.self))
      }
    }
    let proposers = Set(assessment.proposal.proposers)
    let found = Expertise(clone.branch.state.rulebook.roster)
      .mentioned(in: words.joined(separator: " "))
    for (topic, experts) in found.prefix(3) {
      let others = experts.filter { !proposers.contains($0) }
      guard !others.isEmpty else { continue }
      let names = others.prefix(8).map(\.text)
      let know = names.count == 1 ? "knows" : "know"
      let command = "charter ask \(result.slug.text) \(names.joined(separator: " "))"
      try session.note(
        "\(names.joined(separator: ", ")) \(know) about \(topic): \(command, .command)")
    }
  }
}
