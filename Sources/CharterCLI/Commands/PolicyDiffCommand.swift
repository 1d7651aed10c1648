import ArgumentParser
import Charters
import Console
import Git
import Policies

/// `charter policy diff`: what a change of the rules or of the people does to who can change what.
struct PolicyDiffCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "What a change of rules or people does to who can change what.",
    discussion:
      "One revision is compared with what is in force, none with the files in your folder.")

  @Argument(help: ArgumentHelp("Two commits or dates, or A..B.", valueName: "rev"))
  var revisions: [String] = []

  @Flag(name: .customLong("exit-code"), help: "End with 1 where something differs.")
  var exitCode = false

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func validate() throws {
    if revisions.count > 2 { throw ValidationError("At most two revisions can be compared.") }
  }

  func run(in session: Session) throws -> ExitStatus {
    let (old, new) = try places(session)
    try session.warn(of: new.read(at: session.now).problems.map(Finding.init))
    let impact = try PolicyImpact(
      from: old.situation(at: session.now), to: new.situation(at: session.now))
    if reading.json {
      try session.print(.impact(impact, from: old.name, to: new.name))
    } else if impact.isEmpty {
      try session.note("Who can change what stays as it is.")
    } else {
      try session.note("Who can change what: \(old.name) → \(new.name)")
      try session.page(ImpactScreen(impact: impact, width: session.output.terminal.width).text)
    }
    return exitCode && !impact.isEmpty ? .no : .done
  }

  private func places(_ session: Session) throws -> (old: PolicyPlace, new: PolicyPlace) {
    var names = revisions
    if names.count == 1, let dots = names[0].firstRange(of: "..") {
      let word = names[0]
      names = [String(word[..<dots.lowerBound]), String(word[dots.upperBound...])]
      if names.contains(where: { $0.isEmpty || $0.hasPrefix(".") }) {
        throw Failure("policy diff takes A..B with two dots", status: .usage)
      }
    }
    switch names.count {
    case 2: return (try PolicyPlace(at: names[0], session), try PolicyPlace(at: names[1], session))
    case 1: return (try PolicyPlace(at: nil, session), try PolicyPlace(at: names[0], session))
    default:
      guard let root = try session.repository().workingDirectory else {
        throw Failure("say which revisions to compare", status: .usage)
      }
      return (try PolicyPlace(at: nil, session), try PolicyPlace(folder: root, session))
    }
  }
}
