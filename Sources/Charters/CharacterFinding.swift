/// How refused characters are named to people.
enum CharacterFinding {
  /// `U+202E (RIGHT-TO-LEFT OVERRIDE)`; the name is left out where Unicode gives none.
  static func name(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    let properties = scalar.properties
    guard let name = properties.name ?? properties.nameAlias else { return code }
    return "\(code) (\(name))"
  }
}
