import Console
import Git
import Processes
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

  /// A git command that did not do what it was asked; its own words are the facts.
  init(_ headline: Text, git result: ProcessResult, hint: Text? = nil) {
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
    if error.isForeignOwner {
      self.init(
        "this repository belongs to another user", facts: facts,
        hint: "git config --global --add safe.directory <folder>, if you trust it")
    } else if error.isLocked {
      self.init(
        "another git command is at work here", facts: facts, hint: "try again when it has ended")
    } else if error.isMoved {
      self.init("somebody changed this at the same moment", facts: facts, hint: "try again")
    } else if error.isUnsupported {
      self.init("this kind of repository is not supported", facts: facts)
    } else if error.isMalformed {
      self.init("the repository is damaged", facts: facts, hint: "git fsck says more")
    } else {
      self.init("git could not do this", facts: facts)
    }
  }

  private init(prose error: ProseError) {
    let headline: Text =
      switch error.reason {
      case .tooLarge(let bytes, let limit): "a text of \(bytes) bytes; \(limit) are the most"
      case .nestedTooDeeply(let limit): "lists or quotes are nested deeper than \(limit)"
      case .tooIntricate: "a paragraph has too many brackets and marks"
      case .headingNotFound: "a heading cannot be told from the text around it"
      }
    self.init(headline, facts: ["line \(error.line)"])
  }
}
