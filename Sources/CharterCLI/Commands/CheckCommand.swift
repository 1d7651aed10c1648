import ArgumentParser
import Charters
import Console
import Evidence
import Git
import Proposals

/// `charter check`: for CI, what `status` says, or what a server would say to a push.
struct CheckCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "For CI: whether these commits may become official.",
    discussion: """
      Judges HEAD on BASE: a proposal as status does, anything else as the server's hook does. \
      BASE is the protected branch unless it is said. Ends with 0, 1, or 8 where it waits. CI \
      must fetch the sign-offs: git fetch origin 'refs/charter/signoffs/*:refs/charter/signoffs/*'
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, github
  }

  @Argument(help: ArgumentHelp("BASE..HEAD, or HEAD alone.", valueName: "range"))
  var range: String?

  @Option(help: "How to answer: text, json or github.")
  var format: Format = .text

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let repository = try session.repository()
    let engine = Engine(repository)
    let places = try BranchPlaces(engine)
    let (base, head) = try ends(places, repository, session)
    let answer = try CheckAnswer(
      engine, base: base, head: head, branch: places.name, now: session.now)
    let screen = CheckScreen(answer: answer, branch: places.name)
    switch reading.json ? .json : format {
    case .json: try session.print(screen.document)
    case .github: for line in screen.annotations { try session.print(Text(block: line)) }
    case .text: try session.output.write(screen.text(session.output.terminal))
    }
    return answer.status
  }

  private func ends(
    _ places: BranchPlaces, _ repository: Repository, _ session: Session
  ) throws -> (base: ObjectID, head: ObjectID) {
    var names = (base: "", head: range ?? "HEAD")
    if let range, let dots = range.firstRange(of: "..") {
      names = (String(range[..<dots.lowerBound]), String(range[dots.upperBound...]))
      if names.head.isEmpty { names.head = "HEAD" }
      if names.head.hasPrefix(".") {
        throw Failure("check takes BASE..HEAD with two dots", status: .usage)
      }
    }
    let head = try session.commit(names.head, in: repository)
    if !names.base.isEmpty { return (try session.commit(names.base, in: repository), head) }
    // What the others have is what a push is judged against.
    guard let base = places.remote?.tip ?? places.local else { throw ActError.notFounded }
    return (base, head)
  }
}
