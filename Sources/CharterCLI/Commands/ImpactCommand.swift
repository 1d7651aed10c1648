import ArgumentParser
import Charters
import Console
import Policies
import Practice

/// `charter impact`: what depends on a charter.
struct ImpactCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "impact",
    abstract: "What depends on a charter: who and what a change of it touches.",
    discussion: """
      Charters that serve it, directly or through others; those that name its person, role or \
      team; roles that look after it; members who stand by it; rules that decide about it.
      """)

  @Argument(help: ArgumentHelp("A charter, as roles/support.", valueName: "charter"))
  var charter: String

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let ground = try GroundInForce(session)
    let path = try ground.place.charter(charter)
    let situation = try ground.place.situation(at: session.now)
    let lines = Dictionary(
      situation.policy.rules.map { ($0.name, $0.place.line) }, uniquingKeysWith: min)
    let names = Set(situation.matters(of: path).flatMap(\.rules).map(\.name))
    let dependence = Dependence(
      of: path, in: ground.circle, lookingAfter: situation.roles(lookingAfter: path),
      rules: names.sorted().map { name in
        (name, lines[name] ?? situation.policy.defaultRule?.place.line ?? 1)
      })
    let screen = DependenceScreen(dependence: dependence, circle: ground.circle)
    if reading.json {
      try session.print(screen.document)
      return .done
    }
    try session.note("What depends on \(path.display), \(ground.circle.dayWords)")
    guard !dependence.items.isEmpty else {
      try session.note("Nothing does.")
      return .done
    }
    try session.page(screen.text(width: session.output.terminal.width))
    return .done
  }
}
