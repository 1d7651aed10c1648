import Charters
import Console

/// What `charter lint` found.
enum LintScreen {
  /// - Parameters:
  ///   - files: how many were looked at.
  ///   - width: where to break lines; nil leaves each finding on one line, for programs.
  static func text(_ findings: [Finding], files: Int, width: Int? = nil) -> Text {
    var lines: [Text] = []
    for finding in findings {
      var place = finding.path
      if finding.line > 0 { place += ":\(finding.line)" }
      if finding.line > 0, finding.column > 0 { place += ":\(finding.column)" }
      if !place.isEmpty { place += ": " }
      let level = Text(own: finding.level.rawValue, style(finding.level))
      lines.append("\(place, .strong)\(level): \(finding.message) \("[\(finding.code)]", .dim)")
      if let hint = finding.hint { lines.append("  hint: \(hint)") }
    }
    lines.append(summary(findings, files: files))
    return lines.map { line in width.map { line.wrapped(to: $0, hanging: 8) } ?? line }.lines
  }

  private static func summary(_ findings: [Finding], files: Int) -> Text {
    let looked: Text = files == 1 ? "1 file" : "\(files) files"
    if findings.isEmpty { return "\(.ok) \(looked): nothing to mend" }
    let counts = Finding.Level.allCases.compactMap { level -> Text? in
      let count = findings.count { $0.level == level }
      return count == 0 ? nil : "\(count) \(name(level, count))"
    }
    let isGood = findings.allSatisfy { $0.level == .advice }
    return "\(isGood ? Mark.ok : .bad) \(looked): \(counts.joined(separator: ", "))"
  }

  private static func name(_ level: Finding.Level, _ count: Int) -> Text {
    switch level {
    case .error: count == 1 ? "error" : "errors"
    case .warning: count == 1 ? "warning" : "warnings"
    case .advice: count == 1 ? "piece of advice" : "pieces of advice"
    }
  }

  private static func style(_ level: Finding.Level) -> Style {
    switch level {
    case .error: .bad
    case .warning: .warning
    case .advice: .dim
    }
  }

  /// `charter.lint/1`, and `charter.policy-lint/1` in the same shape.
  static func json(_ findings: [Finding], schema: String = "charter.lint/1") -> JSON {
    func count(_ level: Finding.Level) -> JSON {
      .number(Int64(findings.count { $0.level == level }))
    }
    return [
      "schema": .string(schema),
      "findings": .array(
        findings.map { finding in
          [
            "path": .string(finding.path), "line": .number(Int64(finding.line)),
            "column": .number(Int64(finding.column)), "level": .string(finding.level.rawValue),
            "code": .string(finding.code), "message": .string(finding.message),
            "hint": .optional(finding.hint),
          ]
        }),
      "errors": count(.error), "warnings": count(.warning), "advice": count(.advice),
    ]
  }
}
