import Charters
import Foundation
import Policies
import Practice
import TestSupport

/// Years of a team that never was: who came and went, and what they said, as events for another
/// program and as values for ours.
struct GeneratedSociety {
  private(set) var events: [[String: Any]] = []
  private(set) var deliberations: [Deliberation] = []
  private(set) var joined: [Handle: Timestamp] = [:]
  private(set) var electorates: [(from: Timestamp, electorate: Electorate)] = []
  let start = Timestamp(seconds: 1_577_836_800 + 40 * 86_400)
  private(set) var end = Timestamp(seconds: 0)
  private var random: SeededGenerator
  private var active: [Handle] = []
  private var away: [Handle] = []
  private var teams: [Handle: Set<TeamID>] = [:]
  /// Members who never say a word.
  private var silent: Set<Handle> = []
  private let teamIDs = ["core", "support", "night", "post"].compactMap { TeamID($0) }

  private struct Open {
    let id: Int
    let opened: Timestamp
    let proposers: [Handle]
    var voices: [Deliberation.Voice] = []
    var reworded: Timestamp?
  }

  init(seed: UInt64, members: Int, decisions: Int) {
    random = SeededGenerator(seed: seed)
    var now = start
    for number in 0..<members * 2 / 3 { join(number, at: now) }
    var next = active.count
    var open: [Open] = []
    var number = 0
    while deliberations.count < decisions {
      now = now.adding(seconds: Int64.random(in: 600...40_000, using: &random))
      switch Int.random(in: 0..<100, using: &random) {
      case 0 where next < members:
        join(next, at: now)
        next += 1
      case 1: comeOrGo(at: now)
      case 2..<32 where open.count < 30:
        number += 1
        open.append(propose(number, at: now))
      case 32..<75 where !open.isEmpty:
        let index = Int.random(in: open.indices, using: &random)
        speak(&open[index], at: now)
      default:
        guard open.count > 3 else { continue }
        let index = Int.random(in: open.indices, using: &random)
        close(open.remove(at: index), at: now)
      }
    }
    end = now.adding(seconds: 3 * 86_400)
    for proposal in open { deliberations.append(unended(proposal)) }
  }

  var record: PulseRecord {
    PulseRecord(deliberations: deliberations, joined: joined, electorates: electorates)
  }

  private var electorate: Electorate {
    Electorate(active: Set(active), teams: teams.filter { !$0.value.isEmpty })
  }

  private mutating func note(_ kind: String, at now: Timestamp, _ more: [String: Any]) {
    events.append(more.merging(["kind": kind, "time": now.seconds]) { $1 })
  }

  private mutating func crowdChanged(at now: Timestamp) {
    electorates.append((from: now, electorate: electorate))
  }

  private mutating func join(_ number: Int, at now: Timestamp) {
    guard let handle = Handle("member-\(number)") else { return }
    active.append(handle)
    joined[handle] = now
    if number % 7 == 3 { silent.insert(handle) }
    let own = teamIDs.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
    teams[handle] = Set(own)
    note("join", at: now, ["member": handle.text, "teams": own.map(\.text)])
    crowdChanged(at: now)
  }

  /// Somebody leaves for good, goes away, comes back, or joins another team.
  private mutating func comeOrGo(at now: Timestamp) {
    let kind = Int.random(in: 0..<4, using: &random)
    if kind == 0, !away.isEmpty {
      let member = away.removeFirst()
      active.append(member)
      note("back", at: now, ["member": member.text])
    } else if kind == 1 {
      let member = active[Int.random(in: active.indices, using: &random)]
      let own = teamIDs.filter { _ in Bool.random(using: &random) }
      teams[member] = Set(own)
      note("move", at: now, ["member": member.text, "teams": own.map(\.text)])
    } else {
      guard active.count > 8 else { return }
      let member = active.remove(at: Int.random(in: active.indices, using: &random))
      if kind == 2 { away.append(member) }
      note(kind == 2 ? "away" : "leave", at: now, ["member": member.text])
    }
    crowdChanged(at: now)
  }

  private mutating func propose(_ number: Int, at now: Timestamp) -> Open {
    // A few propose most of what is proposed.
    let able = active.filter { !silent.contains($0) }
    let limit = Bool.random(using: &random) ? min(3, able.count) : able.count
    var by = [able[Int.random(in: 0..<limit, using: &random)]]
    if Int.random(in: 0..<9, using: &random) == 0 {
      let other = able[Int.random(in: able.indices, using: &random)]
      if !by.contains(other) { by.append(other) }
    }
    note("open", at: now, ["proposal": number, "by": by.map(\.text)])
    return Open(id: number, opened: now, proposers: by)
  }

  private mutating func speak(_ open: inout Open, at now: Timestamp) {
    if Int.random(in: 0..<12, using: &random) == 0 {
      open.reworded = now
      note("reword", at: now, ["proposal": open.id])
      return
    }
    let able = active.filter { !silent.contains($0) }
    let member = able[Int.random(in: able.indices, using: &random)]
    let hasObjected = open.voices.contains { $0.member == member && $0.decision == .object }
    let choices: [Decision] =
      hasObjected
      ? [.retract, .approve, .object, .comment]
      : [.approve, .approve, .approve, .object, .abstain, .comment, .ask]
    let decision = choices[Int.random(in: choices.indices, using: &random)]
    open.voices.append(.init(member, decision, on: now))
    note(
      "say", at: now,
      ["proposal": open.id, "member": member.text, "decision": decision.rawValue])
  }

  private mutating func close(_ open: Open, at now: Timestamp) {
    let lot = Int.random(in: 0..<20, using: &random)
    let ending: Deliberation.Ending =
      lot < 14 ? .ratified : lot < 16 ? .declined : lot < 18 ? .withdrawn : .lapsed
    let approving = open.voices.filter { $0.decision == .approve }.map(\.member)
    let deciders = ending == .ratified ? Set(approving) : []
    var holders: Set<Handle>?
    if Bool.random(using: &random) {
      holders = Set(deciders.prefix(2) + active.prefix(1))
    }
    note(
      "end", at: now,
      [
        "proposal": open.id, "ending": ending.rawValue, "deciders": deciders.map(\.text),
        "holders": holders.map { $0.map(\.text) as Any } ?? NSNull(),
      ])
    deliberations.append(
      Deliberation(
        opened: open.opened, ended: now, ending, by: open.proposers, electorate: electorate,
        voices: open.voices, deciders: deciders,
        objections: Self.objections(open, ending), holders: holders))
  }

  private func unended(_ open: Open) -> Deliberation {
    Deliberation(
      opened: open.opened, by: open.proposers, electorate: electorate, voices: open.voices,
      objections: Self.objections(open, nil))
  }

  private static func objections(
    _ open: Open, _ ending: Deliberation.Ending?
  ) -> [Deliberation.Objection] {
    var seen: Set<Handle> = []
    return open.voices.filter { $0.decision == .object && seen.insert($0.member).inserted }.map {
      first in
      guard let ending else { return .init(first.member, on: first.date, .open) }
      guard ending == .ratified else { return .init(first.member, on: first.date, .upheld) }
      let last = open.voices.last {
        $0.member == first.member && ![.comment, .ask].contains($0.decision)
      }
      if last?.decision == .object { return .init(first.member, on: first.date, .overruled) }
      let isChanged = open.reworded.map { $0 > first.date } ?? false
      return .init(first.member, on: first.date, isChanged ? .changed : .retracted)
    }
  }
}
