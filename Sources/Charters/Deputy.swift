/// One person who may sign for another until a day: an entry of `deputies`.
///
/// Of a member's page it counts in decisions; of a role it only says who would step in.
package struct Deputy: Hashable, Sendable {
  package let who: Handle
  /// To the last second of this day (UTC); always there for a member's deputy.
  package let until: Day?

  package init(who: Handle, until: Day?) {
    self.who = who
    self.until = until
  }

  package func isInForce(at moment: Timestamp) -> Bool { until.map { moment <= $0.end } ?? true }
}
