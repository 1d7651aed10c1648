/// How grave a team takes each kind of finding: `charter.lint.orphan = off` in git's configuration.
///
/// What breaks a rule stays an error: a push with it is refused, whatever somebody's configuration
/// says.  The other way round, no setting makes a push refused.
package struct FindingLevels: Sendable {
  /// A setting that could not be followed.
  package struct Misfit: Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
      /// There is no such finding; perhaps another was meant.
      case unknownCode(nearest: String?)
      /// Not one of the words that can be set.
      case unknownLevel(String)
    }

    /// `charter.lint.orphna`
    package let key: String
    package let reason: Reason
  }

  /// What a setting's name begins with.
  package static let prefix = "charter.lint."
  /// The words that can be set.
  package static let words = Finding.Level.allCases.map(\.rawValue) + ["off"]

  private var levels: [String: Finding.Level?] = [:]
  /// Sorted by key.
  package private(set) var misfits: [Misfit] = []

  /// - Parameter settings: values by full key, as git lists them.
  package init(_ settings: [String: String]) {
    for (key, value) in settings.sorted(by: { $0.key < $1.key }) {
      let code = String(key.dropFirst(Self.prefix.count)).lowercased()
      guard Lint.adjustableCodes.contains(code) else {
        let nearest = Spelling.nearest(to: code, in: Lint.adjustableCodes)
        misfits.append(
          Misfit(key: key, reason: .unknownCode(nearest: nearest.map { Self.prefix + $0 })))
        continue
      }
      if value == "off" {
        levels.updateValue(nil, forKey: code)
      } else if let level = Finding.Level(rawValue: value) {
        levels[code] = level
      } else {
        misfits.append(Misfit(key: key, reason: .unknownLevel(value)))
      }
    }
  }

  /// The findings at the levels that are set, without those that are off.
  package func applied(to findings: [Finding]) -> [Finding] {
    guard !levels.isEmpty else { return findings }
    return findings.compactMap { finding -> Finding? in
      guard finding.level != .error, let level = levels[finding.code] else { return finding }
      return level.map { finding.at($0) }
    }.sorted()
  }
}

extension Finding {
  fileprivate func at(_ level: Level) -> Finding {
    Finding(
      path: path, line: line, column: column, code: code, level: level, message: message,
      hint: hint)
  }
}

extension Lint {
  /// Codes of the findings that a team may take more gravely or lightly, sorted.
  package static let adjustableCodes = [
    "accountability-without-resources", "arithmetic", "bad-date", "bad-entry", "bad-experiment",
    "bad-review", "bad-term", "bad-value", "dead-match", "domain-overlap", "experiment-ended",
    "experiment-incomplete", "experiment-without-lesson", "experiment-without-sponsor",
    "front-matter-missing", "kind-missing", "member-has-left", "member-without-key",
    "member-without-role", "name-missing", "named-twice", "orphan", "own-coach",
    "placeholder-left", "purpose-is-task-list", "repeated-key", "review-overdue",
    "role-without-coach", "role-without-deputy", "role-without-holder", "section-empty",
    "section-missing", "serves-ring", "team-name-twice", "term-over", "title-missing",
    "unknown-affected", "unknown-charter", "unknown-field", "unowned-accountability",
    "value-incomplete", "value-without-behaviour", "vision-without-signs",
  ]
}
