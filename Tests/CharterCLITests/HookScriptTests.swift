import HookScripts
import Processes
import TestSupport
import Testing

@Suite struct HookScriptTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Writes an executable file and returns its path.
  ///
  /// Another process writes it: were it open for writing here, a child that another test starts at
  /// that moment would hold it open too, and it could not be run ("text file busy").
  private func install(_ text: String, as name: String) throws -> String {
    let path = folder.path(name)
    var command = Command("sh", ["-c", #"cat >"$1" && chmod +x "$1""#, "sh", path])
    command.input = Array(text.utf8)
    try #require(try command.run().succeeded)
    return path
  }

  private func run(_ path: String, _ arguments: [String] = [], input: String = "") throws
    -> ProcessResult
  {
    var command = Command(path, arguments)
    command.environment = ["PATH": "/usr/bin:/bin", "TMPDIR": folder.path]
    command.directory = folder.path
    command.input = Array(input.utf8)
    return try command.run()
  }

  /// A program that says how it was called and repeats its input.
  private static let echo = "#!/bin/sh\nprintf '%s:%s\\n' \"$0\" \"$*\"\ncat\n"

  @Test(arguments: HookScript.allCases)
  func callsTheProgramRecorded(script: HookScript) throws {
    let program = try install(Self.echo, as: "it's $(odd) \\name")
    let hook = try install(script.text(program: program, chained: false), as: script.rawValue)
    let result = try run(hook, ["origin", "a b"], input: "old new ref\n")
    #expect(result.status == 0)
    #expect(result.outputText == "\(program):hook \(script.rawValue) origin a b\nold new ref\n")
  }

  @Test(arguments: HookScript.allCases)
  func failsWhereTheProgramIsMissing(script: HookScript) throws {
    for program in [folder.path("nowhere"), folder.path] {
      let hook = try install(script.text(program: program, chained: false), as: script.rawValue)
      let result = try run(hook)
      #expect(result.status == 1)
      #expect(result.outputText.isEmpty)
      #expect(result.errorText.hasPrefix("charter: the program was not found, so "))
      #expect(result.errorText.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
  }

  @Test(arguments: [HookScript.prePush, .preReceive, .postReceive])
  func bothHooksOfAChainReadTheInput(script: HookScript) throws {
    let program = try install(Self.echo, as: "charter")
    let earlier = script.rawValue + HookScript.earlierSuffix
    _ = try install("#!/bin/sh\necho earlier:$*\ncat\n", as: earlier)
    let hook = try install(script.text(program: program, chained: true), as: script.rawValue)
    let result = try run(hook, ["origin"], input: "a b c\n")
    #expect(result.status == 0)
    #expect(
      result.outputText
        == "earlier:origin\na b c\n\(program):hook \(script.rawValue) origin\na b c\n")
    #expect(try Files.names(in: folder.path).count == 3)  // the buffered input is gone
  }

  @Test(arguments: HookScript.allCases)
  func eitherHookOfAChainRefuses(script: HookScript) throws {
    let good = try install("#!/bin/sh\nexit 0\n", as: "good")
    let bad = try install("#!/bin/sh\nexit 3\n", as: "bad")
    let earlier = script.rawValue + HookScript.earlierSuffix
    for (program, before) in [(good, "exit 3"), (bad, "exit 0")] {
      _ = try install("#!/bin/sh\n\(before)\n", as: earlier)
      let hook = try install(script.text(program: program, chained: true), as: script.rawValue)
      #expect(try run(hook, input: "a b c\n").status == 3)
    }
    try Files.remove(folder.path(earlier))
    let hook = try install(script.text(program: good, chained: true), as: script.rawValue)
    let result = try run(hook)
    #expect(result.status == 1)
    #expect(result.errorText.hasPrefix("charter: the earlier hook is gone: "))
  }

  @Test func postReceiveRecordsEvenWhereTheEarlierHookFails() throws {
    let program = try install(Self.echo, as: "charter")
    _ = try install("#!/bin/sh\nexit 4\n", as: "post-receive" + HookScript.earlierSuffix)
    let text = HookScript.postReceive.text(program: program, chained: true)
    let result = try run(try install(text, as: "post-receive"), input: "a b c\n")
    #expect(result.status == 4)
    #expect(result.outputText.hasSuffix("a b c\n"))
  }

  @Test func recognisesItsOwn() throws {
    for script in HookScript.allCases {
      let text = script.text(program: "/usr/local/bin/charter", chained: true)
      #expect(HookScript.version(of: text) == HookScript.version)
      #expect(text.contains("\nprogram='/usr/local/bin/charter'\nchained=yes\n"))
      let file = #filePath.replacing("Tests/CharterCLITests/HookScriptTests.swift", with: "Hooks/")
      #expect(try Files.read(file + script.rawValue) == Array(script.template.utf8))
    }
    #expect(HookScript.version(of: "#!/bin/sh\nexec husky\n") == nil)
    #expect(HookScript.version(of: "") == nil)
  }
}
