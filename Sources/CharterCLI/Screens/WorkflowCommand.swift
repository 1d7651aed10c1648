import Evidence
import Git

/// A workflow command, which GitHub shows beside a run or a changed file.
enum WorkflowCommand {
  /// One line; what would end it or its properties is written in percents.
  static func text(
    _ level: String, title: String, file: String? = nil, _ message: String
  ) -> String {
    func escaped(_ text: String, _ more: [(String, String)] = []) -> String {
      ([("%", "%25"), ("\r", "%0D"), ("\n", "%0A")] + more)
        .reduce(text) { $0.replacing($1.0, with: $1.1) }
    }
    let inProperty = [(":", "%3A"), (",", "%2C")]
    let place = file.map { "file=\(escaped($0, inProperty))," } ?? ""
    return "::\(level) \(place)title=\(escaped(title, inProperty))::\(escaped(message))"
  }
}

extension Report {
  /// What `verify` says to GitHub: an error a change that is not approved or not what it claims,
  /// warnings, and the outcome.
  var annotations: [String] {
    let level = outcome == .valid ? "notice" : "error"
    let wrong = steps.filter { $0.mendedBy == nil && !$0.problems.isEmpty }.prefix(10).map { step in
      WorkflowCommand.text(
        "error", title: "\(step.commit.hex.prefix(10)) \(step.title)",
        step.problems.map(\.message).joined(separator: "\n"))
    }
    let about = warnings.prefix(10).map {
      WorkflowCommand.text(outcome == .valid ? "warning" : "error", title: "charter", $0)
    }
    return wrong + about
      + [
        WorkflowCommand.text(level, title: "charter verify", "The outcome is: \(outcome.rawValue).")
      ]
  }
}
