import ArgumentParser
import Charters
import Console
import Evidence
import Git
import History

/// `charter diff`: what changed, section by section and word by word.
struct DiffCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "What changed, section by section and word by word.",
    discussion: """
      With nothing on a proposal's branch: that proposal. With nothing elsewhere, or with a \
      charter: your edits against what is in force. Two commits, or A..B: between them.
      """)

  @Argument(
    help: ArgumentHelp("A proposal, a charter, or two commits.", valueName: "what"))
  var what: [String] = []

  @Flag(name: .customLong("exit-code"), help: "End with 1 where something differs.")
  var exitCode = false

  @Flag(name: .customLong("no-index"), help: "Compare two files, in a repository or not.")
  var noIndex = false

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func validate() throws {
    if what.count > 2 { throw ValidationError("At most two things can be compared.") }
    if noIndex && what.count != 2 { throw ValidationError("--no-index compares two files.") }
  }

  func run(in session: Session) throws -> ExitStatus {
    let pair =
      noIndex
      ? try ComparedPair.files(what, session) : try ComparedPair.meant(by: what, session)
    if reading.json {
      try session.print(document(pair))
    } else if pair.files.isEmpty {
      try session.note("Nothing differs between \(pair.old) and \(pair.new).")
    } else {
      try session.note("\(pair.old) → \(pair.new)")
      let terminal = session.output.terminal
      let impact = pair.impact.map { "\n" + $0.text(width: terminal.width) } ?? ""
      try session.page(ComparisonScreen(pair.files, terminal: terminal).text + impact)
    }
    // Without a repository the exit status is the answer: 0 where no word differs.
    if noIndex { return pair.files.contains(where: \.hasWordChanges) ? .no : .done }
    return exitCode && !pair.files.isEmpty ? .no : .done
  }

  private func document(_ pair: ComparedPair) -> JSON {
    [
      "schema": "charter.diff/1",
      "old": .string(pair.old),
      "new": .string(pair.new),
      "proposal": .optional(pair.proposal?.text),
      "amendment": .optional(pair.amendment?.text),
      "charters": .comparison(pair.files),
      "impact": pair.impact?.document ?? nil,
    ]
  }
}
