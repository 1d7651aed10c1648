import ArgumentParser
import Charters
import Console
import Git
import Processes
import Signing
import TestSupport
import Testing

@testable import CharterCLI

@Suite struct FailureTests {
  @Test func text() {
    let failure = Failure(
      "no such charter", facts: ["roles/cook.md", "looked in main"],
      hint: "\("charter new role Cook", .command) writes one")
    #expect(
      Terminal.plain.render(failure.text()) == """
        error: no such charter
          roles/cook.md
          looked in main
        hint: charter new role Cook writes one

        """)
    #expect(failure.status == .impossible)
    #expect(
      Terminal.plain.render(failure.text(width: 24)).hasSuffix(
        "hint: charter new role\n      Cook writes one\n"))
  }

  @Test func foreignWordsInErrorsAreEscaped() {
    let error = GitError(operation: "read \u{1B}[2J", code: -1, message: "no\u{202E}")
    let text = Terminal.plain.render(Failure(error).text())
    #expect(text.contains("read <U+001B>[2J: no<U+202E>"))
  }

  @Test func whatNobodyExpectedIsABug() {
    struct Odd: Error {}
    let failure = Failure(Odd())
    #expect(failure.status == .bug)
    #expect(failure.status.code == 70)
  }

  @Test(arguments: [
    (SigningError.noKey, ExitStatus.noIdentity), (.unsupportedFormat("openpgp"), .noIdentity),
    (.programMissing("ssh-keygen"), .noIdentity), (.sha1, .impossible),
  ])
  func signing(error: SigningError, status: CharterCLI.ExitStatus) {
    #expect(Failure(error).status == status)
  }

  @Test func missingPrograms() {
    let failure = Failure(ProcessError.notFound(program: "git"))
    #expect(failure.headline.plain == "git is not installed")
  }

  @Test func noRepository() throws {
    let folder = try TemporaryFolder()
    let session = Session(
      output: Capture().output(.plain), errors: Capture().output(.plain), readsTerminal: false,
      environment: [:], program: "/usr/bin/charter", directory: folder.path,
      options: try GlobalOptions.parse([]),
      now: .init(seconds: 0))
    let failure = try #require(throws: Failure.self) { _ = try session.repository() }
    #expect(failure.headline.plain == "this is not a git repository")
    #expect(failure.hint?.plain.hasPrefix("charter init") == true)
  }
}
