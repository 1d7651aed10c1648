/// The starter texts of each kind of charter and the policies that teams begin with.
///
/// All of them are compiled in (`.embedInCode`), so that the program needs no file beside it.
package enum Templates {
  /// The bytes of a starter with its `{{placeholders}}` as they stand in `Charters/starters/`.
  package static func source(of starter: Starter) -> [UInt8] {
    switch starter {
    case .vision: PackageResources.vision_md
    case .mission: PackageResources.mission_md
    case .values: PackageResources.values_md
    case .team: PackageResources.team_md
    case .role: PackageResources.role_md
    case .agreement: PackageResources.agreement_md
    case .member: PackageResources.member_md
    case .reflection: PackageResources.reflection_md
    }
  }

  /// The bytes of a starter as one kind of organisation might say it; the usual ones where it has
  /// none of its own.
  package static func source(of starter: Starter, for setting: Setting?) -> [UInt8] {
    switch (setting, starter) {
    case (.school, .vision): PackageResources.school_vision_md
    case (.school, .mission): PackageResources.school_mission_md
    case (.school, .values): PackageResources.school_values_md
    case (.company, .vision): PackageResources.company_vision_md
    case (.company, .mission): PackageResources.company_mission_md
    case (.company, .values): PackageResources.company_values_md
    case (.volunteers, .vision): PackageResources.volunteers_vision_md
    case (.volunteers, .mission): PackageResources.volunteers_mission_md
    case (.volunteers, .values): PackageResources.volunteers_values_md
    default: source(of: starter)
    }
  }

  /// A starter filled in, ready to be written to a file.
  ///
  /// A line whose placeholder has no value, or an empty one, is left out.  In the front matter a
  /// value is put in quotes where YAML would read it otherwise, and a list is written `[a, b]`;
  /// line ends in values become blanks.
  ///
  /// - Parameters:
  ///   - values: by placeholder: `title`, `serves`, `lead`, `members`, `holders`, `coach`, and for a
  ///     member `name`, `email`, `since`, `key`.
  ///   - setting: the kind of organisation whose words to take.
  package static func render(
    _ starter: Starter, _ values: [String: Value], for setting: Setting? = nil
  ) -> [UInt8] {
    let text = String(decoding: source(of: starter, for: setting), as: UTF8.self)
    var rendered = ""
    var isFrontMatter = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line == "---" { isFrontMatter = index == 0 }
      guard let filled = fill(line, values, isFrontMatter: isFrontMatter) else { continue }
      rendered += filled + "\n"
    }
    // The text ends with a line end, after which the loop sees one empty line more.
    return Array(rendered.utf8.dropLast())
  }

  /// The bytes of a preset, as `Charters/policy.yml` begins with it.
  package static func policy(_ preset: Preset) -> [UInt8] {
    switch preset {
    case .consensus: PackageResources.consensus_yml
    case .consent: PackageResources.consent_yml
    case .projectTeam: PackageResources.project_team_yml
    case .teamLeads: PackageResources.team_leads_yml
    case .hybrid: PackageResources.hybrid_yml
    }
  }

  /// What a placeholder stands for.
  package enum Value: Sendable, ExpressibleByStringLiteral {
    case text(String)
    case list([String])

    package init(stringLiteral text: String) { self = .text(text) }
  }

  private static func fill(
    _ line: Substring, _ values: [String: Value], isFrontMatter: Bool
  ) -> String? {
    guard let open = line.firstRange(of: "{{"),
      let close = line[open.upperBound...].firstRange(of: "}}")
    else { return String(line) }
    let name = String(line[open.upperBound..<close.lowerBound])
    guard let value = values[name], let written = write(value, isFrontMatter: isFrontMatter) else {
      return nil
    }
    return line[..<open.lowerBound] + written + line[close.upperBound...]
  }

  private static func write(_ value: Value, isFrontMatter: Bool) -> String? {
    switch value {
    case .text(let text):
      let line = oneLine(text)
      if line.isEmpty { return nil }
      return isFrontMatter ? quotedWhereNeeded(line) : line
    case .list(let items):
      let lines = items.map(oneLine).filter { !$0.isEmpty }
      if lines.isEmpty { return nil }
      guard isFrontMatter else { return lines.joined(separator: ", ") }
      return "[" + lines.map(quotedWhereNeeded).joined(separator: ", ") + "]"
    }
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// A YAML scalar for the text: plain where it begins with a letter or digit and holds only
  /// letters, digits, blanks and signs that mean nothing to YAML; in double quotes otherwise.
  private static func quotedWhereNeeded(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || " -_./=+@()?!;~$".unicodeScalars.contains(scalar)
    }
    let begins = text.first.map { $0.isLetter || $0.isNumber } == true
    if isPlain, begins, text.last != " " { return text }
    var quoted = "\""
    for character in text.unicodeScalars {
      switch character {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\t": quoted += "\\t"
      default: quoted.unicodeScalars.append(character)
      }
    }
    return quoted + "\""
  }
}
