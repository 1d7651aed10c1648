/// How long something takes, where some of it has not happened yet.
///
/// What is still waiting counts as "at least so long" (Kaplan and Meier, 1958, Nonparametric
/// estimation from incomplete observations): leaving it out would make slow teams look quick.
package struct WaitingTimes: Sendable {
  /// In seconds; those that ended, and those that were still waiting when they were last seen.
  private(set) var ended: [Int64] = []
  private(set) var waiting: [Int64] = []

  package init() {}

  package mutating func add(_ seconds: Int64, hasEnded: Bool) {
    if hasEnded { ended.append(max(0, seconds)) } else { waiting.append(max(0, seconds)) }
  }

  package var count: Int { ended.count + waiting.count }
  package var waitingCount: Int { waiting.count }

  /// The shortest time after which at least this share has happened; nil where that is not known
  /// yet, since too many are still waiting.
  package func quantile(_ share: Double) -> Int64? {
    let (ended, waiting) = (ended.sorted(), waiting.sorted())
    var left = 1.0
    var (event, censored) = (0, 0)
    while event < ended.count {
      let time = ended[event]
      while censored < waiting.count, waiting[censored] < time { censored += 1 }
      let atRisk = ended.count - event + waiting.count - censored
      var happening = 0
      while event < ended.count, ended[event] == time {
        happening += 1
        event += 1
      }
      left *= 1 - Double(happening) / Double(atRisk)
      // Products of fractions are not exact.
      if left <= 1 - share + 1e-9 { return time }
    }
    return nil
  }
}
