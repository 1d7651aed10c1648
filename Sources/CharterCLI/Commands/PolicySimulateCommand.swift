import ArgumentParser
import Charters
import Console
import Policies

extension Term: ExpressibleByArgument {}

/// `charter policy simulate`: what would happen to a change, with no change to the repository.
struct PolicySimulateCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "What would happen to a change, without proposing it.",
    discussion: """
      Nothing is written and nobody signs. Every option that names people or changes may be given \
      again, or with commas. Ends with 0 where it would be approved, 8 where somebody or something \
      would be awaited, and 1 where waiting alone would not help.
      """)

  @Option(
    help: ArgumentHelp(
      "What changes: roles/support.md#Purpose, and :edit, :create, :delete or :move.",
      valueName: "charter[#section][:change]"))
  var change: [SimulatedChange] = []

  @OptionGroup(title: "Who says what") var answers: SimulatedAnswers

  @Option(help: ArgumentHelp("permanent, experiment or emergency.", valueName: "term"))
  var term: Term = .permanent

  @Option(
    help: ArgumentHelp("The last day of an experiment or emergency.", valueName: "YYYY-MM-DD"))
  var expires: Day?

  @Option(help: ArgumentHelp("When it was opened and last changed.", valueName: "moment"))
  var opened: Timestamp?

  @OptionGroup(title: "Where") var source: PolicyPlaceOptions
  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func validate() throws {
    if change.isEmpty {
      throw ValidationError("Say what changes: --change roles/support.md#Purpose")
    }
    if term != .permanent, expires == nil {
      throw ValidationError("An \(term.rawValue) ends: --expires 2026-12-31")
    }
    if term == .permanent, expires != nil {
      throw ValidationError("Only an experiment or an emergency ends: --term experiment")
    }
  }

  func run(in session: Session) throws -> ExitStatus {
    let place = try source.place(in: session)
    let policy = try place.policy()
    try session.warn(of: place.findings + place.read(at: session.now).problems.map(Finding.init))
    let atoms = try change.flatMap { try $0.atoms(in: place) }
    let simulation = try Simulation(
      policy, Array(Set(atoms)).sorted(), answers, in: place, opened: opened, now: session.now,
      term: term, expires: expires)
    if reading.json {
      try session.print(simulation.document)
    } else {
      try session.page(simulation.text(session.output.terminal))
    }
    return simulation.status
  }
}
