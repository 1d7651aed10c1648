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
    var headline = Charter.message(for: error)
    if headline.hasSuffix(".") { headline.removeLast() }
    if let first = headline.first, first.isUppercase {
      headline = first.lowercased() + headline.dropFirst()
    }
    self = .usage(
      Failure(
        "\(headline)", facts: usage.map { ["usage:\($0)"] } ?? [],
        hint: "\(verb, .command) \("--help", .command)", status: .usage))
  }
}
