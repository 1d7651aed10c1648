import ArgumentParser
import Charters
import Console
import Evidence
import Git
import History
import Prose

/// `charter diff`: what changed, section by section and word by word.
struct DiffCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "What changed, section by section and word by word.",
    discussion: """
      With nothing on a proposal's branch: that proposal. With nothing elsewhere, or with a \
      charter: your edits against what is in force. Two commits, or A..B: between them; a side \
      may be a charter, or nothing, at a date: roles/support@2026-05-01..@2026-06-01.

      So that git diff shows Markdown this way in a repository:

      git config diff.charter.command 'charter diff --driver --'
      echo '*.md diff=charter' >> .git/info/attributes
      """)

  @Argument(
    help: ArgumentHelp("A proposal, a charter, or two commits.", valueName: "what"))
  var what: [String] = []

  @Flag(name: .customLong("exit-code"), help: "End with 1 where something differs.")
  var exitCode = false

  @Flag(name: .customLong("no-index"), help: "Compare two files, in a repository or not.")
  var noIndex = false

  @Option(
    help: ArgumentHelp(
      "How: text, html, json, critic (CriticMarkup), or ops (a run of words a line).",
      valueName: "how"))
  var format: RedlineFormat?

  @Flag(help: "Show what no reader sees as well: line breaks, blanks, signs of lists.")
  var strict = false

  @Flag(help: "Only what happened to each section.")
  var stat = false

  @Option(help: ArgumentHelp("Only this section and those below it.", valueName: "title"))
  var section: String?

  @Flag(
    name: .customLong("since-mine"),
    help: "From the words that you signed off on to those of now.")
  var sinceMine = false

  @Flag(help: "Answer git, which names a file and two versions of it.")
  var driver = false

  @Option(
    help: ArgumentHelp(
      "What has changed since a date or a commit, up to what is in force.", valueName: "date|rev"))
  var at: String?

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func validate() throws {
    if driver {
      if DiffDriver(what) == nil || noIndex || sinceMine || at != nil || exitCode || section != nil
        || reading.json || format ?? .text != .text
      {
        throw ValidationError("--driver is for git, as charter diff --help shows.")
      }
      return
    }
    if what.count > 2 { throw ValidationError("At most two things can be compared.") }
    if sinceMine && (noIndex || what.count > 1) {
      throw ValidationError("--since-mine is about one proposal.")
    }
    if at != nil && (noIndex || sinceMine || what.count > 1) {
      throw ValidationError("With --at, name one charter or none.")
    }
    if noIndex && what.count != 2 { throw ValidationError("--no-index compares two files.") }
    if reading.json, let format, format != .json {
      throw ValidationError("--json and --format \(format.rawValue) exclude each other.")
    }
    let isWhole = format == .critic || format == .ops
    if isWhole && (stat || section != nil) {
      throw ValidationError("--format \(format?.rawValue ?? "") shows whole texts.")
    }
    if format == .ops && strict {
      throw ValidationError("--format ops shows everything, with or without --strict.")
    }
  }

  func run(in session: Session) throws -> ExitStatus {
    let view = RedlineView(isStrict: strict, isStatistic: stat, section: section)
    if driver, let driver = DiffDriver(what) {
      try driver.show(view, session)
      return .done
    }
    let pair: ComparedPair
    if let at {
      pair = try DatedSide.pair(since: at, of: what.first, session)
    } else if noIndex {
      pair = try ComparedPair.files(what, session)
    } else if sinceMine {
      pair = try ComparedPair.sinceMine(what.first, session)
    } else {
      pair = try ComparedPair.meant(by: what, session)
    }
    if let section, !pair.files.contains(where: { !view.sections($0).isEmpty }) {
      try session.note("Nothing differs in a section “\(section)”.")
    }
    try show(pair, view, session)
    // Without a repository the exit status is the answer: 0 where no word differs.
    if noIndex { return pair.files.contains(where: \.hasWordChanges) ? .no : .done }
    return exitCode && !pair.files.isEmpty ? .no : .done
  }

  private func show(_ pair: ComparedPair, _ view: RedlineView, _ session: Session) throws {
    switch format ?? (reading.json ? .json : .text) {
    case .json: try session.print(document(pair, view))
    case .html:
      let page = RedlinePage(title: "\(pair.old) → \(pair.new)", files: pair.files, view: view)
      try session.output.write(bytes: Array(page.text.utf8))
    case .critic:
      for file in pair.files {
        let text = RedlineLines.critic(file.redline, view: view)
        try session.output.write(bytes: Array(text.utf8))
      }
    case .ops:
      for file in pair.files {
        try session.output.write(bytes: RedlineLines.operations(file.redline))
      }
    case .text:
      guard pair.files.contains(where: { !$0.redline.isIdentical }) else {
        try session.note("Nothing differs between \(pair.old) and \(pair.new).")
        return
      }
      try session.note("\(pair.old) → \(pair.new)")
      let terminal = session.output.terminal
      let impact = pair.impact.map { "\n" + $0.text(width: terminal.width) } ?? ""
      try session.page(
        ComparisonScreen(pair.files, terminal: terminal, view: view).text + impact)
    }
  }

  private func document(_ pair: ComparedPair, _ view: RedlineView) -> JSON {
    [
      "schema": "charter.diff/1",
      "old": .string(pair.old),
      "new": .string(pair.new),
      "proposal": .optional(pair.proposal?.text),
      "amendment": .optional(pair.amendment?.text),
      "charters": .comparison(pair.files.filter { !$0.redline.isIdentical }, view: view),
      "impact": pair.impact?.document ?? nil,
    ]
  }
}

/// How a redline is written.
enum RedlineFormat: String, ExpressibleByArgument, CaseIterable {
  case text, html, json, critic, ops
}
