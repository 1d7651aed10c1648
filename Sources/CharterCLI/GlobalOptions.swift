import ArgumentParser
import Charters
import Console

/// What every command understands, before the verb as well as after it.
struct GlobalOptions: ParsableArguments {
  @Option(
    name: .customShort("C"), help: ArgumentHelp("Act as if started in <dir>.", valueName: "dir"))
  var directory: [String] = []

  @Option(help: ArgumentHelp("Colour: always, never or auto.", valueName: "when"))
  var color: ColourChoice?

  @Flag(name: .shortAndLong, help: "Say more: full ids, what git was asked.")
  var verbose = false

  @Flag(name: .shortAndLong, help: "Say nothing but results and errors.")
  var quiet = false

  @Flag(name: .customLong("no-pager"), help: "Show long texts without a pager.")
  var noPager = false

  /// These options with those given before the verb.
  func following(_ leading: GlobalOptions) -> GlobalOptions {
    var merged = self
    merged.directory = leading.directory + directory
    merged.color = color ?? leading.color
    merged.verbose = verbose || leading.verbose
    merged.quiet = quiet || leading.quiet
    merged.noPager = noPager || leading.noPager
    return merged
  }
}

/// What a command that only reads understands as well.
struct ReadingOptions: ParsableArguments {
  @Flag(help: "One JSON document on standard output.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Answer as of this moment: YYYY-MM-DD, YYYY-MM-DDThh:mm:ssZ or @seconds.",
      valueName: "moment"))
  var now: Timestamp?
}
