import Charters

/// What to say beside a need, in plain words.
struct NeedRemark {
  let state: State
  let clock: Clock
  var objectors: [Handle] = []
  var have = 0
  var missing = 0
  var eligible = 0
  var isReplaced = false
  /// People whose approval fills another place of the rule.
  var elsewhere: [Handle] = []
  var agreed = 0
  var abstained = 0
  var silent = 0

  init(state: State, clock: Clock) {
    self.state = state
    self.clock = clock
  }

  func text(_ kind: Leaf.Kind) -> String {
    let text: String
    switch kind {
    case .seats(let places): text = seats(places)
    case .poll(let least): text = poll(least)
    case .unopposed: text = unopposed
    case .consent: text = consent
    case .openFor(let wait): text = openFor(wait)
    case .unsupported: text = "this version of charter cannot judge it"
    }
    let replaced = isReplaced ? "asked instead, since too few others may" : ""
    return [text, replaced].filter { !$0.isEmpty }.joined(separator: "; ")
  }

  private func seats(_ places: Int) -> String {
    switch state {
    case .approved: return ""
    case .impossible:
      return eligible < places
        ? "nobody is left who may decide: \(eligible.people) could, \(places) must"
        : "nobody is left for this place"
    default:
      let fills = elsewhere.joinedNames
      if have == 0, !elsewhere.isEmpty {
        let verb = elsewhere.count == 1 ? "fills" : "fill"
        return "needs another person; \(fills) already \(verb) a place of this rule"
      }
      return have == 0 && missing == 1 ? "nobody yet" : "\(missing) more"
    }
  }

  private func poll(_ least: Int) -> String {
    switch state {
    case .approved: ""
    case .impossible: "nobody is left who may decide"
    default: "\(have) of \(eligible.people) so far, \(least) needed"
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

  private var consent: String {
    switch state {
    case .blocked: objection
    case .impossible: "nobody is left who may decide"
    default:
      "no objection; \(agreed) agreed"
        + (abstained > 0 ? ", \(abstained) abstained" : "") + ", \(silent) silent"
    }
  }

  private var objection: String {
    "\(objectors.joinedNames) \(objectors.count == 1 ? "objects" : "object")"
  }

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
}

extension Int {
  /// `1 person`, `3 people`.
  var people: String { self == 1 ? "1 person" : "\(self) people" }
}

extension Collection where Element == Handle {
  /// `ana`, `ana and bo`, `ana, bo and kim`; more than six are counted.
  var joinedNames: String { names(joinedBy: "and") }

  func names(joinedBy word: String) -> String {
    let names = map(\.text)
    guard names.count > 1 else { return names.first ?? "" }
    guard names.count <= 6 else {
      return names.prefix(4).joined(separator: ", ") + " \(word) \(names.count - 4) others"
    }
    return names.dropLast().joined(separator: ", ") + " \(word) \(names[names.count - 1])"
  }
}
