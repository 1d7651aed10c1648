/// The arithmetic of a poll, in whole numbers.
struct Poll: Hashable, Sendable {
  /// Nil is a majority: more than half.
  let share: Share?
  /// How many may approve.
  let electorate: Int
  /// With it the share is one of votes cast, above a floor.
  let turnout: Share?

  /// How many approvals are needed against so many that say no; nil where none would be enough
  /// until somebody takes theirs back.
  func least(against no: Int) -> Int? {
    guard let turnout else { return part(of: electorate) }
    let floor = max(1, part(of: turnout.least(of: electorate)))
    guard let share else { return max(floor, no + 1) }
    // yes ≥ share × (yes + no), solved for yes.
    let rest = share.denominator - share.numerator
    guard rest > 0 else { return no == 0 ? floor : nil }
    return max(floor, (share.numerator * no + rest - 1) / rest)
  }

  private func part(of count: Int) -> Int { share?.least(of: count) ?? count / 2 + 1 }

  /// What is needed, as somebody would say it in a meeting.
  var words: String {
    guard let turnout else { return "\(part(of: electorate)) needed" }
    let floor = max(1, part(of: turnout.least(of: electorate)))
    return "needs at least \(floor) yes, and \(ratio)"
  }

  private var ratio: String {
    guard let share else { return "more yes than no" }
    let rest = share.denominator - share.numerator
    guard rest > 0 else { return "nobody against it" }
    var (yes, no) = (share.numerator, rest)
    let divisor = Self.divisor(yes, no)
    (yes, no) = (yes / divisor, no / divisor)
    guard no == 1 else { return "\(yes) yes for every \(no) no" }
    switch yes {
    case 1: return "at least as many yes as no"
    case 2: return "twice as many yes as no"
    default: return "\(yes) times as many yes as no"
    }
  }

  private static func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
}
