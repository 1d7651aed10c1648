import ArgumentParser
import Console
import Processes
import TestSupport
import Testing

@testable import CharterCLI

@Suite struct LaunchTests {
  @Test(arguments: [[], ["--help"], ["-h"], ["help"], ["--no-pager"]])
  func frontPageShowsTheVerbsOfEveryDayFirst(arguments: [String]) {
    let run = CapturedRun(arguments)
    #expect(run.status == .done)
    let verbs = run.output.split(separator: "\n").filter { $0.hasPrefix("  ") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(
      Array(verbs.prefix(9)) == [
        "init", "propose", "inbox", "diff", "approve", "object", "ratify", "log", "verify",
      ])
    #expect(!verbs.contains("hook"))
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func version() {
    let run = CapturedRun(["--version"])
    #expect(run.status == .done)
    #expect(run.output == "\(Charter.version)\n")
  }

  @Test(arguments: [
    ("aprove", "approve"), ("ratfy", "ratify"), ("merge", "ratify"), ("reject", "object"),
    ("stauts", "status"), ("prop", "propose"),
  ])
  func typosAreUnderstood(word: String, meant: String) {
    let run = CapturedRun([word])
    #expect(run.status == .usage)
    #expect(
      run.errors == """
        error: there is no verb “\(word)”
        hint: did you mean charter \(meant)?

        """)
  }

  @Test func wildGuessesAreNot() {
    let run = CapturedRun(["xyzzy"])
    #expect(run.status == .usage)
    #expect(run.errors.hasSuffix("hint: charter --help lists the verbs\n"))
  }

  @Test(arguments: [
    ["--frobnicate"], ["verify", "--frobnicate"], ["--color", "pink", "verify"], ["-C"],
    ["verify", "--color"],
  ])
  func misunderstandingsAre64(arguments: [String]) {
    let run = CapturedRun(arguments)
    #expect(run.status == .usage)
    #expect(run.output.isEmpty)
    #expect(run.errors.hasPrefix("error: "))
    #expect(run.errors.contains("\nhint: charter "))
  }

  @Test func optionsMayStandBeforeTheVerb() throws {
    let line = try CommandLineArguments(
      ["-C", "a", "-C", "b", "--color=always", "-q", "log", "--no-pager", "-C", "c"])
    #expect(line.leading.directory == ["a", "b"])
    #expect(line.leading.color == .always)
    #expect(line.leading.quiet)
    #expect(line.rest == ["log", "--no-pager", "-C", "c"])
    var options = try GlobalOptions.parse(["--no-pager", "-C", "c"])
    options = options.following(line.leading)
    #expect(options.directory == ["a", "b", "c"])
    #expect(options.noPager && options.quiet && !options.verbose)
  }

  @Test func helpOfAVerb() {
    let run = CapturedRun(["verify", "--help"])
    #expect(run.status == .done)
    #expect(run.errors.isEmpty)
    #expect(run.output.contains("USAGE: charter verify"))
  }

  @Test func everyVerbSaysWhatItDoesInOneLine() {
    for command in Charter.configuration.subcommands {
      let configuration = command.configuration
      #expect(configuration.abstract.hasSuffix("."))
      #expect(configuration.abstract.count <= 66, "\(configuration.abstract)")
      #expect(command is any Verb.Type || !configuration.subcommands.isEmpty)
    }
  }

  @Test func theBuiltProgramSaysTheSame() throws {
    let home = try TemporaryFolder()
    let result = try Program.run(
      ["aprove"], in: home.path, env: Hermetic.environment(home: home.path))
    #expect(result.status == 64)
    #expect(result.errorText.hasPrefix("error: there is no verb"))
  }
}
