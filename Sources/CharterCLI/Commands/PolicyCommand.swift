import ArgumentParser

/// `charter policy`: check the rules, explain them, and try them out.
struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Check the rules, explain them, and try them out.",
    discussion: """
      The rules are \u{201C}who must agree to what\u{201D}, in Charters/policy.yml.
      """,
    subcommands: [
      PolicyLintCommand.self, PolicyExplainCommand.self, PolicyDiffCommand.self,
      PolicySimulateCommand.self,
    ])
}
