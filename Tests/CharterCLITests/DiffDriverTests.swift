import Foundation
import Processes
import TestSupport
import Testing

/// `git diff` with charter as its diff program, installed by the two lines that the help shows.
@Suite struct DiffDriverTests {
  private static func repository() throws -> (TemporaryFolder, TestMember) {
    let folder = try TemporaryFolder("charter-driver")
    let member = try TestMember("ana")
    try folder.write(
      "#!/bin/sh\nexec '\(Program.path)' \"$@\"\n", to: "bin/charter", executable: true)
    try folder.makeFolder("r")
    return (folder, member)
  }

  private func run(
    _ script: String, in folder: TemporaryFolder, as member: TestMember
  ) throws -> String {
    var environment = member.environment()
    environment["PATH"] = folder.path("bin") + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
    var command = Command("sh", ["-e", "-c", script])
    command.directory = folder.path("r")
    command.environment = environment
    command.timeout = 120
    let result = try command.run()
    #expect(result.status == 0, "\(script)\n\(result.outputText)\(result.errorText)")
    return result.outputText
  }

  /// The lines as somebody copies them.
  private func installed() throws -> (TemporaryFolder, TestMember, lines: String) {
    let (folder, member) = try Self.repository()
    let help = try run("charter diff --help", in: folder, as: member)
    let lines = help.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { $0.hasPrefix("git config diff.charter") || $0.hasPrefix("echo '*.md") }
    #expect(lines.count == 2)
    _ = try run(
      "git init -q -b main\n" + lines.joined(separator: "\n")
        + """

        printf '# A\\n\\nWe may meet\\non Monday.\\n' >a.md
        printf '# B\\n\\nOne.\\n' >-b.md
        printf 'one\\n' >c.c
        git add -A
        git commit -qm one
        """, in: folder, as: member)
    return (folder, member, lines.joined(separator: "\n"))
  }

  @Test func gitShowsMarkdownByTheRedline() throws {
    let (folder, member, _) = try installed()
    let shown = try run(
      """
      printf '# A\\n\\nWe must meet on\\nMonday.\\n' >a.md
      printf 'two\\n' >c.c
      git diff
      """, in: folder, as: member)
    #expect(
      shown.hasPrefix(
        """
        a.md
          (intro)  1 reworded (meaning: may → must)
            ~ We [-may-] {+must+} meet on Monday. (meaning)
        diff --git a/c.c b/c.c
        """), "\(shown)")
  }

  @Test func newRemovedRenamedAndOtherMode() throws {
    let (folder, member, _) = try installed()
    let shown = try run(
      """
      git rm -q --cached -- a.md
      rm a.md
      printf '# N\\n' >n.md
      git mv -- -b.md d.md
      git add -A
      git diff --cached -M
      git commit -qm two
      chmod +x d.md
      git diff
      """, in: folder, as: member)
    #expect(shown.contains("a.md  removed\n"), "\(shown)")
    #expect(shown.contains("n.md  new\n"), "\(shown)")
    #expect(shown.contains("-b.md → d.md\n"), "\(shown)")
    #expect(shown.hasSuffix("d.md: mode 100644 → 100755\n"), "\(shown)")
  }

  @Test func conflictsAreNamed() throws {
    let (folder, member, _) = try installed()
    let shown = try run(
      """
      git checkout -qb other
      printf '# A\\n\\nTheirs.\\n' >a.md
      git commit -qam theirs
      git checkout -q main
      printf '# A\\n\\nOurs.\\n' >a.md
      git commit -qam ours
      git merge -q other >/dev/null 2>&1 || :
      git diff --cached
      """, in: folder, as: member)
    #expect(shown.contains("* Unmerged path a.md"), "\(shown)")
  }

  /// Only git speaks to it, and says all that git says.
  @Test func otherWordsAreRefused() throws {
    let (folder, member) = try Self.repository()
    let refused = try run(
      """
      for words in 'a b' 'a b c d e f g --json' 'a b c d e f g --no-index'; do
        charter diff --driver $words >/dev/null 2>&1 && echo taken
      done
      charter diff --driver a /dev/null . . /dev/null 2>/dev/null && echo taken
      :
      """, in: folder, as: member)
    #expect(refused == "")
  }
}
