package import Charters

/// One need in words that somebody reads aloud, with today's names.
package struct NeedSentence: Sendable, Hashable {
  /// In the words of the file.
  package let need: String
  /// `an approval by ana, ben or cy`; `any of` where there are alternatives.
  package let sentence: String
  /// Who is meant by it today; an absent one is not.
  package let people: [Handle]
  /// The alternatives, each all of its needs.
  package let alternatives: [[NeedSentence]]
}

/// One rule at one place, in words.
package struct RuleSentence: Sendable, Hashable {
  package let name: String
  package let why: String?
  package let isDefault: Bool
  /// `team support`; nil where the rule says nothing of this team, role or person.
  package let binding: String?
  package let needs: [NeedSentence]
  /// `who proposes it does not count`; nil where nobody is left out.
  package let exclusion: String?
  /// What makes an approval old beside a change of the approved words.
  package let staleness: String?

  /// Everything that decides, without the name: two rules that say the same are equal in it.
  package var substance: [String] {
    func flat(_ need: NeedSentence) -> [String] {
      [need.sentence] + need.alternatives.flatMap { ["or"] + $0.flatMap(flat) }
    }
    return needs.flatMap(flat) + [exclusion, staleness].compactMap(\.self)
  }
}

/// Turns rules into sentences at one place.
struct SentenceWriter {
  let people: People
  let binding: Binding
  /// Those whom the rule never counts: people of `exclude`, but not whoever proposes.
  let excluded: PeopleSet
  /// Who has a key to sign with.
  let signing: PeopleSet

  func rule(_ rule: RuleText) -> RuleSentence {
    RuleSentence(
      name: rule.name, why: rule.why, isDefault: rule.match == nil, binding: binding.text,
      needs: rule.needs.map(need), exclusion: exclusion(rule.options),
      staleness: staleness(rule.options))
  }

  private func need(_ need: Need) -> NeedSentence {
    if case .anyOf(let lists) = need.condition {
      return NeedSentence(
        need: need.text, sentence: "any of", people: [],
        alternatives: lists.map { $0.map(self.need) })
    }
    return NeedSentence(
      need: need.text, sentence: sentence(need.condition),
      people: need.groups.first.map { people.handles(present($0)) } ?? [], alternatives: [])
  }

  private func sentence(_ condition: Need.Condition) -> String {
    switch condition {
    case .approve(let amount, let group, let turnout, let otherwise):
      return approval(amount, group, turnout, otherwise)
    case .consent(let group, let turnout, let overruling):
      let part = turnout.map { ", of whom \($0.text) take part" } ?? ""
      let over = overruling.map {
        "; an objection is overruled by \(amount($0.amount, $0.group)) in spite of it"
      }
      return "no objection from \(names(group, "or"))\(part)\(over ?? "")"
    case .advice(let group, let wait):
      let time = wait.map { ", or have been asked by name for \($0.text)" } ?? ""
      return "advice: \(names(group, "and")) have answered\(time)"
    case .openFor(let open, let settle, let close):
      let settled = settle.map { ", \($0.text) of it since the last new words" } ?? ""
      let closes = close.map { "; it runs out of time after \($0.text)" } ?? ""
      return "open for \(open.text) from the first answer\(settled)\(closes)"
    case .expiresWithin(let period): return "it ends within \(period.text)"
    case .anyOf: return "any of"
    }
  }

  private func approval(
    _ amount: Amount, _ group: Group, _ turnout: Share?, _ otherwise: Group?
  ) -> String {
    let least = if case .seats(let count) = amount { count } else { 1 }
    if let otherwise, present(group).count < least {
      let few = present(group).isEmpty ? "nobody" : "too few"
      return self.amount(amount, otherwise) + " (asked instead of \(group.text): \(few) there)"
    }
    let votes = turnout.map {
      " of the votes cast, with at least \($0.text) of them voting"
    }
    return self.amount(amount, group) + (votes ?? "")
  }

  /// `approvals by 2 of ana, ben and cy`
  private func amount(_ amount: Amount, _ group: Group) -> String {
    guard !group.isEach else { return "\(amount.text) of \(group.text), one by one" }
    let there = present(group)
    let count = there.count
    guard count > 0 || group.isOpen else {
      return "\(amount.text) of \(group.text), and nobody is there"
    }
    switch amount {
    case .seats(1): return "an approval by \(names(group, "or"))"
    case .seats(let seats):
      if seats > count { return "approvals by \(seats) of \(names(group, "and")): too few" }
      return seats == count
        ? "approvals by \(names(group, "and"))" : "approvals by \(seats) of \(names(group, "and"))"
    case .share(let share): return poll(share.least(of: count), count, amount, group)
    case .majority: return poll(count / 2 + 1, count, amount, group)
    case .all: return poll(count, count, amount, group)
    case .unopposed:
      return "an approval by \(names(group, "or")) and no objection from any of them"
    }
  }

  private func poll(_ least: Int, _ count: Int, _ amount: Amount, _ group: Group) -> String {
    guard !group.isOpen else { return "approvals by \(amount.text) of \(group.text)" }
    if count == 1 { return "an approval by \(names(group, "and"))" }
    if least == count { return "approvals by all of \(names(group, "and"))" }
    return least == 1
      ? "an approval by \(names(group, "or")) (\(amount.text))"
      : "approvals by \(least) of \(names(group, "and")) (\(amount.text))"
  }

  private func present(_ group: Group) -> PeopleSet {
    people.present(group, binding).subtracting(excluded)
  }

  /// Few by name, many by number.
  private func names(_ group: Group, _ word: String) -> String {
    let there = present(group)
    if group.isOpen { return there.isEmpty ? group.text : list(there, word, group) }
    return there.isEmpty ? "nobody (\(group.text))" : list(there, word, group)
  }

  private func list(_ there: PeopleSet, _ word: String, _ group: Group) -> String {
    let keyless = there.subtracting(signing).count
    guard there.count > 7 else {
      return there.indexes.map { index in
        people.handles[index].text + (signing.contains(index) ? "" : " (who has no key)")
      }.listed(word)
    }
    return "the \(there.count) of \(group.text)"
      + (keyless == 0 ? "" : " (\(keyless) of them have no key)")
  }

  private func exclusion(_ options: RuleOptions) -> String? {
    var parts: [String] = []
    for exclusion in options.exclude {
      switch exclusion {
      case .proposer: parts.append("who proposes it")
      case .coAuthors: parts.append("who wrote part of it")
      case .subject: parts.append("whom it is about")
      case .who(let who, _): parts.append(who.text)
      }
    }
    guard !parts.isEmpty else { return nil }
    return parts.listed("and") + (parts.count == 1 ? " does not count" : " do not count")
  }

  private func staleness(_ options: RuleOptions) -> String? {
    switch options.staleWhen {
    case .sectionChanges: nil
    case .charterChanges: "whoever approved looks again when any word of the charter changes"
    case .proposalChanges: "whoever approved looks again when any word of the proposal changes"
    }
  }
}

extension Group {
  /// Whom it names hangs on the charter or the proposal and not on the roster alone.
  fileprivate var isOpen: Bool {
    parts.contains { $0 == .affected || $0 == .domainHolder || $0 == .everyTeam }
  }
}

extension [String] {
  /// `ana`, `ana and ben`, `ana, ben and cy`.
  func listed(_ word: String) -> String {
    guard count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " \(word) \(self[count - 1])"
  }
}
