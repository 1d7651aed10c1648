import ArgumentParser
import Charters
import Console
import Evidence
import Git
import Proposals

/// `charter acknowledge`: sign that you have read a charter in its present words.
struct AcknowledgeCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "acknowledge",
    abstract: "Sign that you have read a charter, the values for example.",
    discussion: """
      Shows the words in force and writes on your own page that you have read them, with a \
      fingerprint of them, so that everybody sees when they have changed since. charter pulse \
      counts who knows the present values.
      """)

  @Argument(help: ArgumentHelp("What you have read.", valueName: "charter"))
  var charter = "values"

  @Flag(name: .shortAndLong, help: "Do not ask, and do not show the words again.")
  var yes = false

  @OptionGroup var push: PushOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let change = try MemberChange(session, push)
    let clone = change.clone
    let tree = clone.branch.state.tree
    let found = try session.charter(charter, in: clone.repository) { path in
      try clone.repository.entry(at: path.text, inTree: tree) != nil
    }
    guard let path = found, let entry = try clone.repository.entry(at: path.text, inTree: tree)
    else { throw try ChartersInForce(clone, at: nil, session).noSuchCharter(charter) }
    if !yes {
      let words = String(decoding: try clone.repository.blob(entry.id), as: UTF8.self)
      try session.page(Text(block: words))
      if session.prompt.canAsk,
        try session.prompt.confirm(
          "Sign as \(change.me) that you have read these words?", default: true) != true
      {
        throw Failure("nothing was signed", status: .no)
      }
    }
    let files = try MemberEdits(change.charters(), of: change.me)
      .acknowledgement(of: path, words: entry.id.hex, on: change.signatory.identity.now.day)
    guard !files.isEmpty else {
      try session.note("Your page says so already: you have read \(path.name) as it is.")
      return .done
    }
    let name = change.roster.members[change.me]?.name ?? change.me.text
    return try change.propose(
      "\(name) has read \(path.name)",
      because: "\(name) has read \(path.name) as it is in force and stands by it.", files)
  }
}
