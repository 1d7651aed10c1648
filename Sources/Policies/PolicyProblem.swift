/// Something that a reader of `policy.yml` should know, at its place.
package struct PolicyProblem: Hashable, Sendable {
  /// An error refuses the policy; a warning or an advice does not.
  package enum Level: String, Hashable, Sendable {
    case error, warning, advice
  }

  package let line: Int
  package let column: Int
  package let code: String
  package let level: Level
  package let message: String

  /// One correct line, or nil where there is no line that would be right.
  package let hint: String?

  package init(
    line: Int, column: Int, code: String, level: Level, message: String, hint: String?
  ) {
    self.line = line
    self.column = column
    self.code = code
    self.level = level
    self.message = message
    self.hint = hint
  }
}
