import ArgumentParser
import Charters
import Console

/// From a row of arguments to an exit status.
struct Launch {
  let environment: [String: String]
  /// The absolute path of the program that runs.
  let program: String
  let directory: String
  let now: Timestamp
  let readsTerminal: Bool
  let output: (Terminal) -> Output
  let errors: (Terminal) -> Output
  /// The facts about standard output (1) or standard error (2).
  let terminal: (Int32, ColourChoice) -> Terminal

  func run(_ arguments: [String]) -> ExitStatus {
    var colour = ColourChoice.auto
    do {
      let line = try CommandLineArguments(arguments)
      colour = line.leading.color ?? .auto
      if line.asksForFrontPage {
        let out = output(terminal(1, colour))
        try out.write(FrontPage(width: out.terminal.width).text)
        return .done
      }
      let command = try Charter.parseAsRoot(line.rest)
      guard let verb = command as? any Verb else {
        var other = command
        try other.run()
        return .done
      }
      let options = verb.options.following(line.leading)
      colour = options.color ?? .auto
      return try verb.run(in: session(options, moment: verb.moment))
    } catch {
      return report(error, colour: colour)
    }
  }

  private func session(_ options: GlobalOptions, moment: Timestamp?) -> Session {
    let colour = options.color ?? .auto
    let start = options.directory.reduce(directory) { here, next in
      next.hasPrefix("/") ? next : here + "/" + next
    }
    return Session(
      output: output(terminal(1, colour)), errors: errors(terminal(2, colour)),
      readsTerminal: readsTerminal, environment: environment, program: program, directory: start,
      options: options, now: moment ?? now)
  }

  /// Says why the command stopped; help and version that somebody asked for are no failure.
  private func report(_ error: any Error, colour: ColourChoice) -> ExitStatus {
    let failure: Failure
    if error is Failure || error is OutputError {
      failure = Failure(error)
    } else if let answer = ParserAnswer(error, columns: terminal(1, colour).width) {
      switch answer {
      case .help(let text):
        do {
          try output(terminal(1, colour)).write(bytes: Array((text + "\n").utf8))
          return .done
        } catch {
          failure = Failure(error)
        }
      case .usage(let misunderstood):
        failure = misunderstood
      }
    } else {
      failure = Failure(error)
    }
    if failure.status == .done { return .done }
    let stream = errors(terminal(2, colour))
    // Nowhere is left to say that the error could not be said; the exit status still says it.
    try? stream.write(failure.text(width: stream.terminal.isTerminal ? stream.terminal.width : nil))
    return failure.status
  }
}
