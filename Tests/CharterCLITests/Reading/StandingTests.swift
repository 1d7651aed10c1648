import Charters
import Foundation
import TestSupport
import Testing

@testable import CharterCLI

/// status, list, inbox, show, diff and check of proposals.
@Suite struct StandingTests {
  /// ana proposes; ben approves and asks something, cy objects.
  private static func crew() throws -> Crew {
    let crew = try Crew()
    try crew.propose(
      "ana", "Serve the hills", "Everybody who lives in the valley.",
      "Everybody who lives in the valley\nor in the hills.", why: "They asked us.")
    try crew.ok("ben", ["sync"])
    try crew.ok("ben", ["approve", "serve-the-hills", "-m", "Good."])
    try crew.ok("ben", ["comment", "serve-the-hills", "-m", "And the sea?"])
    try crew.ok("cy", ["sync"])
    try crew.ok("cy", ["object", "serve-the-hills", "-m", "Too far."])
    try crew.ok("ana", ["sync"])
    return crew
  }

  @Test func waiting() throws {
    let crew = try Self.crew()
    let status = try crew.charter("ana", ["status"])
    #expect(status.status == .waiting)
    #expect(
      status.output == """
        serve-the-hills  Serve the hills
          not approved yet
          proposed by ana on 21 Sep 2026

         ✗ Two agree                                   mission.md › Whom we serve (edit)
             why: Nobody decides alone.
             ✗ 2 of everyone  ben; 1 more

         Who said what
           ✓ ben approved 21 Sep 2026
             Good.
           ✗ cy objected 21 Sep 2026
             Too far.

         Not answered yet
           · ben commented 21 Sep 2026
             And the sea?

         Next: an approval by cy or dee.

        """)
    let document = try crew.charter("ana", ["status", "--json"]).document()
    #expect(
      document.keys.sorted() == [
        "next", "problems", "proposal", "rules", "schema", "signoffs", "sinceMine", "state",
        "unanswered",
      ])
    #expect(document["schema"] as? String == "charter.status/1")
    #expect(document["state"] as? String == "waiting-people")
    let proposal = try #require(document["proposal"] as? [String: Any])
    #expect(
      proposal.keys.sorted() == [
        "affects", "amendment", "base", "coAuthors", "effective", "expires", "head", "id",
        "opened", "proposed", "proposer", "rationale", "slug", "term", "title", "undoes", "with",
      ])
    let rules = try #require(document["rules"] as? [[String: Any]])
    #expect(
      rules[0].keys.sorted() == ["binding", "matched", "name", "needs", "state", "why"])
    let needs = try #require(rules[0]["needs"] as? [[String: Any]])
    #expect(needs[0]["need"] as? String == "2 of everyone")
    #expect(needs[0]["have"] as? [String] == ["ben"])
    #expect(needs[0]["missing"] as? Int == 1)
    let signoffs = try #require(document["signoffs"] as? [[String: Any]])
    #expect(signoffs.map { $0["decision"] as? String } == ["approve", "comment", "object"])
    #expect(
      signoffs[0].keys.sorted() == [
        "commit", "counts", "date", "decision", "for", "id", "member", "reasons", "sections",
        "text",
      ])
    let next = try #require(document["next"] as? [String: Any])
    #expect(next["sentence"] as? String == "Next: an approval by cy or dee.")
  }

  @Test func checkSaysTheSame() throws {
    let crew = try Self.crew()
    let status = try crew.charter("ana", ["status"])
    let check = try crew.charter("ana", ["check"])
    #expect(check.status == .waiting)
    #expect(check.output == status.output)
    var (left, right) = (
      try crew.charter("ana", ["status", "--json"]).document(),
      try crew.charter("ana", ["check", "origin/main..HEAD", "--format", "json"]).document()
    )
    #expect(right["schema"] as? String == "charter.check/1")
    right["refusals"] = nil
    left["sinceMine"] = nil
    (left["schema"], right["schema"]) = (nil, nil)
    #expect(left as NSDictionary == right as NSDictionary)
    let github = try crew.charter("ana", ["check", "--format", "github"])
    #expect(
      github.output == """
        ::warning title=Serve the hills::not approved yet%0ANext: an approval by cy or dee.
        ::warning file=Charters/mission.md,title=Two agree::2 of everyone: 1 more

        """)
    // As CI checks it out: a commit, and a merge of the forge's own making.
    try crew.git("ana", ["switch", "--quiet", "--detach", "origin/main"])
    try crew.git(
      "ana",
      ["merge", "--quiet", "--no-ff", "-m", "Merge 1 into 2", "origin/proposals/serve-the-hills"])
    #expect(try crew.charter("ana", ["check"]).output == status.output)
  }

  @Test func checkOfTheBranch() throws {
    let crew = try Self.crew()
    try crew.git("ana", ["switch", "--quiet", "main"])
    #expect(try crew.charter("ana", ["check"]).status == .done)
    try crew.write("ana", "x", to: "code.txt")
    try crew.git("ana", ["add", "."])
    try crew.git("ana", ["commit", "--quiet", "-m", "Code"])
    #expect(try crew.charter("ana", ["check"]).status == .done)
    try crew.write("ana", Crew.mission + "\nMore.\n", to: "Charters/mission.md")
    try crew.git("ana", ["commit", "--quiet", "-am", "Quick fix"])
    let run = try crew.charter("ana", ["check"])
    #expect(run.status == .no)
    #expect(
      run.output.hasPrefix(
        "refused refs/heads/main: charters may not be changed without approval\n"))
    let document = try crew.charter("ana", ["check", "--json"]).document()
    let refusals = try #require(document["refusals"] as? [[String: Any]])
    #expect(refusals[0]["code"] as? String == "changed-without-approval")
    #expect(try crew.charter("ana", ["check", "a...b"]).status == .usage)
    // Code on a branch that has left main is none of charter's business; charters there are.
    try crew.git("ana", ["switch", "--quiet", "-c", "feature", "HEAD~1"])
    #expect(try crew.charter("ana", ["check", "main..HEAD"]).status == .done)
    try crew.write("ana", Crew.mission + "\nMore.\n", to: "Charters/mission.md")
    try crew.git("ana", ["commit", "--quiet", "-am", "Charter"])
    #expect(try crew.charter("ana", ["check", "main..HEAD"]).status == .no)
  }

  @Test func inboxes() throws {
    let crew = try Self.crew()
    let own = try crew.charter("ana", ["inbox"])
    #expect(own.status == .waiting)
    #expect(
      own.output == """
        Waiting for you, ana
          · serve-the-hills  Serve the hills
            cy objects
            ben wrote something that nobody has answered

        """)
    let done = try crew.charter("ben", ["inbox"])
    #expect(done.status == .done)
    #expect(done.output.isEmpty)
    #expect(done.errors.contains("Nothing waits for you, ben."))
    try crew.ok("dee", ["sync"])
    #expect(try crew.charter("dee", ["inbox"]).output.contains("your decision is asked for"))
    try crew.ok("dee", ["approve", "serve-the-hills"])
    let ready = try crew.charter("dee", ["inbox"])
    #expect(ready.status == .waiting)
    #expect(ready.output.contains("Ready to be made official\n  ✓ serve-the-hills"))
    #expect(ready.errors.contains("charter ratify serve-the-hills"))
    let document = try crew.charter("dee", ["inbox", "--json"]).document()
    #expect(document.keys.sorted() == ["member", "ready", "schema", "waiting"])
    #expect((document["ready"] as? [Any])?.count == 1)
    #expect(try crew.charter("dee", ["status", "serve-the-hills"]).status == .done)
    let stranger = try TestMember("eve")
    let run = CapturedRun(
      ["inbox"], in: crew.path("dee"), environment: stranger.environment())
    #expect(run.status == .noIdentity)
  }

  @Test func lists() throws {
    let crew = try Self.crew()
    let run = try crew.charter("ana", ["list"])
    #expect(run.status == .done)
    #expect(
      run.output == """
        · serve-the-hills  Serve the hills by ana
          not approved yet. Next: an approval by cy or dee.

        """)
    let document = try crew.charter("ana", ["list", "--json"]).document()
    let proposals = try #require(document["proposals"] as? [[String: Any]])
    #expect(proposals[0]["slug"] as? String == "serve-the-hills")
    #expect(proposals[0]["state"] as? String == "waiting-people")
    #expect(try crew.charter("ana", ["status", "serve-the-hill"]).status == .impossible)
    #expect(
      try crew.charter("ana", ["status", "serve-the-hill"]).errors.contains("serve-the-hills"))
  }

  @Test func shows() throws {
    let crew = try Self.crew()
    let proposal = try crew.charter("ana", ["show"])
    #expect(proposal.output.contains("\n    They asked us.\n"))
    #expect(
      proposal.output.contains("in the valley {+or in the hills+}."))
    let charter = try crew.charter("ana", ["show", "mission"])
    #expect(charter.output == Crew.mission)
    #expect(charter.errors.hasPrefix("mission.md, in force since step 0 of 21 Sep 2026, The crew"))
    #expect(try crew.charter("ana", ["show", "Charters/mission.md"]).output == Crew.mission)
    #expect(try crew.charter("ana", ["show", "mission", "--at", "2026-09-21"]).status == .done)
    #expect(
      try crew.charter("ana", ["show", "mission", "--at", "2026-09-20"]).status == .impossible)
    #expect(
      try crew.charter("ana", ["show", "mission", "--at", "gibberish"]).status == .impossible)
    let missing = try crew.charter("ana", ["show", "misson"])
    #expect(missing.status == .impossible)
    #expect(missing.errors.contains("did you mean mission"))
    try crew.git("ana", ["switch", "--quiet", "main"])
    let list = try crew.charter("ana", ["show"])
    #expect(list.output.contains("mission.md      mission  Our mission"))
    let document = try crew.charter("ana", ["show", "mission", "--json"]).document()
    #expect(
      document.keys.sorted() == [
        "charter", "commit", "effective", "kind", "resources", "schema", "step", "text",
      ])
  }

  @Test func differs() throws {
    let crew = try Self.crew()
    let run = try crew.charter("ana", ["diff"])
    #expect(run.status == .done)
    #expect(
      run.output == """
        mission.md
          Whom we serve  1 reworded
            ~ Everybody who lives in the valley {+or in the hills+}.

        """)
    #expect(try crew.charter("ana", ["diff", "--exit-code"]).status == .no)
    #expect(
      try crew.charter("ana", ["diff", "main", "proposals/serve-the-hills"]).output == run.output)
    #expect(try crew.charter("ana", ["diff", "main..HEAD"]).output == run.output)
    #expect(try crew.charter("ana", ["diff", "main...HEAD"]).output == run.output)
    #expect(try crew.charter("ana", ["diff", "mission"]).output == run.output)
    let document = try crew.charter("ana", ["diff", "--json"]).document()
    #expect(
      document.keys.sorted()
        == ["amendment", "charters", "impact", "new", "old", "proposal", "schema"])
    let charters = try #require(document["charters"] as? [[String: Any]])
    #expect(charters[0]["charter"] as? String == "mission.md")
    try crew.git("ana", ["switch", "--quiet", "main"])
    #expect(try crew.charter("ana", ["diff", "--exit-code"]).status == .done)
    try crew.write(
      "ana", Crew.mission.replacing("Listen", with: "{+Listen+}"), to: "Charters/mission.md")
    #expect(
      try crew.charter("ana", ["diff"]).output.contains("[-Listen-] {+{\\+Listen+\\}+}."))
    // Who is named decides what a rule says, as `must` does.
    try crew.write(
      "ana", Crew.mission.replacing("the valley.\n\n## Whom", with: "ben.\n\n## Whom"),
      to: "Charters/mission.md")
    #expect(
      try crew.charter("ana", ["diff", "--stat"]).output.contains("(meaning: the valley → ben)"))
    try crew.write(
      "ana", Crew.mission.replacing("Listen", with: "{+Listen+}"), to: "Charters/mission.md")
    let coloured = try crew.charter("ana", ["diff", "--color", "always"])
    #expect(coloured.output.contains("\u{1B}[9;31mListen"))
    #expect(!coloured.output.contains("[-"))
  }

  @Test func plainFiles() throws {
    let folder = try TemporaryFolder()
    try folder.write("# A\n\nOne two\nthree.\n", to: "a.md")
    try folder.write("# A\n\nOne two three.\n", to: "b.md")
    try folder.write("# A\n\nOne four three.\n", to: "c.md")
    func diff(_ arguments: String...) -> CapturedRun {
      CapturedRun(["diff", "--no-index"] + arguments, in: folder.path)
    }
    #expect(diff("a.md", "a.md").status == .done)
    let wrapped = diff("a.md", "b.md")
    #expect(wrapped.status == .done)
    #expect(wrapped.output.contains("no word changed"))
    let changed = diff("a.md", "c.md")
    #expect(changed.status == .no)
    #expect(changed.output.contains("~ One [-two-] {+four+} three."))
    #expect(diff("a.md", "none.md").status == .impossible)
    #expect(diff("a.md").status == .usage)
    let strict = diff("--strict", "a.md", "b.md")
    #expect(strict.status == .done)
    #expect(strict.output.contains("~ One two three."))
    #expect(!wrapped.output.contains("~ One two three."))
    let statistic = diff("--stat", "a.md", "c.md")
    #expect(statistic.output.contains("(intro)  1 reworded"))
    #expect(!statistic.output.contains("four"))
    #expect(diff("--section", "B", "a.md", "c.md").errors.contains("Nothing differs in a section"))
    #expect(diff("--section", "(intro)", "a.md", "c.md").output.contains("{+four+}"))
    #expect(
      diff("--format", "ops", "a.md", "c.md").output == "=\t# A One\n-\ttwo\n+\tfour\n=\tthree.\n")
    #expect(diff("--format", "ops", "a.md", "a.md").output == "=\t# A One two three.\n")
    #expect(
      diff("--format", "critic", "a.md", "c.md").output
        == "# A\n\nOne {--two--} {++four++} three.\n")
    #expect(diff("--format", "ops", "--stat", "a.md", "c.md").status == .usage)
    #expect(diff("--format", "html", "--json", "a.md", "c.md").status == .usage)
    #expect(
      diff("--format", "json", "a.md", "c.md").output == diff("--json", "a.md", "c.md").output)
  }

  /// Whatever a text holds, no format takes it for its own, and nothing in it is unseen.
  @Test func textNeverLies() throws {
    let folder = try TemporaryFolder()
    let bad = "[- {+ {++ <<<<<<< <script>alert(1)</script> \u{1B}[31m not\u{202E} a\u{200B}b"
    try folder.write("# A\n\nOne two.\n", to: "a.md")
    try folder.write("# A\n\nOne \(bad) two.\n", to: "b.md")
    func diff(_ arguments: String...) -> String {
      CapturedRun(["diff", "--no-index"] + arguments + ["a.md", "b.md"], in: folder.path).output
    }
    for format in ["text", "html", "critic"] {
      let output = diff("--format", format)
      #expect(output.contains("U+202E"), "\(format)")
      #expect(output.contains("U+200B"), "\(format)")
      #expect(!output.unicodeScalars.contains("\u{1B}"), "\(format)")
      #expect(!output.unicodeScalars.contains("\u{202E}"), "\(format)")
    }
    #expect(!diff("--format", "html").contains("<script"))
    #expect(diff("--format", "critic").contains("{\\++"))
    #expect(diff().contains("[\\- {\\+"))
  }

  /// What a browser would hide is shown to whoever signs.
  @Test func hiddenWordsAreShownBeforeSigning() throws {
    let crew = try Crew(["ana", "ben", "cy"])
    try crew.propose(
      "ana", "Serve all", "the valley.",
      "all. <!-- Ana decides alone. -->\n\n<details><summary>More</summary>\n\nAnd spends.\n\n</details>"
    )
    try crew.ok("ben", ["sync"])
    for verb in [["approve"], ["object", "-m", "No."], ["abstain"]] {
      let shown = try crew.ok("ben", verb + ["serve-all"]).output
      for hidden in ["Ana decides alone.", "<details>", "And spends."] {
        #expect(shown.contains(hidden), "\(verb)\n\(shown)")
      }
    }
  }
}
