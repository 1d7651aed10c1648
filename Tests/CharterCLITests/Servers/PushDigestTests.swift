import TestSupport
import Testing

/// What a server hands to its owner's command after a push, and that nothing of it stops one.
@Suite struct PushDigestTests {
  private static func practice() throws -> Practice {
    let practice = try Practice(["ana", "ben", "cy"], preset: "consensus")
    try practice.write(
      letters("They come."), to: "Charters/agreements/letters.md", of: ana(practice))
    return practice
  }

  private static func ana(_ practice: Practice) -> TestMember { practice.members[0] }

  private static func letters(_ driver: String) -> String {
    "---\nkind: agreement\ntitle: Letters\naffects: [cy]\n---\n# Letters\n\n## Driver\n\n\(driver)\n"
  }

  private static func set(_ practice: Practice, _ key: String, _ value: String) throws {
    try practice.git(
      ana(practice), ["-C", practice.server, "config", "charter.digest.\(key)", value])
  }

  @Test func handsOverWhatAPushBrought() throws {
    let practice = try Self.practice()
    let (ana, ben, cy) = (practice.members[0], practice.members[1], practice.members[2])
    // Neither the account's own settings nor variables say what a server runs.
    try practice.git(ana, ["config", "--global", "charter.digest.command", "touch foreign"])
    let pushed = try practice.charter(
      ana, ["propose", "Letters", "-m", "Somebody <b>must</b>."],
      environment: [
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "charter.digest.command",
        "GIT_CONFIG_VALUE_0": "touch foreign",
      ])
    #expect(pushed.status == 0, "\(pushed.text)")
    #expect(try practice.shell(ana, "ls \"$1\"", practice.server).contains("foreign") == false)
    try practice.git(ana, ["config", "--global", "--unset", "charter.digest.command"])

    try Self.set(practice, "command", "cat >digest.md")
    try practice.expect(ben, ["sync"])
    try practice.expect(ben, ["approve", "letters", "--yes"])
    let open = try practice.folder.readText("server.git/digest.md")
    for words in [
      "# Practice: ", "## What changed\n\nNo charter changed.", "### Letters (open since ",
      "Proposed by ana. Concerns cy.", "> Somebody \\<b>must\\</b>.", "- agreements/letters.md: ",
      "- **Waits for ana, cy to decide**",
    ] {
      #expect(open.contains(words), "\(words)\n\(open)")
    }

    try Self.set(practice, "format", "html")
    try Self.set(practice, "command", "cat >digest.html; exit 3")
    try practice.expect(cy, ["sync"])
    let failing = try practice.charter(cy, ["approve", "letters", "--yes"])
    #expect(failing.status == 0)
    #expect(try practice.folder.readText("server.git/digest.html").hasPrefix("<!doctype html>"))

    try practice.expect(ana, ["approve", "letters", "--yes"])

    // One that never ends is ended, with whatever it started, and the push is in.
    try Self.set(practice, "seconds", "1")
    try Self.set(practice, "command", "sleep 600 & echo $! >sleeper; wait")
    let hanging = try practice.charter(cy, ["ratify", "letters"])
    #expect(hanging.status == 0, "\(hanging.text)")
    let sleeper = try practice.folder.readText("server.git/sleeper")
    // Where nobody collects orphans, an ended one stays as Z.
    let look = """
      set -- $1
      for i in 1 2 3 4 5 6 7 8 9 10; do
        case "$(cut -d ' ' -f 3 /proc/$1/stat 2>/dev/null)" in ''|Z) echo gone; exit;; esac
        sleep 1
      done
      echo alive
      """
    #expect(try practice.shell(cy, look, sleeper).contains("gone"))
    #expect(
      try practice.git(cy, ["ls-remote", "origin", "main"]).contains(
        practice.git(cy, ["rev-parse", "main"]).prefix(40)))

    // What git shows to whoever pushes by hand.
    try Self.set(practice, "command", "exit 3")
    try practice.git(cy, ["switch", "--quiet", "main"])
    try practice.write(
      Self.letters("They come daily."), to: "Charters/agreements/letters.md", of: cy)
    try practice.expect(cy, ["propose", "Daily", "-m", "So it is.", "--no-push"])
    let note = try practice.git(cy, ["push", "origin", "proposals/daily"])
    #expect(note.contains("the digest's command ended with status 3."), "\(note)")
    #expect(note.contains("nothing is lost, the push is in"))
    try Self.set(practice, "format", "pdf")
    try practice.write(
      Self.letters("They come at nine."), to: "Charters/agreements/letters.md", of: cy)
    try practice.expect(cy, ["revise", "-m", "At nine.", "--no-push"])
    let setting = try practice.git(cy, ["push", "origin", "proposals/daily"])
    #expect(setting.contains("the digest of this push could not be made"), "\(setting)")
  }

  @Test func logTellsTheSame() throws {
    let practice = try Self.practice()
    let (ana, ben, cy) = (practice.members[0], practice.members[1], practice.members[2])
    try practice.expect(ana, ["propose", "Letters", "-m", "Somebody must.", "--approve"])
    for member in [ben, cy] {
      try practice.expect(member, ["sync"])
      try practice.expect(member, ["approve", "letters", "--yes"])
    }
    try practice.expect(cy, ["ratify", "letters"])
    try practice.git(cy, ["switch", "--quiet", "main"])
    try practice.write(
      Self.letters("They come daily."), to: "Charters/agreements/letters.md", of: cy)
    try practice.expect(cy, ["propose", "Daily", "-m", "So it is."])
    let text = try practice.charter(cy, ["log", "--digest", "--since", "1 week ago"]).output
    for words in [
      "### Letters (made official, step 1, ",
      "Proposed by ana. Consented: 3, silent: 0. Concerns cy.",
      "> Somebody must.", "- agreements/letters.md: new", "### Daily (open since ",
      "- **Waits for ana, ben, cy to decide**", "### Practice (founded, step 0, ",
    ] {
      #expect(text.contains(words), "\(words)\n\(text)")
    }
    let later = try practice.charter(cy, ["log", "--digest", "--now", "2100-01-01"]).output
    #expect(later.contains("No charter changed.") && later.contains("### Daily"))
    let early = try practice.charter(
      cy, ["log", "--digest", "--since", "2001-01-01", "--now", "2001-02-01"]
    ).output
    #expect(early.contains("Nothing waits for anybody."))
    let page = try practice.charter(cy, ["log", "--digest", "--format", "html"]).output
    #expect(page.contains("<h3 dir=\"auto\">Letters <small>made official, step 1, "))
    #expect(!page.contains("<script"))
    let document = try practice.charter(cy, ["log", "--digest", "--json"]).output
    #expect(document.contains("\"schema\": \"charter.digest/1\""))
    for arguments in [
      ["--digest", "vision"], ["--digest", "-p"], ["--format", "html"],
      ["--digest", "--json", "--format", "html"],
    ] {
      #expect(try practice.charter(cy, ["log"] + arguments).status == 64, "\(arguments)")
    }
  }
}
