import ArgumentParser
import Console

/// The arguments as people type them: options for everything may stand before the verb, as with
/// git (`charter -C ~/team log`).
struct CommandLineArguments {
  let leading: GlobalOptions
  /// The verb and what follows it.
  let rest: [String]

  /// Whether the front page is wanted: nothing but options, or help without a verb.
  var asksForFrontPage: Bool {
    rest.isEmpty || rest == ["--help"] || rest == ["-h"] || rest == ["help"]
  }

  init(_ arguments: [String]) throws {
    var index = arguments.startIndex
    while index < arguments.endIndex {
      switch arguments[index] {
      case "-C", "--color": index = min(index + 2, arguments.endIndex)
      case "-v", "--verbose", "-q", "--quiet", "--no-pager": index += 1
      case let word where word.hasPrefix("--color="): index += 1
      default:
        self.rest = Array(arguments[index...])
        leading = try Self.options(arguments[..<index])
        try Self.checkVerb(rest[0])
        return
      }
    }
    leading = try Self.options(arguments[...])
    rest = []
  }

  private static func options(_ arguments: ArraySlice<String>) throws -> GlobalOptions {
    do {
      return try GlobalOptions.parse(Array(arguments))
    } catch {
      throw Failure(
        misunderstood: GlobalOptions.message(for: error),
        hint: "\("charter --help", .command) lists the verbs")
    }
  }

  /// Refuses a verb that is not there, with the one that was probably meant.
  private static func checkVerb(_ word: String) throws {
    let verbs = Charter.configuration.subcommands.compactMap { $0.configuration.commandName }
    guard !word.hasPrefix("-"), word != "help", !verbs.contains(word) else { return }
    var hint: Text = "\("charter --help", .command) lists the verbs"
    if let meant = Suggestion.meant(by: word, among: verbs) {
      hint = "did you mean \("charter " + meant, .command)?"
    }
    throw Failure("there is no verb “\(word)”", hint: hint, status: .usage)
  }
}
