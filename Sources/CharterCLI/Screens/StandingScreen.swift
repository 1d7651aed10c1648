import Charters
import Console
import Evidence
import Git
import History
import Policies
import Proposals

/// What `status` says of one proposal: the rules, who said what, what nobody answered, what next.
struct StandingScreen {
  let standing: Standing
  let terminal: Terminal
  /// Full ids and fingerprints.
  var isVerbose = false
  /// What changed since the reader's own sign-off.
  var sinceMine: ChangeSinceSignoff?

  private var width: Int { terminal.width }

  var text: Text {
    let parts = [head, problems, rules, voices, open, since].filter { !$0.isEmpty }
    return parts.map(\.lines).joined(separator: "\n") + next.lines
  }

  /// Who proposes what and why: the beginning of `show`.
  var introduction: Text {
    let reasons = Text(block: standing.proposal.facts.message.rationale.text)
    return (head + ["", reasons.indented(by: 4).wrapped(to: width, hanging: 4)]).lines
  }

  /// What people said and what comes next: the end of `show`.
  var answers: Text {
    [problems, voices, open, since].filter { !$0.isEmpty }.map(\.lines).joined(separator: "\n")
      + next.lines
  }

  private var head: [Text] {
    let (proposal, facts) = (standing.proposal, standing.proposal.facts)
    let authors = facts.proposers.map(\.text).joined(separator: ", ")
    var lines: [Text] = [
      Text.title(proposal.slug, proposal.title.text).wrapped(to: width, hanging: 2),
      "  \(standing.words)",
      "  proposed by \(authors) on \(facts.openingDate.day.longText)",
    ]
    if isVerbose {
      lines.append("  id \(proposal.id), version \(proposal.head)")
      if let digest = standing.assessment?.digest {
        lines.append("  fingerprint of these words \(digest)")
      }
    }
    return lines
  }

  private var problems: [Text] {
    standing.problems.map { ("\(.bad) " + Text($0.message)).wrapped(to: width, hanging: 2) }
  }

  private var explanation: [Explanation.Line] {
    guard let judgement = standing.assessment?.judgement else { return [] }
    return Explanation.lines(judgement, width: width, ascii: !terminal.isUnicode)
  }

  private var rules: [Text] { explanation.filter { $0.label != .next }.map(\.styled) }

  private var next: [Text] {
    // What stops it by form comes first, and no approval would help.
    guard standing.problems.isEmpty else {
      let branch = standing.proposal.facts.message.branch.shortName
      let code = standing.problems[0].code
      let command =
        switch code {
        case .outOfDate: "charter update \(standing.proposal.slug)"
        case .unsignedContent:
          "charter propose -m \"why\" --from \(standing.proposal.head.hex.prefix(10))"
        default: code.command(branch)
        }
      return command.map { ["", " Next: \($0, .command)"] } ?? []
    }
    if standing.state == .approved, standing.landedBy != nil {
      return ["", " Next: \(standing.ratification, .command)"]
    }
    let lines = explanation.filter { $0.label == .next }.map(\.styled)
    return lines.isEmpty ? [] : [""] + lines
  }

  // MARK: People

  private var voices: [Text] {
    let lines = standing.signoffs.filter { $0.decision != .comment && $0.decision != .ask }
    guard !lines.isEmpty else { return [] }
    return ["\(" Who said what", .heading)"]
      + lines.flatMap { SignoffScreen($0, isVerbose: isVerbose).text(width) }
  }

  private var since: [Text] {
    guard let sinceMine else { return [] }
    let lines = SinceSignoffScreen(change: sinceMine, terminal: terminal).text.splitLines()
    return lines.last?.isEmpty == true ? lines.dropLast() : lines
  }

  private var open: [Text] {
    var lines = standing.unanswered.flatMap { SignoffScreen($0, isVerbose: isVerbose).text(width) }
    lines += standing.unheard.map { member, asker in
      "   \(.waiting) \(member, .strong) was asked by \(asker) and has not answered"
    }
    return lines.isEmpty ? [] : ["\(" Not answered yet", .heading)"] + lines
  }
}

/// One sign-off on a screen.
struct SignoffScreen {
  let line: SignoffLine
  /// With the sign-off's own id, which `--despite` takes.
  let isVerbose: Bool

  init(_ line: SignoffLine, isVerbose: Bool = false) {
    self.line = line
    self.isVerbose = isVerbose
  }

  func text(_ width: Int) -> [Text] {
    let principal = line.principal.map { " for \($0)" } ?? ""
    var head: Text = "   \(mark) \(line.member, .strong)\(principal) \(line.decision.done)"
    if !line.sections.isEmpty { head += " (\(line.sections.joined(separator: ", ")))" }
    head += " \(line.date.day.longText, .dim)"
    var lines = [head.wrapped(to: width, hanging: 5)]
    if isVerbose { lines.append("     id \(line.id)") }
    if let why { lines.append(Text(why, .dim).indented(by: 5).wrapped(to: width, hanging: 5)) }
    if let text = line.text {
      lines.append(Text(block: text).indented(by: 5).wrapped(to: width, hanging: 5))
    }
    return lines
  }

  private var mark: Mark {
    switch line.decision {
    case .object: line.isOpenObjection ? .bad : .waiting
    case .approve, .abstain, .retract: line.counts ? .ok : .waiting
    case .comment, .ask: .waiting
    }
  }

  /// Why it does not count.
  private var why: String? {
    guard !line.counts else { return nil }
    switch line.decision {
    case .comment, .ask: return nil
    case .object where !line.isOpenObjection && line.reasons.isEmpty:
      return "settled, the words are gone"
    default: break
    }
    guard !line.reasons.isEmpty else { return nil }
    return "does not count: " + line.reasons.map(\.words).joined(separator: ", ")
  }
}

extension Explanation.Line {
  /// The line in the style of what it says.
  var styled: Text {
    switch label {
    case .met: Text(text, .ok)
    case .waiting, .unmet: Text(text, .warning)
    case .blocked, .impossible: Text(text, .bad)
    case .note: Text(text, .dim)
    case .next: Text(text, .strong)
    }
  }
}

extension Decision {
  /// After a name: `ana approved`.
  var done: String {
    switch self {
    case .approve: "approved"
    case .object: "objected"
    case .abstain: "abstained"
    case .retract: "took it back"
    case .comment: "commented"
    case .ask: "asked for advice"
    }
  }
}

extension Text {
  /// A proposal's short name and its title.
  static func title(_ slug: String, _ title: String) -> Text {
    "\(slug, .identifier)  \(title, .strong)"
  }
}
