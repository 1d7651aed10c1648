import Charters
import Evidence
import Git
import Policies
import Stories
import TestSupport
import Testing

/// What somebody without the server finds in a history.
struct Verdict {
  let report: Report

  /// The codes of every step and change that has a problem.
  var codes: Set<Problem.Code> { Set(report.steps.flatMap(\.problems).map(\.code)) }

  /// The reasons for which sign-offs of the last judged step do not count, by who they name.
  var reasons: [String: Set<ReasonCode>] {
    var found: [String: Set<ReasonCode>] = [:]
    guard let assessment = report.steps.last(where: { $0.assessment != nil })?.assessment else {
      return found
    }
    for signoff in assessment.judgement?.signoffs ?? [] where !signoff.counts {
      found[signoff.member.text, default: []].formUnion(signoff.reasons)
    }
    for signoff in assessment.unreadable {
      found[signoff.claimedMember?.text ?? "?", default: []].insert(signoff.reason)
    }
    return found
  }

  /// Every commit with what was found, for a failure's message.
  var story: String {
    let lines = report.steps.map { step in
      "\(step.step.map(String.init) ?? "-") \(step.kind) \(step.outcome) “\(step.title)” "
        + step.problems.map { "[\($0.code.rawValue)] \($0.message)" }.joined(separator: " ")
    }
    return (lines + ["\(reasons)"]).joined(separator: "\n")
  }
}

extension Story {
  /// Judges a commit in the clone, where nothing else is known.
  func verdict(_ tip: ObjectID) throws -> Verdict {
    Verdict(report: try Engine(work.repository()).verify(tip))
  }

  /// Expects that a push is refused whole, that nothing moved, and that the pusher reads which
  /// reference it was, why, and what to do instead.
  ///
  /// - Parameter name: the reference at fault; the last one that is pushed where nil.
  func expectRefused(
    _ refspecs: String..., of name: String? = nil, because reason: String, wayOut: String,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try push(refspecs)
    #expect(!outcome.isAccepted, "it was taken", sourceLocation: location)
    #expect(!outcome.movedSomething, "a reference moved", sourceLocation: location)
    let name = name ?? refspecs.last?.split(separator: ":").last.map { $0 + ": " } ?? ""
    var rest = outcome.text[...]
    // In this order, so that no name of a reference passes for a way out.
    for words in ["refused \(name)", reason, wayOut] where !words.isEmpty {
      let place = rest.firstRange(of: words)
      #expect(
        place != nil, "“\(words)” is not in:\n\(outcome.transcript)", sourceLocation: location)
      rest = rest[(place?.upperBound ?? rest.startIndex)...]
    }
  }

  /// Expects that a push is taken.
  func expectTaken(
    _ refspecs: String..., options: [String] = [], at location: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try push(refspecs, options: options)
    #expect(outcome.isAccepted, "\(outcome.transcript)", sourceLocation: location)
  }

  /// Expects what `verify` says of a tip.
  func expectVerdict(
    _ tip: ObjectID, _ outcome: Report.Outcome, _ codes: Set<Problem.Code> = [],
    reasons: [String: Set<ReasonCode>]? = nil, at location: SourceLocation = #_sourceLocation
  ) throws {
    let verdict = try verdict(tip)
    #expect(verdict.report.outcome == outcome, "\(verdict.story)", sourceLocation: location)
    #expect(verdict.codes == codes, "\(verdict.story)", sourceLocation: location)
    if let reasons {
      #expect(verdict.reasons == reasons, "\(verdict.story)", sourceLocation: location)
    }
  }

  /// Expects both, of a commit that is to become `main`.
  func expectHostile(
    _ tip: ObjectID, _ outcome: Report.Outcome, _ codes: Set<Problem.Code>,
    reasons: [String: Set<ReasonCode>]? = nil, because reason: String, wayOut: String,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    try expectVerdict(tip, outcome, codes, reasons: reasons, at: location)
    try expectRefused(
      "\(tip.hex):refs/heads/main", because: reason, wayOut: wayOut, at: location)
  }
}

/// Paths that many rows change.
enum Paths {
  static let mission = "Charters/mission.md"
  static let support = "Charters/roles/support.md"
  static let policy = "Charters/policy.yml"
}

extension Story {
  /// A proposal by ana that serves the sea, approved by these.
  func serveTheSea(approvedBy handles: String...) throws -> StoryProposal {
    let idea = try propose(by: "ana", "Serve the sea", changing: [Paths.mission: Self.sea])
    for handle in handles { try sign(.approve, idea, by: handle) }
    return idea
  }

  /// A mission that serves the sea.
  static let sea = Entry.text(Setting.mission(statement: "To serve the sea."))
}
