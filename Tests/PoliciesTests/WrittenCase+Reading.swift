import CharterTemplates
import Foundation
import Testing

@testable import Charters
@testable import Policies

struct Misread: Error, CustomStringConvertible {
  let description: String
}

extension WrittenCase {
  /// The policy's text, with the first line that every policy has.
  var policyText: String {
    let lines = lines("policy")
    let hasVersion = lines.contains { $0.hasPrefix("charter-policy") }
    return ((hasVersion ? [] : ["charter-policy: 1"]) + lines).joined(separator: "\n") + "\n"
  }

  func policy() throws -> Policy {
    let preset = self["preset"].flatMap { Preset(rawValue: $0) }
    let (policy, problems) = Policy.read(preset.map(Templates.policy) ?? Array(policyText.utf8))
    guard let policy else {
      throw Misread(description: "\(testDescription): \(problems.map(\.message))")
    }
    return policy
  }

  static func handle(_ text: String) throws -> Handle {
    guard let handle = Handle(text) else { throw Misread(description: "no handle: \(text)") }
    return handle
  }

  func handles(_ key: String) throws -> [Handle] {
    try lines(key).flatMap { $0.words }.map { try Self.handle($0) }
  }

  /// `members: ana bo`, `absent: kim`, `left: rob`, `team support: ana, bo, kim` (lead first; `-`
  /// for none), `role triage: bo until 2026-11-30`, `domains triage: agreements/**`,
  /// `deputies ana: kim until 2026-11-30`.
  func roster() throws -> Roster {
    var members: [Member] = []
    for (key, status) in [
      ("members", Member.Status.active), ("absent", .absent), ("left", .left),
      ("keyless", .active),
    ] {
      for handle in try handles(key) {
        let key = Located("ssh-ed25519 \(handle.text)", line: 1, column: 1)
        members.append(
          Member(
            handle: handle, name: handle.text, status: status,
            keys: self["keyless"]?.words.contains(handle.text) == true ? [] : [key],
            deputies: try deputies(of: handle),
            path: try CharterPath("Charters/members/\(handle.text).md")))
      }
    }
    let teams = try entries.filter { $0.key.hasPrefix("team ") }.map { entry in
      guard let id = TeamID(entry.key.dropFirst(5)) else { throw Misread(description: entry.key) }
      let names = entry.value.words
      return Team(
        id: id, path: try CharterPath(id.charterText), lead: Handle(names.first ?? ""),
        members: try names.filter { $0 != "-" }.map { try Self.handle($0) })
    }
    let roles = try entries.filter { $0.key.hasPrefix("role ") }.map { entry in
      let name = String(entry.key.dropFirst(5))
      return try Self.role(name, entry.value, domains: self["domains \(name)"] ?? "")
    }
    return Roster(members: members, teams: teams, roles: roles)
  }

  private func deputies(of handle: Handle) throws -> [Deputy] {
    try (self["deputies \(handle.text)"] ?? "").components(separatedBy: ",").map(\.trimmed)
      .filter { !$0.isEmpty }.map { text in
        let (name, until) = text.divided(at: " until ")
        guard let day = Day(until) else { throw Misread(description: text) }
        return Deputy(who: try Self.handle(name), until: day)
      }
  }

  private static func role(_ name: String, _ value: String, domains: String) throws -> Role {
    guard let id = RoleID(name) else { throw Misread(description: name) }
    let folders = (id.team?.text.split(separator: "/") ?? []).map { "teams/\($0)/" }.joined()
    let holders = try value.components(separatedBy: ",").map(\.trimmed).filter { !$0.isEmpty }
      .map { text in
        let (name, until) = text.divided(at: " until ")
        return Holding(who: try handle(name), until: Day(until))
      }
    return Role(
      id: id, path: try CharterPath("Charters/\(folders)roles/\(id.name).md"), holders: holders,
      domains: domains.components(separatedBy: ",").map(\.trimmed).filter { !$0.isEmpty }
        .map { Located($0, line: 1, column: 1) })
  }

  /// `affects roles/support.md: team support, ana` of a charter, `affects: ana` of the opening.
  private func affects() throws -> Affects {
    func list(_ text: String) throws -> [Affected] {
      try text.components(separatedBy: ",").map(\.trimmed).filter { !$0.isEmpty }.map { name in
        guard let affected = Affected(name) else { throw Misread(description: name) }
        return affected
      }
    }
    var charters: [CharterPath: [Affected]] = [:]
    for entry in entries where entry.key.hasPrefix("affects ") {
      let path = try CharterPath("Charters/\(entry.key.dropFirst(8))")
      charters[path, default: []] += try list(entry.value)
    }
    return Affects(charters: charters, opening: try list(self["affects"] ?? ""))
  }

  /// `edit roles/support.md#Purpose`, `move values.md#A -> B`.
  func atoms() throws -> [Atom] {
    try lines("change").map { line in
      let words = line.divided(at: " ")
      guard let change = Change(rawValue: words.0) else { throw Misread(description: line) }
      let (place, movedTo) = words.1.divided(at: " -> ")
      let (path, section) = place.divided(at: "#")
      guard let section = SectionPath(section) else { throw Misread(description: line) }
      return Atom(
        charter: try CharterPath("Charters/\(path)"), section: section, change: change,
        movedTo: movedTo.isEmpty ? nil : SectionPath(movedTo))
    }
  }

  /// `day 6`, `day 6 hour 12`.
  static func instant(_ text: String) throws -> Timestamp? {
    if text == "never" { return nil }
    let words = text.words
    guard words.count >= 2, let day = Int64(words[1]) else { throw Misread(description: text) }
    let hour = words.count == 4 ? Int64(words[3]) ?? 0 : 0
    guard let start = Day("2026-11-01")?.start else { throw Misread(description: text) }
    return start.adding(seconds: day * 86_400 + hour * 3_600)
  }

  func judged() throws -> Case {
    let atoms = try atoms()
    let start = try Self.instant("day 0") ?? Timestamp(seconds: 0)
    let opening = try self["opening"].flatMap { try Self.instant($0) } ?? start
    let opened = try self["opened"].map { try Self.instant($0) } ?? opening
    let written = try lines("signoffs").enumerated().map { index, line in
      try WrittenSignoff(line, index: index)
    }
    let signoffs = try written.map { try $0.signoff(atoms, at: opening, among: written) }
    let moot = zip(lines("signoffs"), signoffs).filter { $0.0.contains("settled") }.map(\.1.id)
    return Case(
      policy: try policy(), roster: try roster(), atoms: atoms,
      proposers: try handles("proposer"), coAuthors: try handles("co-author"),
      subjects: try handles("subject"), term: Term(rawValue: self["term"] ?? "") ?? .permanent,
      opened: opened, openingDate: opening,
      lastContent: try self["last words"].map { try Self.instant($0) }
        ?? opened.map { _ in opening },
      now: try Self.instant(self["now"] ?? "day 30") ?? start, signoffs: signoffs,
      mootObjections: Set(moot), expires: self["expires"].flatMap { Day($0) },
      affects: try affects(), undoes: self["undoes"].flatMap { Int($0) })
  }
}

/// `bo approves`, `kim objects: too fast`, and after semicolons what the evidence found:
/// `stale PLACE`, `other words in CHARTER`, `other proposal`, `defect CODE`, `ended`, `settled`,
/// `for HANDLE`, `despite HANDLE`, `on day 3`.  `ana asks bo kim` asks both for advice.
private struct WrittenSignoff {
  let member: Handle
  let decision: Decision
  let reason: String?
  let facts: [String]
  let asks: [Handle]
  let index: Int
  var id: String { "sha256:\(index)" }

  init(_ line: String, index: Int) throws {
    let parts = line.components(separatedBy: ";").map(\.trimmed)
    let (act, reason) = parts[0].divided(at: ":")
    let words = act.words
    let verbs: [String: Decision] = [
      "approves": .approve, "objects": .object, "abstains": .abstain, "retracts": .retract,
      "comments": .comment, "asks": .ask,
    ]
    guard words.count == 2 || words.dropFirst().first == "asks", let decision = verbs[words[1]]
    else {
      throw Misread(description: line)
    }
    member = try WrittenCase.handle(words[0])
    self.decision = decision
    asks = try words.dropFirst(2).map { try WrittenCase.handle($0) }
    self.reason = reason.isEmpty ? nil : reason
    facts = Array(parts.dropFirst())
    self.index = index
  }

  private func facts(_ prefix: String) -> [String] {
    facts.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)).trimmed }
  }

  func signoff(
    _ atoms: [Atom], at opening: Timestamp, among all: [WrittenSignoff]
  ) throws -> Signoff {
    let date =
      try facts("on ").first.flatMap { try WrittenCase.instant($0) }
      ?? opening.adding(seconds: Int64(index))
    let despite = try facts("despite ").map { name in
      guard let objection = all.last(where: { $0.member.text == name && $0.decision == .object })
      else { throw Misread(description: "\(name) does not object") }
      return objection.id
    }
    let stale = Set(facts("stale "))
    let fresh = atoms.indices.filter { index in
      let atom = atoms[index]
      return !stale.contains("\(atom.charter.display)#\(atom.section)") && !stale.contains("all")
    }
    let otherWords = Set(facts("other words in "))
    let charters = Set(atoms.map(\.charter)).filter { charter in
      !otherWords.contains(charter.display)
        && atoms.indices.allSatisfy { atoms[$0].charter != charter || fresh.contains($0) }
    }
    let defects = try facts("defect ").map { code in
      guard let code = ReasonCode(rawValue: code) else { throw Misread(description: code) }
      return code
    }
    return Signoff(
      id: id, commit: "\(index)", member: member,
      principal: facts("for ").first.flatMap { Handle($0) }, decision: decision,
      date: date, reason: reason, sections: [], despite: despite,
      defects: defects, objectionStands: decision == .object && !facts.contains("ended"),
      sameAtoms: Set(fresh), sameCharters: charters,
      sameProposal: fresh.count == atoms.count && otherWords.isEmpty
        && !facts.contains("other proposal"), asks: asks)
  }
}
