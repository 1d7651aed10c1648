import ArgumentParser
import Charters
import Console
import Evidence
import Git
import Policies
import Proposals

/// `charter list`: the open proposals and how each stands.
struct ListCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "The open proposals and how each stands.")

  @Option(help: ArgumentHelp("Those that were open at a date.", valueName: "date"))
  var at: String?

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let clone = try session.localClone()
    if let at {
      try OpenThen(at: at, clone, session).show(json: reading.json, session)
      return .done
    }
    var open: [Standing] = []
    var unreadable: [(slug: String, head: ObjectID, problems: [Problem])] = []
    for entry in try ProposalRegister(clone).entries() {
      switch entry {
      case .open(let proposal):
        open.append(try Standing(proposal, in: clone, now: session.now))
      case .unreadable(let slug, let head, let problems):
        unreadable.append((slug, head, problems))
      case .ended: break
      }
    }
    if reading.json {
      try session.print([
        "schema": "charter.list/1",
        "proposals": .array(open.map(JSON.listed)),
        "unreadable": .array(
          unreadable.map { entry in
            [
              "slug": .string(entry.slug), "head": .string(entry.head.hex),
              "problems": .problems(entry.problems),
            ]
          }),
      ])
      return .done
    }
    if open.isEmpty {
      try session.note("No proposal is open.")
    } else {
      try session.page(ProposalTable(open).text(width: session.output.terminal.tableWidth))
      try session.hintOfSignoffs(in: clone)
    }
    for entry in unreadable {
      let why = entry.problems.first.map { ": \($0.message)" } ?? ""
      try session.warn("\(entry.slug) cannot be read as a proposal\(why)")
    }
    return .done
  }
}

extension JSON {
  /// A proposal among others: who and what, its state and its next step.
  static func listed(_ standing: Standing) -> JSON {
    proposal(standing).adding([
      "state": .string(standing.state.rawValue),
      "next": .next(standing.assessment?.judgement),
      "problems": .problems(standing.problems),
    ])
  }
}
