import ArgumentParser
import Charters
import Console
import Policies

/// What people are supposed to say about a simulated change.
struct SimulatedAnswers: ParsableArguments {
  @Option(
    help: ArgumentHelp("Who proposes it; again for those who propose it too.", valueName: "h"))
  var proposer: [String] = []

  @Option(
    name: .customLong("co-author"), help: ArgumentHelp("Who wrote part of it.", valueName: "h"))
  var coAuthor: [String] = []

  @Option(help: ArgumentHelp("Who approves.", valueName: "a,b"))
  var approve: [String] = []

  @Option(help: ArgumentHelp("Who objects, and why.", valueName: "c[:reason]"))
  var object: [String] = []

  @Option(help: ArgumentHelp("Who abstains.", valueName: "d"))
  var abstain: [String] = []

  @Option(help: ArgumentHelp("Who only comments.", valueName: "e"))
  var comment: [String] = []

  @Option(help: ArgumentHelp("Who approves in spite of whose objection.", valueName: "a:c"))
  var despite: [String] = []

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("Whose decision is made in whose place.", valueName: "kim:ana"))
  var principals: [String] = []

  @Option(
    help: ArgumentHelp("Whom the proposer asks for advice, and when.", valueName: "e@2026-11-20"))
  var ask: [String] = []

  /// The sign-offs, in the order of people's handles.
  func signoffs(_ atoms: [Atom], at date: Timestamp, in place: PolicyPlace) throws -> [Signoff] {
    var decisions: [(member: Handle, decision: Decision, reason: String?)] = []
    func add(_ values: [String], _ decision: Decision) throws {
      for value in values {
        // A reason may hold commas, so an objection is one person's.
        let texts = decision == .object ? [value] : value.split(separator: ",").map(String.init)
        for text in texts {
          let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
          let member = try place.member(String(parts[0]))
          if let other = decisions.first(where: { $0.member == member }) {
            guard other.decision == decision else {
              throw Failure(
                "\(member) can say only one thing",
                facts: ["\(other.decision.rawValue) and \(decision.rawValue)"], status: .usage)
            }
            continue
          }
          var reason: String?
          if decision == .object { reason = parts.count == 2 ? String(parts[1]) : "for a reason" }
          decisions.append((member, decision, reason))
        }
      }
    }
    let (pairs, stand) = (try pairs(despite, in: place), try pairs(principals, in: place))
    try add(approve + pairs.map(\.0.text), .approve)
    try add(object, .object)
    try add(abstain, .abstain)
    try add(comment, .comment)
    for (_, objector) in pairs
    where !decisions.contains(where: { $0.member == objector && $0.decision == .object }) {
      throw Failure("\(objector) does not object", hint: "--object \(objector)", status: .usage)
    }
    for (deputy, _) in stand where !decisions.contains(where: { $0.member == deputy }) {
      throw Failure("\(deputy) says nothing", hint: "--approve \(deputy)", status: .usage)
    }
    return try asks(atoms, at: date, in: place)
      + decisions.sorted { $0.member < $1.member }.map { said in
        Signoff(
          id: Self.id(said.member), commit: "", member: said.member,
          principal: stand.first { $0.0 == said.member }?.1, decision: said.decision, date: date,
          reason: said.reason, sections: [],
          despite: pairs.filter { $0.0 == said.member }.map { Self.id($0.1) }.sorted(), defects: [],
          objectionStands: said.decision == .object, sameAtoms: Set(atoms.indices),
          sameCharters: Set(atoms.map(\.charter)), sameProposal: true)
      }
  }

  /// What the proposer asks; where nobody is named as one, somebody who is not asked does.
  private func asks(
    _ atoms: [Atom], at date: Timestamp, in place: PolicyPlace
  ) throws -> [Signoff] {
    let asked = try ask.flatMap { $0.split(separator: ",") }.map { text in
      let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
      var moment = date
      if parts.count == 2 {
        guard let said = Timestamp(argument: String(parts[1])) else {
          throw Failure("\(parts[1]) is no moment", hint: "--ask e@2026-11-20", status: .usage)
        }
        moment = said
      }
      return (member: try place.member(String(parts[0])), moment: moment)
    }
    let proposer =
      try place.members(proposer).first
      ?? place.roster.active.first { other in !asked.contains { $0.member == other } }
    guard let proposer else { return [] }
    return asked.map { member, moment in
      Signoff(
        id: "asked:\(member)", commit: "", member: proposer, principal: nil, decision: .ask,
        date: moment, reason: nil, sections: [], despite: [], defects: [], objectionStands: false,
        sameAtoms: [], sameCharters: [], sameProposal: false, asks: [member])
    }
  }

  private static func id(_ member: Handle) -> String { "simulated:\(member)" }

  private func pairs(
    _ texts: [String], in place: PolicyPlace
  ) throws -> [(Handle, Handle)] {
    try texts.flatMap { $0.split(separator: ",") }.map { text in
      let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else {
        throw Failure("\(text) names no two people", hint: "for example kim:ana", status: .usage)
      }
      return (try place.member(parts[0]), try place.member(parts[1]))
    }
  }
}

extension PolicyPlace {
  /// The member whom somebody names; refused where nobody is.
  func member(_ text: String) throws -> Handle {
    guard let handle = Handle(text) else {
      throw Failure("\(text) is no member's short name", status: .usage)
    }
    guard roster.members[handle] != nil else {
      let near = Spelling.nearest(to: text, in: roster.members.keys.map(\.text).sorted())
      throw Failure(
        "\(handle) is no member \(name)",
        facts: ["members: \(roster.present.map(\.text).joined(separator: ", "))"],
        hint: near.map { "did you mean \($0, .command)?" }, status: .usage)
    }
    return handle
  }

  func members(_ texts: [String]) throws -> [Handle] {
    try texts.flatMap { $0.split(separator: ",") }.map { try member(String($0)) }
  }
}
