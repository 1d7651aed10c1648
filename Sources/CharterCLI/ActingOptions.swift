import ArgumentParser

/// What a command that records something without asking understands as well.
struct PushOptions: ParsableArguments {
  @Flag(name: .customLong("no-push"), help: "Keep it in this clone; fetch and push nothing.")
  var noPush = false
}

/// What a command that asks before it records something understands as well.
struct ActingOptions: ParsableArguments {
  @OptionGroup var push: PushOptions

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
