import Processes
import TestSupport
import Testing

/// Verbs about how leadership is shared, by what their options change.
@Suite struct PracticeViewTests {
  private static let host = """
    ---
    kind: role
    title: Host <&> "guest"
    serves: mission
    holders: [ben]
    coach: ana
    ---
    # Host

    ## Purpose

    Guests feel welcome.

    ## Domains

    The door.

    ## Accountabilities

    - Opening.

    ## Practices

    By name.

    """

  @Test func viewsAndTheirOptions() throws {
    let practice = try Practice(
      ["ana", "ben"], preset: "consensus",
      files: [
        "Charters/roles/host.md": Self.host, "Charters/roles/guest.md": "---\nkind: role\n---\n",
      ],
      at: 1_756_717_200)
    let (ana, ben) = (practice.members[0], practice.members[1])
    #expect(try practice.look(ben, ["my"]).contains("Host"))
    #expect(try practice.look(ana, ["my"]).contains("none; charter openings may help"))
    #expect(try practice.look(ana, ["my", "--member", "ben"]).contains("coached by") == false)
    #expect(try practice.look(ana, ["my", "--member", "ben"]).contains("Host"))
    #expect(
      try practice.look(ana, ["my", "--member", "bne"], status: 2).contains("did you mean ben"))
    let svg = try practice.look(ana, ["align", "--format", "svg"])
    #expect(svg.contains("Host &lt;&amp;&gt; &quot;guest&quot;"))
    #expect(svg.contains("stroke-dasharray") && svg.contains("leads to no mission"))
    try XMLChecker.check(svg)
    let dot = try practice.look(ana, ["align", "--format", "dot"])
    #expect(dot.contains("\"roles/host\" -> \"mission\";"))
    #expect(dot.contains("Host <&> \\\"guest\\\""))
    try practice.look(ana, ["align", "--format", "dot", "--json"], status: 64)
    try practice.look(ana, ["due", "--within", "soon"], status: 64)
    #expect(try practice.look(ana, ["due"]).contains("within 7 days"))
    #expect(try practice.look(ana, ["due", "--within", "13m"]).contains("to be looked at again"))
    #expect(try practice.look(ana, ["openings"]).contains("roles/guest.md"))
    #expect(try practice.look(ana, ["impact", "roles/host"]).contains("All of us agree"))
    try practice.look(ana, ["impact", "roles/hots"], status: 2)
    let who = try practice.look(ana, ["who", "roles/host"])
    #expect(who.contains("serves") && who.contains("mission") && who.contains("coaches it"))

    // What is configured here counts for nobody's push.
    try practice.git(ana, ["config", "charter.lint.orphan", "error"])
    try practice.git(ana, ["config", "charter.lint.section-missing", "off"])
    try practice.git(ana, ["config", "charter.lint.orphna", "off"])
    let lint = try practice.look(ana, ["lint", "roles/guest"], status: 1)
    #expect(lint.contains("error: ") && lint.contains("[orphan]"))
    #expect(!lint.contains("section-missing"))
    #expect(lint.contains("did you mean charter.lint.orphan?"))
    try practice.write(
      Self.host.replacing("By name.", with: "By name, loudly."), to: "Charters/roles/host.md",
      of: ana)

    // What is said of an experiment stands in the charter, or the flag is refused.
    try practice.expect(ana, ["propose", "-m", "x", "--limit", "y"], status: 64)
    try practice.expect(ana, ["propose", "-m", "x", "--sponsor", "ben"], status: 64)
    try practice.expect(
      ana,
      [
        "propose", "Loud", "-m", "Try it.", "--experiment", "3 weeks", "--hypothesis", "They hear",
        "--measure", "smiles", "--limit", "complaints", "--sponsor", "ben",
      ])
    let page = try practice.folder.readText("ana/Charters/roles/host.md")
    for words in [
      "hypothesis: \"They hear\"", "measure: \"smiles\"", "limit: \"complaints\"", "sponsor: ben",
    ] {
      #expect(page.contains("    \(words)\n"))
    }
    try practice.git(ana, ["switch", "--quiet", "main"])
    try practice.write(page, to: "Charters/roles/host.md", of: ana)
    try practice.expect(
      ana, ["propose", "Again", "-m", "x", "--experiment", "2025-09-22", "--limit", "y"], status: 2)
  }

  @Test func wordsForAKindOfOrganisation() throws {
    let practice = try Practice(["ana"], isFounded: false)
    let ana = practice.members[0]
    let said = try practice.charter(
      ana, ["init", "--for", "school", "--preset", "team-leads", "--handle", "ana"])
    #expect(said.status == 0)
    #expect(said.text.contains("A lead decides in their own field"))
    #expect(try practice.folder.readText("ana/Charters/vision.md").contains("curious"))
    try practice.expect(ana, ["new", "values", "--team", "core", "--for", "company"])
    #expect(
      try practice.folder.readText("ana/Charters/teams/core/values.md").contains("Bad news first"))
    try practice.expect(ana, ["new", "role", "X", "--for", "company"], status: 64)
  }
}

/// Whether a text is well-formed, by the parser of Python's standard library.
private enum XMLChecker {
  static func check(_ text: String) throws {
    let folder = try TemporaryFolder("charter-svg")
    let file = try folder.write(text, to: "a.svg")
    let result = try Command(
      "python3", ["-c", "import sys, xml.dom.minidom as m; m.parse(sys.argv[1])", file]
    ).run()
    #expect(result.succeeded, "\(result.errorText)")
  }
}
