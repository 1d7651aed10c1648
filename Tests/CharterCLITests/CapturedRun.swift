import Charters

import TestSupport

@testable import CharterCLI
@testable import Console

/// One run of the command line inside this process.
struct CapturedRun {
  let status: ExitStatus
  let output: String
  let errors: String

  /// - Parameter terminal: the facts about both streams.
  init(
    _ arguments: [String], in directory: String = "/", terminal: Terminal = .plain,
    environment: [String: String] = ["CHARTER_PAGER": "cat"],
    seconds: Int64 = Hermetic.firstSecond
  ) {
    let output = Capture()
    let errors = Capture()
    let launch = Launch(
      environment: environment, program: "/usr/bin/charter", directory: directory,
      now: Timestamp(seconds: seconds), readsTerminal: false,
      output: { terminal in Output(terminal: terminal) { bytes in output.bytes += bytes } },
      errors: { terminal in Output(terminal: terminal) { bytes in errors.bytes += bytes } },
      terminal: { _, colour in
        Terminal(
          isTerminal: terminal.isTerminal, width: terminal.width,
          hasColour: Terminal.hasColour(
            isTerminal: terminal.isTerminal, environment: environment, choice: colour),
          isUnicode: terminal.isUnicode)
      })
    status = launch.run(arguments)
    self.output = output.text
    self.errors = errors.text
  }
}

/// What was written to a stream.
final class Capture {
  var bytes: [UInt8] = []
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// An output that writes here.
  func output(_ terminal: Terminal) -> Output {
    Output(terminal: terminal) { bytes in self.bytes += bytes }
  }
}

extension Terminal {
  /// A person's terminal without colour.
  static let person = Terminal(isTerminal: true, width: 80, hasColour: false, isUnicode: true)
  /// A person's terminal with colour.
  static let colourful = Terminal(isTerminal: true, width: 80, hasColour: true, isUnicode: true)
}
