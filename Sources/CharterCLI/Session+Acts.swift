import Charters
import Console
import Evidence
import Git
import Processes
import Proposals

/// What the verbs that record something have in common.
extension Session {
  /// This clone, after fetching where it has a remote.
  ///
  /// A remote that cannot be reached is no reason to stop: what is signed is what is here.
  func clone(_ push: PushOptions? = nil) throws -> Clone {
    let clone = try Clone(try repository())
    guard push?.noPush != true, let remote = clone.remote else { return clone }
    let (fetched, failure) = try clone.fetched()
    if let failure {
      // A lock in this very clone would be in the way of what follows, too.
      if failure.contains("'\(clone.repository.commonDirectory)"),
        let locked = Failure(lockIn: failure)
      {
        throw locked
      }
      try warn("\(remote.name) could not be fetched, so this goes by what is here")
      if options.verbose { try note("\(block: failure)") }
    }
    return fetched
  }

  /// The paragraphs of a reason; from an editor where there are none and somebody is there to
  /// write, nil where nothing was given.
  func rationale(
    _ reasons: ReasonOptions, asking comment: String? = nil, in repository: Repository
  ) throws -> Rationale? {
    var text = reasons.message.joined(separator: "\n\n")
    if reasons.message == ["-"] {
      text = String(decoding: try standardInput(), as: UTF8.self)
    } else if reasons.message.isEmpty, let comment, prompt.canAsk {
      text = try Editor(session: self, repository: repository).write(comment: comment)
    }
    guard text.contains(where: { !$0.isWhitespace }) else { return nil }
    guard let rationale = Rationale(tidied: text) else { throw ActError.unusableRationale }
    return rationale
  }

  /// Pushes new references at once; says so where that failed, and that nothing is lost.
  ///
  /// - Returns: false where they are only here.
  func publish(_ updates: [Remote.Update], of clone: Clone, _ push: PushOptions) throws -> Bool {
    guard !push.noPush, let remote = clone.remote else { return true }
    let words: String
    switch try remote.push(updates, from: clone.repository) {
    case .done: return true
    case .raced: words = "somebody else pushed there at the same moment"
    case .refused(let message), .failed(let message): words = message
    }
    let specs = updates.map { "\($0.name):\($0.name)" }.joined(separator: " ")
    let failure = Failure(
      "it is recorded here, but \(remote.name) does not have it yet",
      facts: words.split(separator: "\n").map { "\($0)" },
      hint: "\("git push \(remote.name) \(specs)", .command) tries again")
    try errors.write(failure.text(width: errors.terminal.isTerminal ? errors.terminal.width : nil))
    return false
  }

  /// Asks a person at a terminal; true where nobody is there to ask.
  func confirm(_ question: Text, _ acting: ActingOptions) throws -> Bool {
    guard !acting.yes, prompt.canAsk else { return true }
    return try prompt.confirm(question, default: true) ?? false
  }

  /// All of standard input.
  func standardInput() throws -> [UInt8] {
    var bytes: [UInt8] = []
    while let line = readLine(strippingNewline: false) { bytes += Array(line.utf8) }
    return bytes
  }
}

/// The user's editor, chosen as git chooses it.
struct Editor {
  let session: Session
  let repository: Repository

  /// What was written, without the lines that begin with `#`.
  func write(comment: String) throws -> String {
    let editor = try repository.require(["var", "GIT_EDITOR"])
    let path = repository.gitDirectory + "/CHARTER_EDITMSG"
    let lines = comment.split(separator: "\n").map { "# \($0)\n" }.joined()
    try WorkingFiles.replace(path, with: Array(("\n" + lines).utf8))
    var command = Command("sh", ["-c", "\(editor) \"$1\"", editor, path])
    command.environment = session.environment
    command.directory = repository.workingDirectory
    guard try command.runForeground() == 0 else {
      throw Failure("the editor ended with an error", facts: ["\(editor)"])
    }
    return String(decoding: try WorkingFiles.read(path), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("#") }.joined(separator: "\n")
  }
}
