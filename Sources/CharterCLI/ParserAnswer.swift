import ArgumentParser
import Console

/// What the argument parser has to say instead of a command.
enum ParserAnswer {
  /// Help, a version or a completion script that was asked for.
  case help(String)
  /// The command line was not understood.
  case usage(Failure)

  /// Nil when the error did not come from the parser.
  init?(_ error: any Error, columns: Int) {
    let isFromParser =
      error is ValidationError || error is CleanExit || error is ExitCode
      || String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
    guard isFromParser else { return nil }
    let message = Charter.fullMessage(for: error, columns: columns)
    if Charter.exitCode(for: error) == .success {
      self = .help(message)
      return
    }
    let lines = message.split(separator: "\n")
    let usage = lines.first { $0.hasPrefix("Usage:") }?.dropFirst("Usage:".count)
    let words = (usage ?? "").split(separator: " ").prefix { $0.first?.isLetter ?? false }
    let verb = words.isEmpty ? "charter" : words.joined(separator: " ")
    self = .usage(
      Failure(
        misunderstood: Charter.message(for: error), facts: usage.map { ["usage:\($0)"] } ?? [],
        hint: "\(verb, .command) \("--help", .command)"))
  }
}

extension Failure {
  /// A command line that was not understood.
  ///
  /// - Parameter message: the argument parser's, a sentence.
  init(misunderstood message: String, facts: [Text] = [], hint: Text) {
    var headline = Substring(message)
    if headline.hasSuffix(".") { headline.removeLast() }
    let first = headline.prefix(1).lowercased()
    self.init("\(first + headline.dropFirst())", facts: facts, hint: hint, status: .usage)
  }
}
