import Charters
import Evidence
import Git
import History
import Policies

/// What every format of an audit says in the same words.
enum AuditWords {
  /// One sentence, without its point.
  static func conclusion(_ report: Report) -> String {
    switch report.outcome {
    case .valid: "every change of every charter was approved under the rules then in force"
    case .unratified: "charters were changed without approval; what is listed as proven is"
    case .invalid: "something that says it is a decision is none; what is listed as proven is"
    case .incomplete: "this copy is cut short, so nothing is proven"
    case .rollback: "this history lacks something that was known here before"
    }
  }

  /// `ratified on 2025-09-04 by ana`.
  static func what(_ step: StepReport) -> String {
    let by = step.performedBy.map { " by \($0)" } ?? ""
    return "\(outcome(step)) on \(step.date.iso8601)\(by)"
  }

  static func outcome(_ step: StepReport) -> String {
    switch step.outcome {
    case .bare: "changed without approval"
    case .invalid: "not proven"
    case .notJudged: "not judged"
    default: step.outcome.rawValue
    }
  }

  static func window(_ query: Audit.Query) -> [(String, String)] {
    [
      ("since", query.since?.iso8601), ("until", query.until?.iso8601),
      ("member", query.member?.text), ("charter", query.charter?.display),
      ("charters below", query.place),
    ].compactMap { name, value in value.map { (name, $0) } }
  }

  /// `Two agree: 2 of everyone: ben, cy`.
  static func rule(_ rule: RuleJudgement) -> String {
    let binding = rule.binding.map { " (\($0))" } ?? ""
    let name = rule.isDefault ? "What no rule is about" : rule.name
    return "\(name)\(binding): \(rule.state.words): "
      + rule.needs.flatMap(\.summary).joined(separator: "; ")
  }

  /// Whether a sign-off counted, and why not.
  static func verdict(_ line: SignoffLine) -> String {
    let reasons = line.reasons.map(\.words).joined(separator: ", ")
    if line.counts { return reasons.isEmpty ? "counts" : "counts in part (\(reasons))" }
    if line.isOpenObjection { return "stands" }
    switch line.decision {
    case .comment, .ask: return reasons.isEmpty ? "" : reasons
    default: return reasons.isEmpty ? "does not count" : "does not count: \(reasons)"
    }
  }

  static func mending(_ entry: Audit.Entry) -> String? {
    entry.mendedIn.map { "mended in step \($0)" }
  }
}
