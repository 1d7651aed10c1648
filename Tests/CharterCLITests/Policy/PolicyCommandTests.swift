import Foundation
import TestSupport
import Testing

@testable import CharterCLI

/// `charter policy …` and `charter who` on a folder, outside any repository.
@Suite struct PolicyCommandTests {
  let drafts: PolicyDrafts

  init() throws { drafts = try PolicyDrafts() }

  // MARK: lint

  @Test func lintNamesFileLineColumnCodeAndACorrectLine() throws {
    let run = try drafts.lint(
      """
      charter-policy: 1
      rules:
        - name: Roles
          for: { kind: role, section: Purpse }
          needs: [ { approve: 75 of team core } ]
      default: { exclude: nobody, needs: [ { approve: 2/3 of everyone } ] }

      """)
    #expect(run.status == .no)
    #expect(
      run.output.contains(
        "Charters/policy.yml:5:25: error: team core is 3 people, not 75: did you mean 75%?"),
      "\(run.output)")
    #expect(run.output.contains("hint: - approve: 75% of team core"))
  }

  @Test func lintSaysWhatNobodyMeant() throws {
    let run = try drafts.lint(
      """
      charter-policy: 1
      rules:
        - name: Roles
          for: { kind: role, section: Purpse }
          exclude: nobody
          needs: [ { approve: 2 of everyone } ]
      default: { exclude: nobody, needs: [ { approve: 2/3 of everyone } ] }

      """)
    #expect(run.status == .no)
    #expect(
      run.output.contains(
        "policy.yml:4:33: warning: no charter has a section 'Purpse': did you mean Purpose?"),
      "\(run.output)")
    #expect(run.output.contains("[dead-match]"))
    let document = try drafts.run(["policy", "lint", "--tree", drafts.path, "--json"]).document()
    let findings = try #require(document["findings"] as? [[String: Any]])
    #expect(document["schema"] as? String == "charter.policy-lint/1")
    #expect(findings.first?["code"] as? String == "dead-match")
    #expect(findings.first?["line"] as? Int == 4)
  }

  @Test func adviceFailsNoCheck() throws {
    let run = try drafts.lint(
      """
      charter-policy: 1
      rules: []
      default: { exclude: nobody, needs: [ { approve: 75% of everyone } ] }

      """, members: ["ana", "ben", "cy"])
    #expect(run.status == .done)
    #expect(run.output.contains("advice: 75% of everyone is all 3"), "\(run.output)")
  }

  @Test func whereThereIsNoPolicyThereIsNothingToLint() throws {
    try drafts.folder.write("nothing\n", to: "empty/notes.txt")
    let run = try drafts.run(["policy", "lint", "--tree", drafts.folder.path("empty")])
    #expect(run.status == .impossible)
    #expect(run.errors.contains("there are no charters in"))
  }

  // MARK: explain and who

  @Test func explainSaysWhoByName() throws {
    let run = try drafts.run(["policy", "explain", "roles/clerk#Purpose", "--tree", drafts.path])
    #expect(run.status == .done)
    #expect(run.output.contains("What a role is for"))
    #expect(run.output.contains("an approval by ben"), "\(run.output)")
    #expect(run.output.contains("approvals by 2 of ana, ben and cy"))
    let document = try drafts.run(
      ["policy", "explain", "roles/clerk.md", "--tree", drafts.path, "--json"]
    ).document()
    #expect(document["schema"] as? String == "charter.policy-explain/1")
    let matters = try #require(document["matters"] as? [[String: Any]])
    #expect(matters.count == 2)
    #expect(matters.allSatisfy { $0["least"] is Int })
  }

  @Test func explainByPersonAndByTeam() throws {
    let person = try drafts.run(["policy", "explain", "--person", "ben", "--tree", drafts.path])
    #expect(person.output.contains("roles/clerk.md"))
    #expect(person.output.contains("everything but Purpose"), "\(person.output)")
    let other = try drafts.run(["policy", "explain", "--person", "cy", "--tree", drafts.path])
    #expect(other.output.hasPrefix("Decides alone\n  nothing\n"), "\(other.output)")
    let team = try drafts.run(["policy", "explain", "--team", "core", "--tree", drafts.path])
    #expect(team.output.contains("By itself, it decides"))
    let nobody = try drafts.run(["policy", "explain", "--person", "bem", "--tree", drafts.path])
    #expect(nobody.status == .impossible)
    #expect(nobody.errors.contains("did you mean ben?"))
  }

  @Test func whoNamesHoldersAndThoseToBeAsked() throws {
    let run = try drafts.run(["who", "roles/clerk", "--tree", drafts.path])
    #expect(run.output.contains("holds it       ben"), "\(run.output)")
    #expect(run.output.contains("must be asked  team core"))
    let document = try drafts.run(["who", "roles/clerk", "--tree", drafts.path, "--json"])
      .document()
    let people = try #require(document["people"] as? [String: [String]])
    #expect(people == ["holders": ["ben"], "affected": ["team core"]])
  }

  // MARK: simulate

  @Test func simulateEndsAsStatusWould() throws {
    let purpose = ["--change", "roles/clerk.md#Purpose", "--tree", drafts.path]
    func state(_ more: [String]) throws -> (String, CharterCLI.ExitStatus) {
      let run = try drafts.run(["policy", "simulate", "--json"] + purpose + more)
      return (try run.document()["state"] as? String ?? "", run.status)
    }
    #expect(try state(["--proposer", "ana"]) == ("waiting-people", .waiting))
    #expect(
      try state(["--proposer", "ana", "--approve", "ben,cy"]) == ("waiting-people", .waiting))
    let all = ["--proposer", "ana", "--approve", "ana,ben", "--approve", "cy"]
    #expect(try state(all + ["--opened", "2026-01-01", "--now", "2026-01-02"]).1 == .waiting)
    #expect(
      try state(all + ["--opened", "2026-01-01", "--now", "2026-01-05"]) == ("approved", .done))
    #expect(
      try state(
        [
          "--approve", "ben,cy", "--object", "ana:too soon", "--opened", "2026-01-01", "--now",
          "2026-01-05",
        ])
        == ("blocked", .no))
    #expect(try state(all + ["--opened", "2026-01-01", "--now", "2026-12-05"]).0 == "lapsed")
  }

  @Test func everyOptionOfSimulateMatters() throws {
    func signoffs(_ more: [String]) throws -> [[String: Any]] {
      let document = try drafts.run(
        ["policy", "simulate", "--json", "--change", "mission.md#Statement", "--tree", drafts.path]
          + more
      ).document()
      return try #require(document["signoffs"] as? [[String: Any]])
    }
    func reasons(_ more: [String]) throws -> [String] {
      try signoffs(more).first?["reasons"] as? [String] ?? []
    }
    #expect(try reasons(["--approve", "ben"]) == [])
    #expect(try reasons(["--approve", "ben", "--proposer", "ben"]) == ["proposer"])
    #expect(try reasons(["--approve", "ben", "--co-author", "ben"]) == ["co-author"])
    #expect(try signoffs(["--abstain", "cy"]).first?["decision"] as? String == "abstain")
    #expect(try signoffs(["--comment", "cy"]).first?["decision"] as? String == "comment")
    #expect(try signoffs(["--approve", "cy", "--for", "cy:ana"]).first?["for"] as? String == "ana")
    let despite = try signoffs(["--object", "cy:no", "--despite", "ana:cy"])
    #expect(despite.map { $0["member"] as? String } == ["ana", "cy"])
    #expect(despite[1]["text"] as? String == "no")
  }

  @Test func simulateUnderstandsChanges() throws {
    func matched(_ change: String) throws -> Set<String> {
      let document = try drafts.run(
        ["policy", "simulate", "--json", "--change", change, "--tree", drafts.path]
      ).document()
      let rules = try #require(document["rules"] as? [[String: Any]])
      return Set(
        rules.flatMap { $0["matched"] as? [[String: Any]] ?? [] }.map {
          "\($0["section"] as? String ?? "") \($0["change"] as? String ?? "")"
        })
    }
    #expect(try matched("mission") == ["(intro) edit"])
    #expect(try matched("Charters/mission.md#Statement:delete") == ["Statement delete"])
    #expect(
      try matched("roles/clerk.md:delete")
        == [
          "(intro) delete", "Purpose delete", "Practices delete", "Practices > Mornings delete",
          "(settings) > kind delete", "(settings) > title delete", "(settings) > holders delete",
          "(settings) > affects delete",
        ])
    #expect(
      try matched("roles/clerk.md#Practices:move")
        == ["Practices move", "Practices > Mornings move"])
    #expect(try matched("roles/clerk.md#(settings) > holders") == ["(settings) > holders edit"])
    #expect(try matched("policy.yml") == ["(policy) edit"])
    #expect(try matched("roles/cook:create").contains("Purpose create"))
  }

  @Test func simulateAsksForAdviceAndTriesThingsForATime() throws {
    try drafts.folder.write(
      """
      charter-policy: 1
      rules:
        - name: Those affected are asked
          for: { kind: role }
          exclude: nobody
          needs:
            - advice: affected
              wait: 3 days
            - approve: 1 of everyone
        - name: Safe to try
          for: { kind: role, term: experiment }
          exclude: nobody
          needs: [ { approve: 1 of this role }, { expires-within: 4 weeks } ]
      default: { needs: [ { approve: 2/3 of everyone } ] }

      """, to: "drafts/Charters/policy.yml")
    func state(_ more: [String]) throws -> String {
      try drafts.run(
        [
          "policy", "simulate", "--json", "--tree", drafts.path, "--change",
          "roles/clerk.md#Practices", "--proposer", "ben", "--approve", "ben", "--opened",
          "2026-11-20", "--now", "2026-11-24",
        ] + more
      ).document()["state"] as? String ?? ""
    }
    #expect(try state([]) == "waiting-people")
    #expect(try state(["--ask", "ana@2026-11-20,cy@2026-11-20"]) == "approved")
    #expect(try state(["--ask", "ana@2026-11-20", "--ask", "cy@2026-11-22"]) == "waiting-time")
    #expect(try state(["--ask", "ana@2026-11-20", "--comment", "cy"]) == "approved")
    let term = ["--term", "experiment", "--expires"]
    #expect(try state(term + ["2026-12-10"]) == "approved")
    #expect(try state(term + ["2027-12-10"]) == "impossible")
    #expect(try state(term + ["2026-11-01"]) == "expired")
    #expect(try state(["--term", "emergency", "--expires", "2026-12-10"]) == "impossible")
  }

  @Test func whatSimulateDoesNotUnderstand() throws {
    func refusal(_ more: [String]) throws -> String {
      let run = try drafts.run(
        ["policy", "simulate", "--tree", drafts.path, "--change", "mission"] + more)
      #expect(run.status == .usage || run.status == .impossible, "\(more)")
      return run.errors
    }
    #expect(try refusal(["--approve", "anna"]).contains("did you mean ana?"))
    #expect(try refusal(["--approve", "ana", "--object", "ana:no"]).contains("only one thing"))
    #expect(try refusal(["--despite", "ana:cy"]).contains("cy does not object"))
    #expect(try refusal(["--for", "cy:ana"]).contains("cy says nothing"))
    #expect(try refusal(["--change", "mission:move"]).contains("say which section moves"))
    #expect(try refusal(["--change", "sonnets/one.md"]).contains("sonnets/one.md"))
    #expect(try refusal(["--at", "HEAD"]).contains("exclude"))
    #expect(try refusal(["--term", "experiment"]).contains("--expires"))
    #expect(try refusal(["--expires", "2026-12-31"]).contains("--term experiment"))
    #expect(try refusal(["--ask", "ana@soon"]).contains("no moment"))
  }
}

/// A folder of charters that nobody has founded.
final class PolicyDrafts {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder("charter-policy")
    path = folder.path("drafts")
    try write(Self.policy, members: ["ana", "ben", "cy", "dee"])
    try file(
      "teams/core/team.md", "kind: team\ntitle: Core\nlead: ana\nmembers: [ana, ben, cy]",
      "# Core\n\n## Purpose\n\nThis.\n")
    try file(
      "roles/clerk.md", "kind: role\ntitle: Clerk\nholders: [ben]\naffects: [team core]",
      "# Clerk\n\n## Purpose\n\nThis.\n\n## Practices\n\nThat.\n\n### Mornings\n\nTea.\n")
    try file("mission.md", "kind: mission\ntitle: Ours", "# Ours\n\n## Statement\n\nThis.\n")
  }

  static let policy = """
    charter-policy: 1
    rules:
      - name: Holders run their own practice
        for: { kind: role, except: { section: Purpose } }
        exclude: nobody
        needs: [ { approve: 1 of this role } ]
      - name: What a role is for
        for: { kind: role, section: Purpose }
        exclude: nobody
        needs:
          - approve: 1 of this role
          - approve: 2 of team core
          - consent: team core
          - open-for: 2 days
    default: { needs: [ { approve: 2/3 of everyone } ] }

    """

  func write(_ policy: String, members: [String]) throws {
    try folder.write(policy, to: "drafts/Charters/policy.yml")
    for handle in members {
      try file(
        "members/\(handle).md",
        "kind: member\nname: \(handle)\nkeys:\n  - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI\(handle)",
        "# \(handle)\n")
    }
  }

  private func file(_ name: String, _ fields: String, _ body: String) throws {
    try folder.write("---\n\(fields)\n---\n\(body)", to: "drafts/Charters/\(name)")
  }

  func lint(_ policy: String, members: [String] = []) throws -> CapturedRun {
    if members.count == 3 {
      try Files.remove(path + "/Charters/members/dee.md")
    }
    try folder.write(policy, to: "drafts/Charters/policy.yml")
    return try run(["policy", "lint", "--tree", path])
  }

  func run(_ arguments: [String]) throws -> CapturedRun {
    CapturedRun(arguments, in: folder.path)
  }
}
