import Charters
import Console
import Policies

/// Who has to do with a charter: by its fields, by the domains of roles, and by the rules.
struct WhoAnswer {
  let part: CharterPart
  let matters: [PolicySituation.Matter]
  /// In words: `holds it`, `leads it`, and the people; what it serves.
  private var hands: [(role: String, key: String, people: [String])] = []

  init(_ part: CharterPart, in place: PolicyPlace, at now: Timestamp) throws {
    let situation = try place.situation(at: now)
    self.part = part
    matters = situation.matters(of: part.charter, section: part.section)
    let (roster, charter) = (place.roster, part.charter)
    if let role = charter.role, let found = roster.roles[role] {
      let holders = found.holders.filter { $0.isInForce(at: now) }.map { holding in
        holding.who.text + (holding.until.map { " (until \($0))" } ?? "")
      }
      hands.append(("holds it", "holders", holders))
      if let coach = found.coach { hands.append(("coaches it", "coach", [coach.text])) }
    }
    if let team = charter.team, let found = roster.teams[team] {
      let name = charter.kind == .team ? "it" : "team \(team)"
      if let lead = found.lead { hands.append(("leads \(name)", "lead", [lead.text])) }
      hands.append(("is in \(name)", "members", found.members.map(\.text)))
    }
    if let member = charter.member {
      if let coach = roster.members[member]?.coach {
        hands.append(("coaches them", "coach", [coach.text]))
      }
      hands.append(("holds roles", "roles", roster.roles(heldBy: member, at: now).map(\.text)))
      hands.append(("is in teams", "teams", roster.teams(of: member).map(\.text)))
    }
    let domains = situation.roles(lookingAfter: charter).flatMap { role in
      roster.holders(of: role, at: now).map { "\($0) (role \(role))" }
    }
    if !domains.isEmpty { hands.append(("looks after it", "domainHolders", domains)) }
    let affected = place.charters.first { $0.path == charter }?.frontMatter?.list("affects")
    hands.append(("must be asked", "affected", (affected ?? []).map(\.value)))
    let graph = ServesGraph(place.charters)
    hands.append(("serves", "serves", graph.served(by: charter).map(\.target.name)))
    hands = hands.filter { !$0.people.isEmpty }
  }

  func text(width: Int) -> Text {
    let column = hands.map(\.role.count).max() ?? 0
    var lines = hands.map { hand -> Text in
      ("  " + Text(hand.role, .dim).padded(to: column) + "  "
        + Text(hand.people.joined(separator: ", "), .strong))
        .wrapped(to: width, hanging: column + 4)
    }
    if !lines.isEmpty { lines.append("") }
    return lines.lines + MattersScreen(matters: matters, width: width).text
  }

  var document: JSON {
    let people = hands.map { hand in
      JSON.Member(key: hand.key, value: .strings(hand.people))
    }
    return [
      "schema": "charter.who/1", "charter": .string(part.charter.display),
      "section": .optional(part.section?.description), "people": .object(people),
      "matters": .array(matters.map(JSON.matter)),
    ]
  }
}
