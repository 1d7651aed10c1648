import TestSupport
import Testing

/// Several people at the same moment, on one real server.
@Suite struct RaceTests {
  static let policy = """
    charter-policy: 1
    rules:
      - name: Three others agree
        for: {}
        needs:
          - approve: 3 of everyone

    """

  @Test func fourApproveAtTheSameMoment() async throws {
    let practice = try Practice(["ana", "ben", "cy", "dee", "eve"], policy: Self.policy)
    let ana = practice.members[0]
    let others = Array(practice.members.dropFirst())
    try Self.widen(practice, ana, by: "We also deliver.")
    try practice.expect(ana, ["propose", "Deliver", "-m", "People asked."])
    let outcomes = try await withThrowingTaskGroup(of: Practice.Outcome.self) { group in
      for member in others {
        group.addTask { try practice.charter(member, ["approve", "deliver", "--yes"]) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    for outcome in outcomes { #expect(outcome.status == 0, "\(outcome.text)") }
    let refs = try practice.git(ana, ["ls-remote", practice.server, "refs/charter/signoffs/*"])
    #expect(refs.split(separator: "\n").count == 4, "\(refs)")
    try practice.expect(ana, ["ratify", "deliver"])
    let log = try practice.git(
      ana, ["log", "--format=%an %s", "main", "--grep=^Approve: Deliver"])
    for member in others {
      #expect(log.split(separator: "\n").filter { $0.hasPrefix(member.name) }.count == 1, "\(log)")
    }
    try practice.expect(ana, ["verify"])
  }

  @Test func twoRatificationsRace() async throws {
    let practice = try Practice(["ana", "ben", "cy", "dee"], policy: Self.policy)
    let (ana, ben) = (practice.members[0], practice.members[1])
    try Self.widen(practice, ana, by: "We also deliver.")
    try practice.expect(ana, ["propose", "Deliver", "-m", "People asked."])
    try practice.write(
      Self.role, to: "Charters/roles/support.md", of: ben)
    try practice.expect(ben, ["propose", "A support role", "-m", "Somebody must answer."])
    for (slug, proposer) in [("deliver", "ana"), ("a-support-role", "ben")] {
      for member in practice.members where member.handle != proposer {
        try practice.expect(member, ["approve", slug, "--yes"])
      }
    }
    async let first = Task { try practice.charter(ana, ["ratify", "deliver"]) }.value
    async let second = Task { try practice.charter(ben, ["ratify", "a-support-role"]) }.value
    let outcomes = try await [first, second]
    for outcome in outcomes { #expect(outcome.status == 0, "\(outcome.text)") }
    let cy = practice.member("cy")
    try practice.git(cy, ["pull", "--quiet", "origin", "main"])
    let report = try practice.expect(cy, ["verify", "--json"])
    #expect(report.contains("\"outcome\": \"valid\"") || report.contains("\"outcome\":\"valid\""))
    #expect(try practice.git(cy, ["rev-list", "--count", "--first-parent", "main"]) == "3\n")
  }

  static let role = """
    ---
    kind: role
    title: Support
    holders: [ben]
    ---
    # Support

    ## Purpose

    To answer.

    ## Domains

    - The telephone

    ## Accountabilities

    - Answering

    ## Practices

    We answer.

    """

  static func widen(_ practice: Practice, _ member: TestMember, by line: String) throws {
    let path = "Charters/mission.md"
    let text = try practice.read(path, of: member)
    try practice.write(text + "\n\(line)\n", to: path, of: member)
  }
}
