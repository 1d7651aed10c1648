import ArgumentParser

/// What a command that records something understands as well.
struct ActingOptions: ParsableArguments {
  @Flag(name: .customLong("no-push"), help: "Keep it in this clone; fetch and push nothing.")
  var noPush = false

  @Flag(name: .shortAndLong, help: "Do not ask whether I mean it.")
  var yes = false
}

/// The reasons that an act is given.
struct ReasonOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The reason; given again, another paragraph. - reads it from standard input.",
      valueName: "reason"))
  var message: [String] = []
}
