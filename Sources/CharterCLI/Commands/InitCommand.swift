import ArgumentParser
import Charters
import CharterTemplates
import Console
import Evidence
import Git
import Proposals
import Signing

/// `charter init`: found the charters of a team, in a new or existing repository.
struct InitCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Found the charters of a team, in a new or existing repository.",
    discussion: Preset.allCases.map { "\($0.rawValue): \($0.sentences)" }
      .joined(separator: "\n\n"))

  @Option(
    help: ArgumentHelp(
      "The rules to begin with: consensus, consent, project-team, team-leads or hybrid.",
      valueName: "preset"))
  var preset: Preset?

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "Begin with words that fit a school, a company or volunteers.", valueName: "kind"))
  var setting: Setting?

  @Option(help: ArgumentHelp("What the team is called; the folder's name.", valueName: "name"))
  var name: String?

  @Option(help: ArgumentHelp("Your own short name here.", valueName: "handle"))
  var handle: Handle?

  @Option(
    help: ArgumentHelp(
      "Another member: 'ben=Ben Okafor <ben@example.org>:ben.pub'.", valueName: "card"))
  var member: [String] = []

  @Flag(name: .customLong("no-commit"), help: "Only write the files; init again commits them.")
  var noCommit = false

  @Flag(
    name: .customLong("make-key"), help: "Set git up to sign with an SSH key, a new one if need be."
  )
  var makeKey = false

  @Flag(name: .shortAndLong, help: "Do not ask.")
  var yes = false

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let place = try FoundingPlace(session)
    let signatory = try SigningSetup(session: session, repository: place.repository)
      .signatory(makeKey: makeKey, yes: yes)
    let files = WorkingFiles(root: place.root)
    if let result = try Founding.finished(in: place.repository, by: signatory) {
      return try finish(result, in: session)
    }
    try Founding.requirePlace(place.repository)
    var written: [String] = []
    var begun: Preset?
    if files.exists(CharterPath.policyText) {
      // The same command once more may go on where it was interrupted.
      if preset != nil || setting != nil || !member.isEmpty,
        try !files.hold(starters(session, place, signatory).files)
      {
        throw Failure(
          "there is a policy here already", facts: ["\(CharterPath.policyText)"],
          hint: "\("charter init", .command) founds with what is there; delete Charters/ to begin "
            + "anew")
      }
    } else {
      let starters = try starters(session, place, signatory).files
      // The policy comes last: until it is there, the same command goes on with what is missing.
      let policy = starters.filter { $0.path == CharterPath.policyText }
      written = try files.write(starters.filter { $0.path != CharterPath.policyText } + policy)
      for (path, _) in starters where written.contains(path) { try session.note("wrote \(path)") }
      begun = preset ?? .consent
    }
    if let begun {
      try session.note("The rules are those of \(begun.rawValue). \(begun.sentences)")
    }
    if noCommit {
      try session.hint("edit the files, then \("charter init", .command) commits them")
      return .done
    }
    let result: Founding.Result
    do {
      guard let title = Title(name ?? place.name) else {
        throw ActError.unusableTitle(name ?? place.name)
      }
      result = try Founding(organisation: title).found(in: place.repository, by: signatory)
    } catch {
      // What was written for a founding that did not come about would stop the next one.
      files.remove(written)
      if !written.isEmpty { try session.note("the files are deleted again") }
      throw error
    }
    return try finish(result, in: session)
  }

  private func finish(_ result: Founding.Result, in session: Session) throws -> ExitStatus {
    try session.output.write(
      FoundingScreen(result: result, width: session.output.terminal.width).text)
    try session.hint("\("charter hooks install", .command) checks charters before each commit")
    return .done
  }

  private func starters(
    _ session: Session, _ place: FoundingPlace, _ signatory: Signatory
  ) throws -> Starters {
    let identity = signatory.identity
    guard let mine = handle ?? MemberCard.handle(name: identity.name, email: identity.email) else {
      throw Failure("say what you are called here", hint: "\("--handle ana", .command)")
    }
    let me = MemberCard(
      handle: mine, name: identity.name, email: identity.email, key: signatory.signer.publicKey)
    let others = try member.map { try session.card($0) }
    var handles: Set<Handle> = []
    for card in [me] + others where !handles.insert(card.handle).inserted {
      throw Failure(
        "two members are called \(card.handle) here", facts: ["every member needs a name apart"],
        hint: "\("--member 'ben=Ben Okafor <ben@example.org>:ben.pub'", .command)", status: .usage)
    }
    return Starters(
      organisation: name ?? place.name, preset: preset ?? .consent, members: [me] + others,
      today: identity.now.day, setting: setting)
  }
}

extension Setting: ExpressibleByArgument {}

extension Preset: ExpressibleByArgument {}
