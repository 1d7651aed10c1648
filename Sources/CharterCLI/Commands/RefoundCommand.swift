import ArgumentParser
import Charters
import Console
import Evidence
import Git
import Proposals

/// `charter refound`: start anew on the same branch, where nobody is left who may decide.
struct RefoundCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "refound",
    abstract: "Start anew, where too many people are gone to decide anything.",
    discussion: """
      Edit the members' pages and the policy as they are to be, then run this on the protected \
      branch. It commits a new founding on top of it, under your signature alone. What was decided \
      before stays proven under the old repository id; the new start rests on the trust of whoever \
      accepts it: everybody else runs charter verify --repository ID with the new id, and a server \
      that knows the old id is told the new one. Nothing is pushed.
      """)

  @Option(
    help: ArgumentHelp("What the team is called; as before where left out.", valueName: "name"))
  var name: String?

  @OptionGroup var reasons: ReasonOptions

  @Flag(name: .shortAndLong, help: "Do not ask.")
  var yes = false

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let clone = try Clone(try session.repository())
    let old = clone.branch.state
    guard case .branch(clone.branch.name, let tip) = try clone.repository.head() else {
      throw ActError.wrongBranch(
        now: try session.currentBranch(clone.repository), wanted: clone.branch.name.shortName)
    }
    guard tip == clone.branch.tip else {
      let remote = clone.remote?.name ?? "origin"
      throw Failure(
        "your \(clone.branch.name.shortName) is not where \(remote)'s is",
        hint: "\("charter doctor", .command) says how to put that right")
    }
    guard
      let body = try session.rationale(
        reasons, asking: "Why a new start?  Lines that begin with # are left out.",
        in: clone.repository)
    else { throw ActError.noRationale }
    let text = name ?? old.organisation
    guard let title = Title(text) else { throw ActError.unusableTitle(text) }
    if !yes, session.prompt.canAsk {
      let question = "Start anew with the charters of your working tree?" as Text
      guard try session.prompt.confirm(question, default: false) ?? false else {
        throw Failure("nothing was changed", status: .no)
      }
    }
    if old.rulebook.problems.isEmpty {
      try session.warn("the members could still decide; a proposal needs nobody's trust")
    }
    let founding = Founding(organisation: title, body: body, continues: old.repository)
    let result = try founding.found(in: clone.repository, by: Signatory(clone.repository))
    try session.print("\(.ok) a new start of \(title.text, .strong), by \(result.member)")
    try session.print("Repository id:" as Text)
    try session.print("\(result.state.repository.grouped, .identifier)")
    try session.note(
      "Everybody else: \("charter verify --repository \(result.state.repository)", .command)")
    if let remote = clone.remote {
      try session.note(
        "Its server: \("charter hooks install --server --repository \(result.state.repository)", .command), "
          + "then \("git push \(remote.name) \(clone.branch.name.shortName)", .command)")
    }
    return .done
  }
}

extension Session {
  /// What HEAD stands on, for people.
  fileprivate func currentBranch(_ repository: Repository) throws -> String {
    switch try repository.head() {
    case .branch(let name, _), .unborn(let name): name.shortName
    case .detached(let id): String(id.hex.prefix(10))
    }
  }
}
