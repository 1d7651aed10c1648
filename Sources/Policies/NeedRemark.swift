import Charters

/// What to say beside a need, in plain words.
struct NeedRemark {
  let state: State
  let clock: Clock
  let standing: Standing
  let people: People
  var objectors: [Handle] = []
  var have = 0
  var missing = 0
  /// People whose approval fills another place of the rule.
  var elsewhere: [String] = []
  var agreed = 0
  var abstained = 0
  var silent = 0

  init(state: State, clock: Clock, standing: Standing, people: People) {
    self.state = state
    self.clock = clock
    self.standing = standing
    self.people = people
  }

  func text(_ leaf: Leaf) -> String {
    let text: String
    switch leaf.kind {
    case .seats(let places): text = seats(places, leaf.eligible.count)
    case .poll(let poll): text = self.poll(poll, leaf)
    case .unopposed: text = unopposed
    case .consent(let consent): text = self.consent(consent, leaf)
    case .advice(let wait): text = advice(leaf, wait)
    case .openFor(let wait): text = openFor(wait)
    case .expiry: text = expiry
    case .tangled: text = "this rule has too many alternatives to be judged"
    }
    let replaced = leaf.isReplaced ? "asked instead, since too few others may" : ""
    return [text, replaced].filter { !$0.isEmpty }.joined(separator: "; ")
  }

  private func seats(_ places: Int, _ eligible: Int) -> String {
    switch state {
    case .approved: return ""
    case .impossible:
      return eligible < places
        ? "nobody is left who may decide: \(eligible.people) could, \(places) must"
        : "nobody is left for this place"
    default:
      let fills = elsewhere.joined(by: "and")
      if have == 0, !elsewhere.isEmpty {
        let verb = elsewhere.count == 1 ? "fills" : "fill"
        return "needs another person; \(fills) already \(verb) a place of this rule"
      }
      return have == 0 && missing == 1 ? "nobody yet" : "\(missing) more"
    }
  }

  private func poll(_ poll: Poll, _ leaf: Leaf) -> String {
    switch state {
    case .approved:
      return poll.turnout == nil ? "" : "\(have) yes, \(leaf.no(standing)) no; \(poll.words)"
    case .impossible: return "nobody is left who may decide"
    default:
      return poll.turnout == nil
        ? "\(have) of \(leaf.eligible.count.people) so far, \(poll.words)"
        : "\(have) yes, \(leaf.no(standing)) no; \(poll.words)"
    }
  }

  private var unopposed: String {
    switch state {
    case .blocked: objection
    case .impossible: "nobody is left who may decide"
    case .approved: "no objection"
    default: "no approval yet"
    }
  }

  // MARK: Consent

  private func consent(_ consent: Leaf.Consent, _ leaf: Leaf) -> String {
    switch state {
    case .blocked: return objection + overruling(consent, leaf)
    case .impossible: return "nobody is left who may decide"
    default: break
    }
    let settled = standing.objections.filter { leaf.group.contains($0.person) }
    let overruled = Set(settled.map(\.person)).sorted().map { people.handles[$0] }
    let objections =
      overruled.isEmpty ? "no objection" : "\(overruled.joinedNames) overruled"
    var text =
      "\(objections); \(agreed) agreed"
      + (abstained > 0 ? ", \(abstained) abstained" : "") + ", \(silent) silent"
    if state == .waitingPeople, leaf.takingPart(standing) < consent.leastTakingPart {
      text += "; \(consent.leastTakingPart) must take part"
    }
    return text
  }

  private var objection: String {
    "\(objectors.joinedNames) \(objectors.count == 1 ? "objects" : "object")"
  }

  /// How far the approvals despite the objections are.
  private func overruling(_ consent: Leaf.Consent, _ leaf: Leaf) -> String {
    guard !consent.overruling.isEmpty else { return "" }
    let open = leaf.blocking(standing).sorted { ($0.person, $0.id) < ($1.person, $1.id) }
    let parts = open.map { objection in
      let given = consent.overruling.map { $0.approvals(objection).count }.reduce(0, +)
      let lacking = consent.overruling.map { $0.missing(objection, among: standing.objections) }
        .reduce(0, +)
      let whose = open.count > 1 ? "\(people.handles[objection.person])'s: " : ""
      return "\(whose)\(given) approved despite it, \(lacking) more would overrule it"
    }
    return "; " + parts.joined(separator: "; ")
  }

  // MARK: Advice

  private func advice(_ leaf: Leaf, _ wait: Int64) -> String {
    let heard = leaf.eligible.intersection(standing.spoken)
    let silent = leaf.eligible.subtracting(standing.spoken)
    if leaf.eligible.isEmpty { return "nobody has to be asked" }
    var parts: [String] = []
    if !heard.isEmpty { parts.append("\(people.handles(heard).joinedNames) answered") }
    let unasked = leaf.unasked(standing)
    let asked = silent.subtracting(unasked)
    if let first = asked.first, let ask = standing.asked[first] {
      let askers = Set(asked.indexes.compactMap { standing.asked[$0]?.by }).sorted()
      let names = people.handles(asked)
      let was = names.count == 1 ? "was" : "were"
      let ready = leaf.ready(standing, clock)
      let until = ready > clock.now ? ", with time until \(ready.text)" : ""
      let day = names.count == 1 ? " on \(ask.at.longText)" : ""
      parts.append(
        "\(names.joinedNames) \(was) asked by \(askers.joinedNames)\(day)\(until)")
    }
    if !unasked.isEmpty {
      let names = people.handles(unasked)
      let were = names.count == 1 ? "has" : "have"
      parts.append("\(names.joinedNames) \(were) neither answered nor been asked")
    }
    return parts.joined(separator: "; ")
  }

  // MARK: Time

  private func openFor(_ wait: Leaf.Wait) -> String {
    switch state {
    case .approved: return ""
    case .lapsed: return "ran out of time on \(wait.closes.longText)"
    case .impossible: return "could not be over before it runs out of time on \(wait.closes.text)"
    case .waitingPeople:
      return "the wait begins when somebody else answers; a comment is enough"
    default:
      guard let ready = clock.ready(wait) else { return "" }
      let opened = clock.opened?.adding(seconds: wait.open) ?? ready
      return ready > opened ? "the words settle until \(ready.text)" : "until \(ready.text)"
    }
  }

  private var expiry: String {
    switch state {
    case .approved: ""
    case .expired: "its end has passed already"
    default: "it would hold for longer"
    }
  }
}

extension Int {
  /// `1 person`, `3 people`.
  var people: String { self == 1 ? "1 person" : "\(self) people" }
}

extension Collection where Element == Handle {
  /// `ana`, `ana and bo`, `ana, bo and kim`; more than six are counted.
  var joinedNames: String { names(joinedBy: "and") }

  func names(joinedBy word: String) -> String { map(\.text).joined(by: word) }
}

extension Collection where Element == String {
  func joined(by word: String) -> String {
    let names = Array(self)
    guard names.count > 1 else { return names.first ?? "" }
    guard names.count <= 6 else {
      return names.prefix(4).joined(separator: ", ") + " \(word) \(names.count - 4) others"
    }
    return names.dropLast().joined(separator: ", ") + " \(word) \(names[names.count - 1])"
  }
}
