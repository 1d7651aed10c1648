import TestSupport
import Testing

@testable import CharterCLI

@Suite struct FormatCommandTests {
  private static let path = "Charters/roles/cook.md"
  private static let old = "---\nkind: role\n---\r\nCook\r\n====\r\n\r\nFeed\u{200B} us."

  private func charter(_ arguments: String..., in sandbox: GitSandbox) -> CapturedRun {
    CapturedRun(arguments, in: sandbox.directory, environment: sandbox.environment)
  }

  @Test func changesWhatRulesAskFor() throws {
    let sandbox = try GitSandbox()
    try sandbox.write(Self.old, to: Self.path)
    try sandbox.write("charter-policy: 1\r\n", to: "Charters/policy.yml")
    let checked = charter("fmt", "--check", in: sandbox)
    #expect(checked.status == .no)
    #expect(checked.output.contains("\(Self.path):"))
    #expect(try sandbox.read(Self.path) == Array(Self.old.utf8))

    #expect(charter("fmt", "Charters/teams", in: sandbox).output.isEmpty)
    let run = charter("fmt", in: sandbox)
    #expect(run.status == .done)
    #expect(run.output == checked.output)
    #expect(
      String(decoding: try sandbox.read(Self.path), as: UTF8.self)
        == "---\nkind: role\n---\n# Cook\n\nFeed us.\n")
    let again = charter("fmt", "--check", in: sandbox)
    #expect(again.status == .done)
    #expect(again.errors == "✓ nothing to change\n")
  }
}
