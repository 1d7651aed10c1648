import Charters
import Console
import Evidence
import Git
import History
import Policies
import Proposals

/// One sign-off from the question to the last line on the screen.
struct SigningOffScreen {
  let session: Session
  let clone: Clone
  let acting: ActingOptions

  /// - Parameters:
  ///   - asks: whether what would be signed is shown, and asked about at a terminal.
  ///   - walks: whether the changed sections are asked about one by one first.
  ///   - ratifies: whether an approval that was the last one needed is followed by `ratify`.
  func run(
    _ act: SigningOff, on argument: String?, by signatory: Signatory, asks: Bool = true,
    walks: Bool = false, ratifies: Bool = false
  ) throws -> ExitStatus {
    let proposal = try ProposalRegister(clone).find(argument)
    var act = act
    var draft = try act.draft(proposal, in: clone, by: signatory)
    if walks {
      act = try walked(act, draft)
      draft = try act.draft(proposal, in: clone, by: signatory)
    }
    if asks { try show(draft, words: act.decision.needsWords && !walks) }
    if let earlier = draft.repeated {
      let reference = try OpenProposal.signoffReference(
        proposal.id, draft.member, earlier.payloadID)
      let sent = try send(.init(reference, to: earlier.commit), of: proposal)
      try session.note("You said so already, about these same words; nothing new was recorded.")
      return sent ? .done : .impossible
    }
    if asks,
      try !session.confirm("\(act.decision.question) these words as \(draft.voice)?", acting)
    {
      throw Failure("nothing was signed", status: .no)
    }
    let result = try act.record(draft, in: clone, by: signatory)
    try session.print(
      "\(.ok) \(act.decision.past) \(proposal.title.text, .strong) as \(draft.voice)")
    let sent = try send(.init(result.reference, to: result.commit), of: proposal)
    if let undo = act.decision.undo {
      try session.note("Changed your mind? \("\(undo) \(proposal.slug)", .command)")
    }
    let after = try next(proposal, signatory, ratifies: ratifies)
    return sent ? after : .impossible
  }

  /// The act after a walk through the sections: whoever doubts some of them does not approve, and is
  /// offered to object to those.
  private func walked(_ act: SigningOff, _ draft: SigningOff.Draft) throws -> SigningOff {
    let walk = SectionWalk(session: session, clone: clone, draft: draft)
    guard let doubts = try walk.walk() else {
      throw Failure("nothing was signed", status: .no)
    }
    guard !doubts.sections.isEmpty, act.decision == .approve || act.decision == .object else {
      return act
    }
    if act.decision == .approve {
      let question = "Object to \(doubts.sections.joined(separator: ", ")) instead?" as Text
      guard try session.prompt.confirm(question, default: true) == true else {
        throw Failure("nothing was signed", status: .no)
      }
    }
    let text = (([act.reason?.text].compactMap(\.self)) + doubts.reasons).joined(separator: "\n\n")
    guard let reason = Rationale(tidied: text) else { throw ActError.noReason }
    var objection = SigningOff(.object, reason: reason)
    objection.sections = act.sections + doubts.sections
    objection.principal = act.principal
    return objection
  }

  /// Pushes a sign-off, with the version that it is about where the remote lacks that.
  private func send(_ signoff: Remote.Update, of proposal: OpenProposal) throws -> Bool {
    let version = try proposal.unsent
    return try session.publish([version, signoff].compactMap(\.self), of: clone, acting.push)
  }

  /// - Parameter words: whether the words themselves are shown, as they are stored: a comment that
  ///   a browser would hide is text here like any other.
  private func show(_ draft: SigningOff.Draft, words: Bool) throws {
    let facts = draft.proposal.facts
    try session.output.write(
      ChangeScreen(
        title: draft.proposal.title.text, slug: draft.proposal.slug,
        proposer: facts.message.member, rationale: facts.message.rationale.text,
        atoms: draft.atoms, digest: draft.digest, isVerbose: session.options.verbose
      ).text + "\n")
    if words {
      let base = try clone.repository.commit(draft.base).tree
      let files = try TreeComparison(clone.engine, from: base, to: draft.tree).files
      // Whoever signs signs bytes: what no reader of the page sees is shown too.
      let screen = ComparisonScreen(
        files, terminal: session.output.terminal, view: RedlineView(isStrict: true))
      try session.output.write(screen.text + "\n")
      // Whoever signs again looks first for what is new.
      let since = try ChangeSinceSignoff(
        of: draft.member, among: draft.previous, to: draft.tree, from: base, digest: draft.digest,
        clone.engine)
      if let since {
        let screen = SinceSignoffScreen(
          change: since, terminal: session.output.terminal, view: RedlineView(isStrict: true))
        try session.output.write(screen.text + "\n")
      }
    }
    if let impact = try ProposalImpact(facts, clone.engine, at: session.now) {
      try session.output.write(impact.text(width: session.output.terminal.width) + "\n")
    }
  }

  /// The state after the act: one line, or the offer to make it official.
  private func next(
    _ proposal: OpenProposal, _ signatory: Signatory, ratifies: Bool
  ) throws -> ExitStatus {
    let clone = try clone.reread()
    let register = ProposalRegister(clone)
    let proposal = try register.find(proposal.slug)
    guard let assessment = try register.assess(proposal, now: signatory.identity.now).assessment
    else { return .done }
    guard assessment.mayLand else {
      if let next = assessment.judgement?.next.sentence { try session.note("\(next)") }
      return .done
    }
    try session.note("All that the rules ask for is there.")
    var offered = ratifies
    if !ratifies, !acting.yes {
      offered = try session.prompt.confirm("Make it official now?", default: false) ?? false
    }
    guard offered else {
      try session.hint("\("charter ratify \(proposal.slug)", .command) makes it official")
      return .done
    }
    var answered = acting
    answered.yes = true
    return try EndingScreen(session: session, clone: clone, acting: answered)
      .run(Ending(.ratified), on: proposal.slug, by: signatory)
  }
}

extension SigningOff.Draft {
  /// `kim`, or `kim for ana`.
  fileprivate var voice: String { member.text + (principal.map { " for \($0)" } ?? "") }
}

extension Decision {
  var question: String {
    switch self {
    case .approve: "Approve"
    case .object: "Object to"
    case .abstain: "Abstain on"
    case .retract: "Take back what you said about"
    case .comment: "Comment on"
    case .ask: "Ask about"
    }
  }

  /// A word on the proposal is about its words, which whoever says it must have before them.
  fileprivate var needsWords: Bool { self == .approve || self == .object || self == .abstain }

  var past: String {
    switch self {
    case .approve: "approved"
    case .object: "objected to"
    case .abstain: "abstained on"
    case .retract: "took back what was said about"
    case .comment: "commented on"
    case .ask: "asked about"
    }
  }

  /// The command that undoes it; nil where nothing does.
  var undo: String? {
    switch self {
    case .approve, .object, .abstain: "charter retract"
    case .retract: "charter approve"
    case .comment, .ask: nil
    }
  }
}
