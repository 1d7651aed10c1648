import ArgumentParser
import Charters

/// For whom somebody signs, and how closely they look first.
struct VoiceOptions: ParsableArguments {
  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "The member whose deputy you are and for whom you sign.", valueName: "handle"))
  var principal: Handle?

  @Flag(help: "Walk through the changed sections one by one first.")
  var interactive = false
}
