import Foundation
import TestSupport
import Testing

@testable import CharterCLI

/// What `policy simulate` says is what `status` says of the same thing done in earnest.
@Suite struct SimulationAgreementTests {
  static let policy = """
    charter-policy: 1
    rules:
      - name: Most of us, and nobody objects
        for: { kind: mission, section: Statement }
        needs:
          - approve: majority of everyone
          - consent: everyone
          - open-for: 2 days
      - name: Two for what we do
        for: { kind: mission, section: What we do }
        exclude: nobody
        needs: [ { any-of: [ { approve: 2 of everyone }, { approve: unopposed of person ana } ] } ]
    default: { exclude: nobody, needs: [ { approve: 2/3 of everyone } ] }

    """

  private static let places = [
    (section: "Statement", old: "To serve the valley.", new: "To serve the valleys."),
    (section: "What we do", old: "- Listen.", new: "- Listen well."),
    (section: "Whom we serve", old: "Everybody who lives", new: "Everyone who lives"),
  ]

  @Test func bothWaysAgree() throws {
    let crew = try Crew(policy: Self.policy)
    var generator = SeededGenerator(seed: 7)
    var seen: Set<String> = []
    for round in 0..<6 {
      let proposer = ["ana", "ben", "cy", "dee"].randomElement(using: &generator) ?? "ana"
      let changed = Self.places.filter { _ in Bool.random(using: &generator) }
      let places = changed.isEmpty ? [Self.places[round % 3]] : changed
      try crew.git(proposer, ["switch", "--quiet", "main"])
      var text = try crew.read(proposer, "Charters/mission.md")
      for place in places { text = text.replacing(place.old, with: place.new) }
      try crew.write(proposer, text, to: "Charters/mission.md")
      try crew.ok(proposer, ["propose", "Round \(round)", "-m", "It helps."])
      let opened = crew.seconds
      var arguments = places.flatMap { ["--change", "mission.md#\($0.section)"] }
      arguments += ["--proposer", proposer]
      var hasAnswer = false
      for member in ["ana", "ben", "cy", "dee"] {
        let said =
          ["approve", "approve", "object", "abstain", "comment", ""]
          .randomElement(using: &generator) ?? ""
        if said.isEmpty { continue }
        if member != proposer { hasAnswer = true }
        let needsReason = said == "object" || said == "comment"
        try crew.ok(
          member, [said, "round-\(round)"] + (needsReason ? ["-m", "Because."] : []))
        arguments += ["--\(said)", said == "object" ? "\(member):Because." : member]
      }
      try crew.ok("ana", ["sync"])
      for days in [0, 3] {
        let now = "@\(crew.seconds + Int64(days) * 86_400)"
        let real = try crew.charter("ana", ["status", "round-\(round)", "--json", "--now", now])
          .document()
        let start = hasAnswer ? ["--opened", try Self.moment(real, opened)] : []
        let supposed = try crew.charter(
          "ana", ["policy", "simulate", "--json", "--now", now] + arguments + start
        ).document()
        #expect(Self.essence(real) == Self.essence(supposed), "round \(round), \(arguments)")
        seen.insert(real["state"] as? String ?? "")
      }
    }
    #expect(seen.count >= 3, "\(seen)")
  }

  /// When the wait of the real proposal began.
  private static func moment(_ document: [String: Any], _ seconds: Int64) throws -> String {
    let proposal = document["proposal"] as? [String: Any]
    return proposal?["opened"] as? String ?? "@\(seconds)"
  }

  /// What must be the same: all but ids, dates of words, and sentences that tell times.
  private static func essence(_ document: [String: Any]) -> [String] {
    var lines = ["state \(document["state"] as? String ?? "")"]
    for rule in document["rules"] as? [[String: Any]] ?? [] {
      lines.append("rule \(rule["name"] ?? "") \(rule["state"] ?? "")")
      for place in rule["matched"] as? [[String: Any]] ?? [] {
        lines.append("  \(place["section"] ?? "") \(place["change"] ?? "")")
      }
      for need in rule["needs"] as? [[String: Any]] ?? [] {
        lines.append(
          "  \(need["need"] ?? "") \(need["state"] ?? "") \(need["have"] ?? "") "
            + "\(need["missing"] ?? "") \(need["candidates"] ?? "")")
      }
    }
    let signoffs = (document["signoffs"] as? [[String: Any]] ?? []).map {
      "\($0["member"] ?? "") \($0["decision"] ?? "") \($0["counts"] ?? "") \($0["reasons"] ?? "")"
    }
    let next = document["next"] as? [String: Any]
    return lines + signoffs.sorted() + ["next \(next?["people"] ?? "")"]
  }
}
