import TestSupport
import Testing

/// Whole stories of the policy language: real pushes to a server with hooks, judged by the server
/// and verified offline in a fresh clone.
@Suite struct PolicyStories {
  /// 2023-11-14 22:13:20 UTC: before any clock that the hook could have.
  static let start: Int64 = 1_700_000_000

  static let policy = """
    charter-policy: 1
    rules:
      - name: Holders change how they work after asking
        for: { kind: role, section: Practices }
        exclude: nobody
        needs: [ { advice: affected, wait: 3 days }, { approve: 1 of this role } ]
      - name: Agreements by consent
        for: { kind: agreement }
        needs:
          - consent: everyone
            overruled-by: 2/3 of everyone
          - open-for: 2 days
      - name: Try it
        for: { kind: [agreement, role], term: experiment }
        needs: [ { approve: 1 of everyone }, { expires-within: 8 weeks } ]
      - name: At once
        for: { kind: agreement, term: emergency }
        exclude: nobody
        needs: [ { approve: 1 of everyone }, { expires-within: 3 days } ]
      - name: Dee guards the mission
        for: { kind: mission }
        needs: [ { approve: 1 of person dee } ]
      - name: Own page
        for: { kind: member }
        exclude: nobody
        needs: [ { any-of: [ { approve: 1 of this person }, { approve: 2 of everyone } ] } ]
    default: { needs: [ { approve: 2 of everyone } ] }

    """

  static let role = """
    ---
    kind: role
    title: Desk
    holders: [ben]
    affects: [cy, dee]
    ---
    # Desk

    ## Purpose

    Answer.

    ## Domains

    - The desk

    ## Accountabilities

    - Answering within a day.

    ## Practices

    By letter.

    """

  static let agreement = """
    ---
    kind: agreement
    title: Hours
    ---
    # Hours

    ## Driver

    People wait.

    ## Agreement

    Open from nine to five.

    ## Evaluation

    In May.

    """

  private static func practice() throws -> Practice {
    try Practice(
      policy: policy,
      files: [
        "Charters/roles/desk.md": role, "Charters/agreements/hours.md": agreement,
      ], at: start)
  }

  private func edit(
    _ practice: Practice, _ handle: String, _ path: String, _ old: String, _ new: String
  ) throws {
    let member = practice.member(handle)
    try practice.git(member, ["switch", "--quiet", "main"])
    try practice.git(member, ["pull", "--quiet", "--ff-only"])
    let text = try practice.read("Charters/\(path)", of: member)
    #expect(text.contains(old))
    try practice.write(text.replacing(old, with: new), to: "Charters/\(path)", of: member)
  }

  /// Everything on the server holds for somebody who has only what `git clone` brings.
  private func verify(_ practice: Practice, _ handle: String = "cy", steps: Int) throws {
    let member = practice.member(handle)
    try practice.git(member, ["fetch", "--quiet", "origin"])
    let report = try practice.expect(member, ["verify", "origin/main", "--json"])
    #expect(report.contains("\"outcome\": \"valid\""))
    #expect(report.contains("\"step\": \(steps)"))
  }

  @Test func adviceIsAskedByName() throws {
    let practice = try Self.practice()
    let ben = practice.member("ben")
    try edit(practice, "ben", "roles/desk.md", "By letter.", "By telephone.")
    try practice.expect(ben, ["propose", "By telephone", "-m", "It is faster.", "--approve"])
    practice.wait(days: 10)
    let waiting = try practice.look(ben, ["status"], status: 8)
    #expect(waiting.contains("cy and dee have neither answered"))
    #expect(waiting.contains("Next: answers by cy and dee (a comment is enough;"))
    try practice.expect(practice.member("cy"), ["comment", "by-telephone", "-m", "Fine."])
    try practice.expect(ben, ["ask", "by-telephone", "dee", "-m", "May I?"])
    practice.wait(days: 2)
    let asked = try practice.look(ben, ["status"], status: 8)
    #expect(asked.contains("cy answered; dee was asked by ben"))
    try practice.expect(ben, ["ratify", "by-telephone"], status: 8)
    practice.wait(days: 1)
    let json = try practice.look(ben, ["status", "--json"])
    #expect(json.contains("\"state\": \"approved\""))
    try practice.expect(ben, ["ratify", "by-telephone"])
    try verify(practice, steps: 1)
  }

  @Test func objectionsAreOverruledByNamingThem() throws {
    let practice = try Self.practice()
    let (ana, ben) = (practice.member("ana"), practice.member("ben"))
    try edit(practice, "ana", "agreements/hours.md", "nine to five", "ten to six")
    try practice.expect(ana, ["propose", "Later hours", "-m", "People sleep."])
    try practice.expect(
      practice.member("dee"),
      ["object", "later-hours", "-m", "My train.", "--section", "Agreement"])
    practice.wait(days: 3)
    try practice.expect(ben, ["sync"])
    let blocked = try practice.look(ben, ["status", "later-hours"], status: 1)
    #expect(blocked.contains("dee objects"))
    #expect(blocked.contains("Next: dee takes back the objection"))
    try practice.expect(ben, ["approve", "later-hours"])
    try practice.look(ben, ["status", "later-hours"], status: 1)
    let wrong = try practice.expect(ben, ["approve", "later-hours", "--despite", "cy"], status: 2)
    #expect(wrong.contains("dee objects"))
    try practice.expect(ben, ["approve", "later-hours", "--despite", "dee"])
    let one = try practice.look(ben, ["status", "later-hours"], status: 1)
    #expect(one.contains("an approval by cy despite dee's objection, or dee takes back"))
    try practice.expect(practice.member("cy"), ["approve", "later-hours", "--despite", "dee"])
    try practice.expect(ben, ["sync"])
    let passed = try practice.look(ben, ["status", "later-hours"])
    #expect(passed.contains("dee overruled"))
    try practice.expect(ana, ["ratify", "later-hours"])
    try verify(practice, steps: 1)
  }

  @Test func aDeputySigns() throws {
    let practice = try Self.practice()
    let (ana, cy, dee) = (
      practice.member("ana"), practice.member("cy"), practice.member("dee")
    )
    try edit(
      practice, "dee", "members/dee.md", "keys:",
      "deputies:\n  - {who: cy, until: 2023-12-31}\nkeys:")
    try practice.expect(dee, ["propose", "Cy stands in", "-m", "I travel.", "--approve"])
    try practice.expect(dee, ["ratify", "cy-stands-in"])
    try edit(practice, "ana", "mission.md", "## ", "## ")
    let text = try practice.read("Charters/mission.md", of: ana)
    try practice.write(text + "\nAnd we listen.\n", to: "Charters/mission.md", of: ana)
    try practice.expect(ana, ["propose", "Listen", "-m", "We should."])
    let refused = try practice.expect(
      practice.member("ben"), ["approve", "listen", "--for", "dee"], status: 1)
    #expect(refused.contains("deputies now: cy"))
    let signed = try practice.expect(cy, ["approve", "listen", "--for", "dee"])
    #expect(signed.contains("as cy for dee"))
    let status = try practice.expect(ana, ["sync"]) + practice.look(ana, ["status", "listen"])
    #expect(status.contains("cy for dee"))
    // After the day the same signature counts no more.
    practice.wait(days: 60)
    let late = try practice.look(ana, ["status", "listen"], status: 8)
    #expect(late.contains("was a deputy no longer"))
    practice.wait(days: -59)
    try practice.expect(ana, ["ratify", "listen"])
    try verify(practice, steps: 2)
  }

  @Test func anExperimentIsTakenBackWithoutApproval() throws {
    let practice = try Self.practice()
    let (ana, ben, cy) = (practice.member("ana"), practice.member("ben"), practice.member("cy"))
    try edit(practice, "ana", "agreements/hours.md", "nine to five", "noon to eight")
    let before = try practice.git(ana, ["show", "main:Charters/agreements/hours.md"])
    try practice.expect(
      ana,
      [
        "propose", "Open late", "-m", "See who comes.", "--experiment", "20 weeks", "--effective",
        "2023-11-20", "--affects", "dee", "--with", "cy",
      ])
    let tooLong = try practice.look(ana, ["status"], status: 1)
    #expect(tooLong.contains("must end within 8 weeks"))
    let json = try practice.look(ana, ["status", "--json"], status: 1)
    #expect(json.contains("\"effective\": \"2023-11-20\""))
    #expect(
      json.contains("\"term\": \"experiment\"") && json.contains("\"expires\": \"2024-04-02\""))
    #expect(json.contains("\"affects\": [\n      \"dee\"\n    ]"))
    let blind = try practice.expect(ana, ["approve", "--interactive"], status: 64)
    #expect(blind.contains("--interactive needs a terminal"))
    try practice.expect(ana, ["withdraw", "open-late"])
    try edit(practice, "ana", "agreements/hours.md", "nine to five", "noon to eight")
    try practice.expect(
      ana, ["propose", "Open late again", "-m", "See who comes.", "--experiment", "2023-12-20"])
    let written = try practice.read("Charters/agreements/hours.md", of: ana)
    #expect(written.contains("  - sections: [\"Agreement\"]\n    until: 2023-12-20\n"))
    #expect(written.contains("sponsor: ana"))
    #expect(try practice.git(ana, ["status", "--porcelain"]) == "")
    try practice.expect(ben, ["approve", "open-late-again"])
    try practice.expect(ana, ["ratify", "open-late-again"])
    practice.wait(days: 50)
    try practice.git(cy, ["fetch", "--quiet", "origin"])
    let verified = try practice.expect(cy, ["verify", "origin/main"])
    #expect(verified.contains("charter revert 2"))

    try practice.git(cy, ["switch", "--quiet", "main"])
    try practice.git(cy, ["pull", "--quiet", "--ff-only"])
    try practice.expect(cy, ["revert", "2", "-m", "Nobody came."])
    let free = try practice.look(cy, ["status"])
    #expect(free.contains("takes back what step 2 tried, word for word"))
    try practice.expect(cy, ["ratify"])
    #expect(try practice.git(cy, ["show", "main:Charters/agreements/hours.md"]) == before)
    // The same words do not come back at once.
    try edit(practice, "ana", "agreements/hours.md", "nine to five", "noon to eight")
    let again = try practice.expect(
      ana, ["propose", "Once more", "-m", "Please.", "--experiment", "3 weeks"], status: 1)
    #expect(again.contains("the same words were tried in step 2"))
    try verify(practice, steps: 3)
  }

  @Test func anEmergencyIsKeptOnlyByADecision() throws {
    let practice = try Self.practice()
    let (ana, ben) = (practice.member("ana"), practice.member("ben"))
    try edit(practice, "ana", "roles/desk.md", "holders: [ben]", "holders: [ana]")
    let limits = try practice.expect(
      ana, ["propose", "Mine", "-m", "Now.", "--experiment", "2 weeks"], status: 1)
    #expect(limits.contains("who decides is changed for good or not at all"))
    try practice.git(ana, ["checkout", "--quiet", "--", "Charters"])
    try edit(practice, "ana", "agreements/hours.md", "nine to five", "closed today")
    try practice.expect(
      ana, ["propose", "Storm", "-m", "The roof is off.", "--emergency", "3 days", "--approve"])
    try practice.expect(ana, ["ratify", "storm"])
    try edit(practice, "ben", "agreements/hours.md", "closed today", "closed all week")
    let second = try practice.expect(
      ben, ["propose", "Longer", "-m", "Still off.", "--emergency", "3 days"], status: 1)
    #expect(second.contains("under an emergency already"))
    try practice.git(ben, ["checkout", "--quiet", "--", "Charters"])
    // Taking only the entry out keeps the words, and that is a decision on them.
    let text = try practice.read("Charters/agreements/hours.md", of: ben)
    let kept = text.replacing(/experiments:\n(  .*\n)+/, with: "")
    #expect(kept != text)
    try practice.write(kept, to: "Charters/agreements/hours.md", of: ben)
    try practice.expect(ben, ["propose", "Stay closed", "-m", "It was right."])
    let status = try practice.look(ben, ["status"], status: 8)
    #expect(status.contains("Agreement (edit)"))
    try practice.expect(practice.member("cy"), ["comment", "stay-closed", "-m", "Yes."])
    practice.wait(days: 3)
    try practice.expect(ben, ["ratify", "stay-closed"])
    try verify(practice, steps: 2)
  }
}
