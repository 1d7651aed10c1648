import ArgumentParser

@main
struct Charter: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "charter")
}
