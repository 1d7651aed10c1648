package import Charters

/// What a change of the policy or of the people does to who can change what.
package struct PolicyImpact: Sendable {
  /// Changes that others decide than before, in the order of charters.
  package let shifts: [Shift]

  /// Some changes of one charter, before and after.
  package struct Shift: Sendable, Hashable {
    package let charter: CharterPath
    package let changes: [Atom]
    /// Whether these are all changes of the charter.
    package let isEverything: Bool
    package let before: Side
    package let after: Side
    /// How many other charters of the kind change in the same way.
    package internal(set) var alike: Int
    /// The charter stands for those of its kind that are not there yet.
    package let isNew: Bool

    /// How something is decided.
    package struct Side: Sendable, Hashable {
      /// The smallest number of approvals that is enough; nil where nobody can decide.
      package let least: Int?
      package let people: [Handle]
      package let rules: [RuleSentence]
    }
  }

  package var isEmpty: Bool { shifts.isEmpty }

  /// Compares two situations: every charter of both, one of each class of those to come.
  package init(from old: PolicySituation, to new: PolicySituation) {
    let kept = Set(old.ground.charters.keys).intersection(new.ground.charters.keys)
    let coming = Set(old.ground.newcomers).intersection(new.ground.newcomers)
    var shifts: [Shift] = []
    var seen: [[String]: Int] = [:]
    for charter in kept.union(coming).union([.policy]).sorted() {
      for shift in Self.shifts(of: charter, old, new, isNew: coming.contains(charter)) {
        let key =
          [charter.kind.rawValue, kept.contains(charter) ? "+" : "-"]
          + shift.changes.map { "\($0.section) \($0.change)" }
          + [shift.before, shift.after].flatMap { $0.rules.flatMap { [$0.name] + $0.substance } }
        if let known = seen[key] {
          shifts[known].alike += 1
        } else {
          seen[key] = shifts.count
          shifts.append(shift)
        }
      }
    }
    self.shifts = shifts
  }

  private static func shifts(
    of charter: CharterPath, _ old: PolicySituation, _ new: PolicySituation, isNew: Bool
  ) -> [Shift] {
    let before = old.matters(of: charter)
    let after = new.matters(of: charter)
    var shifts: [Shift] = []
    for matter in after {
      for earlier in before {
        let common = matter.changes.filter(earlier.changes.contains)
        guard !common.isEmpty, !matter.saysTheSame(as: earlier) else { continue }
        shifts.append(
          Shift(
            charter: charter, changes: common,
            isEverything: matter.isEverything && earlier.isEverything,
            before: .init(least: earlier.least, people: earlier.people, rules: earlier.rules),
            after: .init(least: matter.least, people: matter.people, rules: matter.rules),
            alike: 0, isNew: isNew))
      }
    }
    return shifts
  }
}

extension PolicySituation.Matter {
  /// Whether the same people decide in the same way, whatever the rules are called.
  fileprivate func saysTheSame(as other: PolicySituation.Matter) -> Bool {
    let own = Set(rules.map(\.substance))
    return least == other.least && own == Set(other.rules.map(\.substance))
  }
}

extension PolicyImpact.Shift {
  /// `it takes 1 approval (was 2); ben cannot any more`.
  package var sentence: String {
    guard let after = after.least else {
      return before.least == nil ? "nobody can decide it" : "nobody could decide it any more"
    }
    guard let before = before.least else { return "it could be decided again: \(approvals(after))" }
    var parts: [String] = []
    if after != before {
      parts.append("it takes \(approvals(after)) (was \(before == 0 ? "none" : "\(before)"))")
    }
    let joined = Set(self.after.people).subtracting(self.before.people).sorted()
    let gone = Set(self.before.people).subtracting(self.after.people).sorted()
    if !joined.isEmpty { parts.append("\(joined.joinedNames) can help decide") }
    if !gone.isEmpty { parts.append("\(gone.joinedNames) cannot any more") }
    if parts.isEmpty {
      func lacksKey(_ side: Side) -> Bool {
        side.rules.contains { rule in rule.substance.contains { $0.contains("no key") } }
      }
      return lacksKey(self.after) && !lacksKey(self.before)
        ? "somebody who is counted there has no key to sign with" : "other conditions hold"
    }
    return parts.joined(separator: "; ")
  }

  private func approvals(_ count: Int) -> String {
    count == 0 ? "no approval" : count == 1 ? "1 approval" : "\(count) approvals"
  }
}
