/// How refused characters are named to people.
enum CharacterFinding {
  static func finding(_ violation: CharacterRule.Violation, path: String) -> Finding {
    Finding(
      path: path, line: violation.line, column: violation.column, code: violation.code,
      message: message(violation), hint: hint(violation))
  }

  /// `U+202E (RIGHT-TO-LEFT OVERRIDE)`; the name is left out where Unicode gives none.
  static func name(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    let properties = scalar.properties
    guard let name = properties.name ?? properties.nameAlias else { return code }
    return "\(code) (\(name))"
  }

  private static func message(_ violation: CharacterRule.Violation) -> String {
    let name = name(of: violation.scalar)
    if let reference = violation.reference {
      return "'\(reference)' stands for \(name), which \(reason(violation.reason))"
    }
    switch violation.reason {
    case .carriageReturn: return "lines must end with LF alone, not CR LF"
    case .byteOrderMark: return "the byte-order mark \(name) is not allowed"
    default: return "\(name) \(reason(violation.reason))"
    }
  }

  private static func reason(_ reason: CharacterRule.Class) -> String {
    switch reason {
    case .carriageReturn, .control: "is a control character"
    case .byteOrderMark, .invisible: "cannot be seen"
    case .direction: "changes the order in which text is shown"
    case .privateUse: "looks different, or like nothing, on each machine"
    case .noncharacter: "is not a character"
    case .joiner: "may only stand between letters or emoji"
    }
  }

  private static func hint(_ violation: CharacterRule.Violation) -> String {
    violation.reason == .carriageReturn
      ? "save the file with Unix line ends" : "delete it"
  }
}
