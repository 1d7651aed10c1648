import Charters
import Console
import Evidence
import FoundationEssentials
import Git
import History
import HookScripts
import Processes
import Proposals
import Prose
import Signing

extension Failure {
  /// Any error as something that a person can act on: the one place where the errors of the rooms
  /// become sentences.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as OutputError: self.init(output: error)
    case let error as GitError: self.init(git: error)
    case let error as ProcessError: self.init(process: error)
    case let error as SigningError: self.init(signing: error)
    case let error as ProseError: self.init(prose: error)
    case let error as HookFolderError: self.init(hooks: error)
    case let error as EvidenceError: self.init(evidence: error)
    case let error as PathProblem: self.init(path: error)
    case let error as ActError: self.init(act: error)
    case let error as ProposalMerge.Conflicts: self.init(conflicts: error)
    case BlameError.noText(let path): self = .noText(path)
    case let error as CharterTextError: self.init(charter: error)
    case let error as DecodingError: self.init(memory: error)
    case let error as CocoaError: self.init(file: error)
    default: self = .bug("\(String(reflecting: error))")
    }
  }

  /// Something that only a mistake in charter can bring about.
  static func bug(_ fact: Text) -> Failure {
    Failure(
      "something happened that charter did not expect", facts: [fact],
      hint: "this is a bug in charter; please report it with the command that you gave",
      status: .bug)
  }

  /// A file whose words cannot be told apart.
  private static func noText(_ path: String) -> Failure {
    Failure(
      "\(path) is no text whose words could be told apart",
      facts: ["it is larger than 8 MiB, or has bytes in it that no text has"])
  }

  /// A git command that did not do what it was asked; its own words are the facts.
  init(_ headline: Text, git result: ProcessResult, hint: Text? = nil) {
    if let locked = Failure(lockIn: result.errorText) {
      self = locked
      return
    }
    let lines = result.errorText.split(separator: "\n").map { "\($0)" as Text }
    self.init(headline, facts: lines, hint: hint)
  }

  private init(output error: OutputError) {
    switch error {
    case .brokenPipe:
      self.init("nobody reads the output any more", status: .done)
    case .failed(let code):
      self.init("the output could not be written", facts: ["\(systemMessage(code))"])
    }
  }

  private init(process error: ProcessError) {
    switch error {
    case .notFound(let program):
      self.init("\(program) is not installed", hint: "sudo apt-get install \(program)")
    case .notStarted(let program, let code):
      self.init("\(program) could not be started", facts: ["\(systemMessage(code))"])
    case .timedOut(let program, let seconds):
      self.init("\(program) took longer than \(seconds) seconds and was ended")
    case .tooMuchOutput(let program, let limit):
      self.init("\(program) wrote more than \(limit) bytes and was ended")
    }
  }

  private init(git error: GitError) {
    let facts: [Text] = ["\(error.operation): \(error.message)"]
    if let locked = Failure(lockIn: error.message) {
      self = locked
    } else if error.isForeignOwner {
      self.init(
        "this repository belongs to another user", facts: facts,
        hint:
          "\("git config --global --add safe.directory \(error.foreignFolder ?? "<folder>")", .command)"
          + ", if you trust it")
    } else if error.isLocked {
      self.init(
        "another git command is at work here", facts: facts, hint: "try again when it has ended")
    } else if error.isMoved {
      self.init("somebody changed this at the same moment", facts: facts, hint: "try again")
    } else if error.isUnsupported {
      self.init(
        "this kind of repository is not supported", facts: facts,
        hint: "a repository made with \("git init --object-format=sha1", .command) is read")
    } else if error.isMalformed {
      self.init("the repository is damaged", facts: facts, hint: "git fsck says more")
    } else {
      self.init("git could not do this", facts: facts)
    }
  }

  /// git found a lock in its way: of another command, or of one that was ended before it could take
  /// it away.  Nil where its words say nothing of that.
  init?(lockIn words: String) {
    let forms = [
      ("Unable to create '", ".lock'"), ("could not lock config file ", ": File exists"),
    ]
    let found = forms.lazy.compactMap { head, tail -> Substring? in
      guard let start = words.firstRange(of: head)?.upperBound,
        let end = words[start...].firstRange(of: tail)?.lowerBound
      else { return nil }
      return words[start..<end]
    }.first
    guard let found else { return nil }
    let lock = found + ".lock"
    self.init(
      "another git command is at work here, or one was ended in the midst of it",
      facts: ["its lock is \(lock)"],
      hint: "try again in a moment; if no git is running any more: \("rm '\(lock)'", .command)")
  }

  private init(hooks error: HookFolderError) {
    switch error {
    case .occupied(let paths):
      self.init("there is a hook already", facts: paths.map { "\($0)" }, status: .no)
    case .refused(let path, let reason):
      self.init("a hook could not be written", facts: ["\(path): \(reason)"])
    }
  }

  private init(evidence error: EvidenceError) {
    switch error {
    case .notGoverned(let tip):
      self.init(
        "nothing is governed here yet",
        facts: ["no founding in the history of \(tip.hex.prefix(12))"],
        hint: "\("charter init", .command) founds one")
    case .incomplete(let what):
      let facts: [Text] =
        switch what {
        case .shallow: ["it is a shallow clone: its history is cut off"]
        case .partial: ["it is a partial clone: it leaves files out"]
        case .missingObject(let words): ["an object is not there: \(words)"]
        }
      self.init(
        "this copy is incomplete, so nothing can be proven from it", facts: facts,
        hint: "\(what.command, .command)", status: .incomplete)
    case .badPin:
      self.init(
        "the repository id that this clone remembers cannot be read",
        facts: ["git's setting charter.repository is not an id"],
        hint: "\("git config charter.repository", .command) shows it; it must be 64 digits, 0-9 a-f"
      )
    case .badSetting(let key, let value):
      self.init(
        "a setting of this repository is no number", facts: ["\(key) is \(value)"],
        hint: "\("git config --unset \(key)", .command)")
    case .outOfTime(let seconds):
      self.init(
        "judging this took longer than \(seconds) seconds, so it is refused",
        hint: "push it in parts; the server's owner may allow more: "
          + "\("git config charter.maxSeconds \(seconds * 4)", .command)", status: .no)
    case .tooManyFiles:
      self.init("there are more governed files than one judgement takes")
    case .tooManySignoffs:
      self.init("there are more sign-offs on one proposal than the format allows")
    case .notAFile(let id):
      self.init("\(id.hex.prefix(12)) is not a file")
    case .tooLarge(let id, let bytes):
      self.init("\(id.hex.prefix(12)) is too large: \(bytes) bytes")
    case .tooManyCommits(let limit):
      self.init("there are more commits than one judgement takes; \(limit) are the most")
    }
  }

  private init(prose error: ProseError) {
    let headline: Text =
      switch error.reason {
      case .tooLarge(let bytes, let limit): "a text of \(bytes) bytes; \(limit) are the most"
      case .nestedTooDeeply(let limit): "lists or quotes are nested deeper than \(limit)"
      case .tooIntricate: "tables, lists or link definitions too large to read"
      case .headingTooLong(let limit): "a heading of more than \(limit) bytes"
      case .headingNotFound: "a heading cannot be told from the text around it"
      }
    self.init(headline, facts: ["line \(error.line)"])
  }
}
