import ArgumentParser
import Charters
import Console
import Policies

/// `charter policy explain`: who can change what, today, by name.
struct PolicyExplainCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Who can change what, today, by name.",
    discussion: """
      Of a charter: who decides about each part of it. Of a person or a team: what they can decide \
      by themselves, and for what they need others. Of nothing: who decides about each kind.
      """)

  @Argument(
    help: ArgumentHelp(
      "A charter, or a part of it: roles/support.md#Purpose.", valueName: "charter[#section]"))
  var charter: String?

  @Option(help: ArgumentHelp("What this member can decide alone.", valueName: "handle"))
  var person: Handle?

  @Option(help: ArgumentHelp("What this team can decide by itself.", valueName: "team"))
  var team: TeamID?

  @OptionGroup(title: "Where") var source: PolicyPlaceOptions
  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func validate() throws {
    if [charter != nil, person != nil, team != nil].count(where: { $0 }) > 1 {
      throw ValidationError("Explain one thing at a time: a charter, --person or --team.")
    }
  }

  func run(in session: Session) throws -> ExitStatus {
    let place = try source.place(in: session)
    let situation = try place.situation(at: session.now)
    try session.warn(of: place.findings + place.read(at: session.now).problems.map(Finding.init))
    let width = session.output.terminal.width
    if let person {
      try place.require(person)
      try powers(
        "\(person)", [person], situation, place, session,
        parts: situation.parts(of: person))
    } else if let team {
      try place.require(team)
      try powers("team \(team)", place.roster.members(of: team), situation, place, session)
    } else if let charter {
      let part = try CharterPart(charter, in: place)
      let matters = situation.matters(of: part.charter, section: part.section)
      if reading.json {
        try session.print(.explanation(part, matters, place))
      } else {
        try session.note("\(part.text), as the rules are \(place.name)")
        try session.page(MattersScreen(matters: matters, width: width).text)
      }
    } else {
      let overview = PolicyOverview(situation)
      if reading.json {
        try session.print(.overview(overview, place))
      } else {
        try session.note("Who decides about what, as the rules are \(place.name)")
        try session.page(overview.text(width: width))
      }
    }
    return .done
  }

  private func powers(
    _ name: String, _ people: [Handle], _ situation: PolicySituation, _ place: PolicyPlace,
    _ session: Session, parts: [(rule: String, isNeeded: Bool)]? = nil
  ) throws {
    let screen = PowersScreen(
      name: name, isTeam: team != nil, people: people, powers: situation.powers(of: people),
      parts: parts)
    if reading.json {
      try session.print(screen.document)
    } else {
      try session.note("\(name), as the rules are \(place.name)")
      try session.page(screen.text(width: session.output.terminal.width))
    }
  }
}

/// A charter, or a part of one, as somebody names it: `roles/support.md#Domains > Budget`.
struct CharterPart {
  let charter: CharterPath
  let section: SectionPath?

  var text: String { charter.display + (section.map { " › \($0)" } ?? "") }

  init(_ typed: String, in place: PolicyPlace) throws {
    let parts = typed.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    charter = try place.charter(String(parts[0]))
    guard parts.count == 2 else {
      section = nil
      return
    }
    let name = String(parts[1])
    guard let section = SectionPath(name) else {
      throw Failure(
        "\(name) names no section", hint: "for example roles/support.md#Purpose", status: .usage)
    }
    self.section = section
    let known = place.charters.first { $0.path == charter }?.pieces ?? [.policy]
    guard known.contains(section) || section == .order([]) else {
      let near = Spelling.nearest(to: name, in: known.map(\.description))
      throw Failure(
        "\(charter.display) has no section \(name)",
        hint: near.map { "did you mean \("\(charter.display)#\($0)", .command)?" }
          ?? "\("charter show \(charter.display)", .command) shows it")
    }
  }
}

extension PolicyPlace {
  /// Throws where nobody has this handle.
  func require(_ handle: Handle) throws {
    guard roster.members[handle] == nil else { return }
    let near = Spelling.nearest(to: handle.text, in: roster.present.map(\.text))
    throw Failure(
      "\(handle) is no member \(name)",
      facts: ["members: \(roster.present.map(\.text).joined(separator: ", "))"],
      hint: near.map { "did you mean \($0, .command)?" })
  }

  /// Throws where there is no such team.
  func require(_ team: TeamID) throws {
    guard roster.teams[team] == nil else { return }
    let known = roster.teams.keys.map(\.text).sorted()
    let near = Spelling.nearest(to: team.text, in: known)
    throw Failure(
      "there is no team \(team) \(name)",
      facts: known.isEmpty ? [] : ["teams: \(known.joined(separator: ", "))"],
      hint: near.map { "did you mean \($0, .command)?" })
  }
}
