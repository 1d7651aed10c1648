import Charters
import Evidence
import History
import Policies
import Proposals

/// What waits for one member, and what is ready to be made official.
struct Inbox {
  let member: Handle
  private(set) var waiting: [Item] = []
  private(set) var ready: [Standing] = []

  /// One proposal and what it asks of the member.
  struct Item {
    let standing: Standing
    let reasons: [Reason]
  }

  enum Reason: Hashable {
    /// Your approval would help.
    case approve
    /// You approved other words than it has now.
    case approveAgain
    /// Somebody asked you by name.
    case asked(by: Handle)
    /// You proposed it, and somebody objects.
    case objection(by: Handle)
    /// You proposed it, and somebody's remark has no answer.
    case comment(by: Handle)
    /// You proposed it, and it must be brought up to date.
    case outOfDate
    /// You proposed it, and it ran out of time.
    case ranOut
    /// You object, and that blocks it.
    case ownObjection
  }

  var isEmpty: Bool { waiting.isEmpty && ready.isEmpty }

  init(of member: Handle, _ standings: [Standing]) {
    self.member = member
    for standing in standings {
      if standing.state == .approved {
        ready.append(standing)
        continue
      }
      let reasons = reasons(standing)
      if !reasons.isEmpty { waiting.append(Item(standing: standing, reasons: reasons)) }
    }
  }

  private func reasons(_ standing: Standing) -> [Reason] {
    var reasons: [Reason] = []
    let isOwn = standing.proposal.facts.proposers.contains(member)
    if standing.helps(member) {
      let hasStale = standing.signoffs.contains {
        $0.member == member && $0.decision == .approve && $0.reasons.contains(.stale)
          && !$0.reasons.contains(.superseded)
      }
      reasons.append(hasStale ? .approveAgain : .approve)
    }
    if let ask = standing.unheard.first(where: { $0.member == member }) {
      reasons.append(.asked(by: ask.askedBy))
    }
    let objectors = Set(
      standing.signoffs.filter { $0.decision == .object && $0.isOpenObjection }.map(\.member))
    if isOwn {
      reasons += objectors.sorted().filter { $0 != member }.map { .objection(by: $0) }
      reasons += Set(standing.unanswered.map(\.member)).sorted().map { .comment(by: $0) }
      if standing.problems.contains(where: { $0.code == .outOfDate }) { reasons.append(.outOfDate) }
      if standing.state == .lapsed { reasons.append(.ranOut) }
    }
    if objectors.contains(member), standing.state == .blocked { reasons.append(.ownObjection) }
    return reasons
  }
}

extension Standing {
  /// Whether an approval by this member would help, and the member has not decided on these words.
  func helps(_ member: Handle) -> Bool {
    guard problems.isEmpty, let judgement = assessment?.judgement else { return false }
    let hasDecided = signoffs.contains {
      $0.member == member && $0.principal == nil
        && ($0.decision == .object && $0.isOpenObjection || $0.decision == .abstain && $0.counts)
    }
    return !hasDecided
      && judgement.rules.contains { rule in
        rule.state != .approved && rule.needs.contains { $0.helpers.contains(member) }
      }
  }
}

extension NeedJudgement {
  /// Whose approval would help here, or in one of the alternatives.
  fileprivate var helpers: [Handle] {
    state == .approved ? [] : candidates + children.flatMap(\.helpers)
  }
}

extension Inbox.Reason {
  /// What it is, for scripts.
  var code: String {
    switch self {
    case .approve: "approve"
    case .approveAgain: "approve-again"
    case .asked: "asked"
    case .objection: "objection"
    case .comment: "comment"
    case .outOfDate: "out-of-date"
    case .ranOut: "ran-out"
    case .ownObjection: "own-objection"
    }
  }

  /// Who is behind it.
  var by: Handle? {
    switch self {
    case .asked(let by), .objection(let by), .comment(let by): by
    default: nil
    }
  }

  /// What it asks of the member, after "you".
  var words: String {
    switch self {
    case .approve: "your decision is asked for"
    case .approveAgain: "the words changed since you approved; your decision is asked for again"
    case .asked(let by): "\(by) asks for your advice"
    case .objection(let by): "\(by) objects"
    case .comment(let by): "\(by) wrote something that nobody has answered"
    case .outOfDate: "it must be brought up to date"
    case .ranOut: "it ran out of time; closing it keeps its reasons"
    case .ownObjection: "your objection blocks it; taking it back or other words settle it"
    }
  }
}
