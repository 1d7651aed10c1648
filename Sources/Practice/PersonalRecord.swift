package import Charters
internal import Policies

/// What one member did in a window: for somebody who asks, and never in an order of more and less.
package struct PersonalRecord: Hashable, Sendable {
  package let member: Handle
  package var proposals = 0
  package var approvals = 0
  package var objections = 0
  package var comments = 0
  /// Decisions on which the member said something, of those on which they were asked.
  package var answered = Part(0, of: 0)

  /// Of everybody who was active or acted in the window, by handle.
  package static func all(_ record: PulseRecord, in window: PulseWindow) -> [PersonalRecord] {
    var people: [Handle: PersonalRecord] = [:]
    func add(_ member: Handle, _ change: (inout PersonalRecord) -> Void) {
      change(&people[member, default: PersonalRecord(member: member)])
    }
    for member in record.electorate(at: window.until).active { add(member) { _ in } }
    for deliberation in record.deliberations {
      if window.contains(deliberation.opened) {
        for member in Set(deliberation.proposers) { add(member) { $0.proposals += 1 } }
      }
      for voice in deliberation.voices where window.contains(voice.date) {
        add(voice.member) { person in
          switch voice.decision {
          case .approve: person.approvals += 1
          case .object: person.objections += 1
          case .comment: person.comments += 1
          case .abstain, .retract, .ask: break
          }
        }
      }
      guard deliberation.ended.map(window.contains) ?? false else { continue }
      let responders = deliberation.responders
      for member in deliberation.eligible {
        add(member) { person in
          person.answered = Part(
            person.answered.count + (responders.contains(member) ? 1 : 0),
            of: person.answered.whole + 1)
        }
      }
    }
    return people.values.sorted { $0.member < $1.member }
  }
}
