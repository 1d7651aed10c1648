import Charters

/// How long a change is meant to hold.
struct TermLimit: Sendable {
  var term = Term.permanent
  /// The last day of it.
  var expires: Day?

  /// The stated end has passed.
  func isOver(at now: Timestamp) -> Bool { expires.map { $0.end < now } ?? false }

  /// Whether what would be ratified now ends soon enough.  A change without an end never does.
  func state(within period: Period, at now: Timestamp) -> State {
    guard term != .permanent, let expires else { return .impossible }
    if isOver(at: now) { return .expired }
    return expires <= now.adding(seconds: period.seconds).day ? .approved : .impossible
  }
}
