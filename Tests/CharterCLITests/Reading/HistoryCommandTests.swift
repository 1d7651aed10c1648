import Foundation
import TestSupport
import Testing

@testable import CharterCLI
@testable import Console

/// blame, log, and how it was on a day, over one history.
@Suite struct HistoryCommandTests {
  /// Step 1 rewords the statement, step 2 renames a section and rewords below it; step 3 was
  /// declined; step 4 brings a role, step 5 moves its charter and changes who holds it.
  private static func crew() throws -> Crew {
    let crew = try Crew()
    try land(crew, "Serve all") { $0.replacing("serve the valley.", with: "serve all.") }
    try land(crew, "Our duties") {
      $0.replacing("## What we do", with: "## Duties").replacing("a day", with: "two days")
    }
    try crew.propose("ben", "Sleep more", "- Listen.", "- Sleep.")
    try crew.ok("ben", ["withdraw", "sleep-more"])
    try land(crew, "A secretary", path: "roles/secretary.md") { _ in role("ben") }
    try crew.git("ana", ["mv", "Charters/roles/secretary.md", "Charters/roles/scribe.md"])
    try land(crew, "A scribe", path: "roles/scribe.md") { _ in role("cy") }
    return crew
  }

  private static func role(_ holder: String) -> String {
    """
    ---
    kind: role
    title: Secretary
    holders: [\(holder)]
    ---
    # Secretary

    ## Purpose

    That everybody can read what was said.

    ## Domains

    - The book of minutes.

    ## Accountabilities

    - Writes down what was decided, on the same day.
    - May leave out what is private.

    ## Practices

    Reads it out before all go home.

    """
  }

  private static func land(
    _ crew: Crew, _ title: String, path: String = "mission.md", _ change: (String) -> String
  ) throws {
    if !path.hasPrefix("roles/scribe") {
      try crew.git("ana", ["switch", "--quiet", "main"])
      try crew.git("ana", ["pull", "--quiet", "--ff-only"])
    }
    let known = try? crew.read("ana", "Charters/\(path)")
    try crew.write("ana", change(known ?? ""), to: "Charters/\(path)")
    try crew.ok("ana", ["propose", title, "-m", "It helps."])
    let slug = title.lowercased().replacing(" ", with: "-")
    for member in ["ben", "cy"] {
      try crew.ok(member, ["sync"])
      try crew.ok(member, ["approve", slug])
    }
    try crew.ok("ana", ["sync"])
    try crew.ok("ana", ["ratify", slug])
    try crew.git("ana", ["switch", "--quiet", "main"])
    try crew.git("ana", ["pull", "--quiet", "--ff-only"])
  }

  @Test func blame() throws {
    let crew = try Self.crew()
    func run(_ arguments: String...) throws -> CapturedRun {
      let run = try crew.charter("ana", ["blame"] + arguments)
      #expect(run.status == .done, "\(arguments)\n\(run.output)\(run.errors)")
      return run
    }
    let shown = try run("mission")
    #expect(shown.errors.contains("mission.md, in force since step 2"))
    #expect(
      shown.output.contains(
        """
        step 1 2026-09-21        │ To serve all.
        ben, cy                  │
        """))
    #expect(shown.output.contains("step 0 2026-09-21        │ - Listen.\n"))
    let narrow = try crew.charter(
      "ana", ["blame", "mission"],
      terminal: Terminal(isTerminal: false, width: 40, hasColour: false, isUnicode: true))
    #expect(narrow.output.contains("step 1 2026-09-21\nben, cy\n  To serve all.\n"))
    let section = try run("mission", "--section", "Duties")
    #expect(section.output.contains("Listen") && !section.output.contains("serve all"))
    #expect(try run("mission", "--at", "HEAD~4").output.contains("To serve all."))
    #expect(!(try run("mission", "--at", "HEAD~5").output.contains("To serve all.")))
    #expect(try run("-v", "mission").output.contains("Our duties"))

    let document = try run("mission", "--json").document()
    let sentences = try #require(document["sentences"] as? [[String: Any]])
    let one = try #require(sentences.first { $0["text"] as? String == "To serve all." })
    let worded = try #require(one["wordedBy"] as? [String: Any])
    #expect(worded["step"] as? Int == 1)
    #expect(worded["standing"] as? String == "verified")
    #expect(worded["author"] is NSNull)
    let signers = try #require(worded["signers"] as? [[String: Any]])
    #expect(signers.map { $0["member"] as? String } == ["ben", "cy"])
    #expect(signers.allSatisfy { $0["keyNow"] as? String == "inForce" })

    let page = try run("mission", "--format", "html").output
    #expect(page.contains("To serve all.<sup><a href=\"#note-"))
    #expect(page.contains("signed by ben, cy") && !page.contains("<script"))
    let lines = try run("mission", "--porcelain").output
    #expect(lines == (try run("mission", "--format", "porcelain").output))
    #expect(
      lines.contains("\n\tTo serve all.\n") && lines.contains("\nsummary Ratify: Serve all\n"))
    for wrong in [
      ["mission", "--porcelain", "--json"], ["mission", "--format", "html", "--porcelain"],
    ] {
      #expect(try crew.charter("ana", ["blame"] + wrong).status == .usage)
    }
    for wrong in [
      ["nothing"], ["mission", "--section", "None"], ["mission", "--at", "2000-01-01"],
    ] {
      #expect(try crew.charter("ana", ["blame"] + wrong).status == .impossible)
    }

    // A file beside the charters, whose words nobody signed for.
    try crew.write("ana", "Some words <b>.\n", to: "notes/plain.md")
    try crew.git("ana", ["add", "notes"])
    try crew.git("ana", ["commit", "--quiet", "--no-verify", "-m", "Notes"])
    let plain = try run("notes/plain.md")
    #expect(plain.errors.contains("nothing of its history is verified"))
    #expect(plain.output.contains(", unverified"))
    #expect(try run("notes/plain.md", "--format", "html").output.contains("Some words &lt;b&gt;."))
    #expect(try run("notes/plain.md", "--at", "HEAD").output.contains("Some words"))
    let log = try crew.charter("ana", ["log", "notes/plain.md", "-p"])
    #expect(log.output.contains("Notes") && log.output.contains("unverified"))
    #expect(
      try crew.charter("ana", ["log", "notes/plain.md", "--by", "ana"]).status == .impossible)
  }

  @Test func logAndDays() throws {
    let crew = try Self.crew()
    func titles(_ arguments: String...) throws -> [String] {
      let run = try crew.charter("ana", ["log", "--json"] + arguments)
      #expect(run.status == .done, "\(arguments) \(run.errors)")
      let steps = try #require(run.document()["steps"] as? [[String: Any]])
      return steps.compactMap { $0["title"] as? String }
    }
    // A section under both of its names, and its neighbour.
    #expect(try titles("mission", "--section", "Duties") == ["Our duties"])
    #expect(
      try titles("mission", "--section", "Duties", "--all") == ["Sleep more", "Our duties"])
    #expect(try titles("mission", "--section", "Statement") == ["Serve all"])
    #expect(try titles("mission", "--section", "Statement", "-n", "0") == [])
    // A charter under both of its names.
    #expect(try titles("roles/scribe") == ["A scribe", "A secretary"])
    #expect(try titles("--role", "scribe") == ["A scribe"])
    #expect(try titles("--role", "secretary").contains("A secretary"))
    #expect(try titles("--by", "cy") == (try titles("--member", "cy")))
    #expect(try titles("--by", "dee") == [])
    #expect(try titles("--at", "HEAD~4") == ["Serve all", "The crew"])
    let shown = try crew.charter("ana", ["log", "mission"]).output
    #expect(
      shown.contains(
        """
            mission.md
              Duties: was “What we do”, 1 reworded (meaning: a → two)
        """) || shown.contains("Duties: was “What we do”"))
    #expect(shown.contains("2 of 3 answered: ben approved, cy approved"))
    let moved = try crew.charter("ana", ["log", "roles/scribe"]).output
    #expect(moved.contains("roles/scribe.md (was roles/secretary.md)"))
    for wrong in [["--section", "Duties"]] {
      #expect(try crew.charter("ana", ["log"] + wrong).status == .usage)
    }
    #expect(try crew.charter("ana", ["log", "--role", "nobody"]).status == .impossible)

    // Who held a role.
    let now = try crew.ok("ana", ["who", "--role", "scribe"])
    #expect(now.output.contains("holds it") && now.output.contains("cy"))
    let then = try crew.ok("ana", ["who", "--role", "secretary", "--at", "HEAD~1"])
    #expect(then.output.contains("ben"))
    #expect(try crew.charter("ana", ["who"]).status == .usage)
    #expect(try crew.charter("ana", ["who", "mission", "--role", "scribe"]).status == .usage)

    // Between two dates, and since one.
    let seconds = Hermetic.firstSecond + 86_400
    let since = try crew.ok("ana", ["diff", "--at", "HEAD~5", "mission"])
    #expect(since.output.contains("[-the valley.-]") || since.output.contains("{+all"))
    #expect(since.errors.contains("→ in force"))
    let date = "@\(seconds)"
    let same = try crew.ok("ana", ["diff", "@\(date)..mission@\(date)"])
    #expect(same.errors.contains("as of") && same.errors.contains("Nothing differs"))
    let roles = try crew.ok("ana", ["diff", "roles/scribe@\(date)..mission@\(date)", "--stat"])
    #expect(roles.output.contains("mission.md"))
    #expect(try crew.charter("ana", ["diff", "none@\(date)..@\(date)"]).status == .impossible)
    #expect(try crew.charter("ana", ["diff", "--at", "HEAD", "a", "b"]).status == .usage)

    // What was open.
    let none = try crew.ok("ana", ["list", "--at", "2000-01-01"])
    #expect(none.errors.contains("No proposal was open"))
    #expect(try crew.charter("ana", ["list", "--at", "gibberish"]).status == .usage)
  }

  @Test func whatWasOpenOnADay() throws {
    let crew = try Crew()
    try crew.propose("ana", "Serve all", "serve the valley.", "serve all.")
    let opened = crew.seconds
    try crew.ok("ana", ["withdraw", "serve-all"])
    try crew.propose("ana", "Serve few", "serve the valley.", "serve few.")
    let then = try crew.ok("ana", ["list", "--at", "@\(opened)"])
    #expect(then.output.contains("Serve all") && then.output.contains("withdrawn in step 1"))
    #expect(!then.output.contains("Serve few"))
    let now = try crew.ok("ana", ["list", "--at", "@\(crew.seconds)"])
    #expect(now.output.contains("Serve few") && now.output.contains("still open"))
  }
}
