import Charters

/// A judgement as text: one block a rule, one line a need, why approvals do not count, what next.
///
/// `status`, the hooks' refusals and `ratify` print these same lines, so they cannot disagree.
package struct Explanation: Sendable {
  /// What a line says, for whoever colours it.
  package enum Label: String, Sendable {
    case met, waiting, unmet, blocked, impossible
    /// Detail below a line: why, who did not count.
    case note
    case next
  }

  /// One line without a line end; indentation and mark are part of the text.
  package struct Line: Hashable, Sendable {
    package let label: Label
    package let text: String
  }

  private let width: Int
  private let ascii: Bool
  private var lines: [Line] = []

  /// The lines of a judgement.
  ///
  /// - Parameters:
  ///   - width: the most columns a line may take; 70 in hooks.
  ///   - ascii: marks and signs as ASCII, for locales without UTF-8.
  ///   - onlyUnmet: leave out rules that hold, as refusals do.
  package static func lines(
    _ judgement: Judgement, width: Int = 80, ascii: Bool = false, onlyUnmet: Bool = false
  ) -> [Line] {
    var explanation = Explanation(width: max(40, width), ascii: ascii)
    let counted = Set(judgement.rules.flatMap(\.needs).flatMap(\.everybody))
    for rule in judgement.rules where !onlyUnmet || rule.state != .approved {
      explanation.add(rule, counted: counted)
    }
    explanation.add(uncovered: judgement.uncovered)
    explanation.add(undoes: judgement.undoes)
    explanation.add(.next, judgement.next.sentence, indent: 1, hanging: 1)
    return explanation.lines
  }

  private init(width: Int, ascii: Bool) {
    self.width = width
    self.ascii = ascii
  }

  // MARK: Blocks

  private mutating func add(_ rule: RuleJudgement, counted: Set<Handle>) {
    let binding = rule.binding.map { " (\($0))" } ?? ""
    let name = rule.isDefault ? "What no rule is about" : rule.name
    let head = "\(mark(rule.state)) \(name)\(binding)"
    let matched = rule.atoms.summary
    if matched.count == 1, 1 + head.count + 3 + matched[0].count <= width {
      let gap = width - 1 - head.count - matched[0].count
      add(Label(rule.state), head + String(repeating: " ", count: gap) + matched[0], indent: 1)
    } else {
      add(Label(rule.state), head, indent: 1, hanging: 3)
      for line in matched { add(.note, line, indent: 5, hanging: 7) }
    }
    if rule.state != .approved, let why = rule.why {
      let text = why.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      add(.note, "why: \(text)", indent: 5, hanging: 10)
    }
    let column = rule.needs.flatMap(\.textWidths).filter { $0 <= 24 }.max() ?? 0
    for need in rule.needs { add(need, indent: 5, column: column + 5, counted: counted) }
  }

  private mutating func add(
    _ need: NeedJudgement, indent: Int, column: Int, counted: Set<Handle>
  ) {
    if need.state == .waitingTime, need.joint == .any, need.shown.count == 1 {
      add(need.shown[0], indent: indent, column: column, counted: counted)
      return
    }
    let facts = [need.haveText, need.remark].filter { !$0.isEmpty }.joined(separator: "; ")
    let head = "\(mark(need.state)) \(need.text)"
    let start = column + 4
    if facts.isEmpty {
      add(Label(need.state), head, indent: indent, hanging: indent + 2)
    } else if indent + head.count + 2 <= start {
      let gap = String(repeating: " ", count: start - indent - head.count)
      add(Label(need.state), head + gap + facts, indent: indent, hanging: start)
    } else {
      add(Label(need.state), "\(head)  \(facts)", indent: indent, hanging: indent + 4)
    }
    addNotCounted(need, start: start, counted: counted)
    for child in need.shown { add(child, indent: indent + 4, column: column + 4, counted: counted) }
  }

  private mutating func addNotCounted(
    _ need: NeedJudgement, start: Int, counted: Set<Handle>
  ) {
    guard need.state != .approved else { return }
    let refused = need.notCounted.filter {
      $0.reason != .seatUsed && !($0.reason == .notInGroup && counted.contains($0.member))
    }
    guard !refused.isEmpty else { return }
    let list = refused.map { "\($0.name) (\($0.reason.words))" }
    add(.note, "not counted: " + list.joined(separator: " · "), indent: start, hanging: start)
  }

  private mutating func add(uncovered: [Atom]) {
    guard !uncovered.isEmpty else { return }
    add(.impossible, "\(mark(.impossible)) No rule says who decides", indent: 1, hanging: 3)
    for line in uncovered.summary { add(.note, line, indent: 5, hanging: 7) }
  }

  private mutating func add(undoes step: Int?) {
    guard let step else { return }
    add(
      .met,
      "\(mark(.approved)) This takes back what step \(step) tried, word for word, so nobody needs "
        + "to approve it", indent: 1, hanging: 3)
  }

  // MARK: Lines

  private func mark(_ state: State) -> String {
    switch state {
    case .approved: "✓"
    case .waitingTime: "…"
    default: "✗"
    }
  }

  /// Adds a text, wrapped between words; a word that is too long stands alone.
  private mutating func add(_ label: Label, _ text: String, indent: Int, hanging: Int? = nil) {
    let text = ascii ? text.asciiSigns : text
    var line = String(repeating: " ", count: indent)
    var hasWord = false
    let hanging = min(hanging ?? indent, width / 2)
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if hasWord, line.count + 1 + word.count > width, !word.isEmpty {
        lines.append(Line(label: label, text: line.withoutBlankEnd))
        line = String(repeating: " ", count: hanging)
        hasWord = false
      }
      line += (hasWord ? " " : "") + word
      hasWord = true
    }
    lines.append(Line(label: label, text: line.withoutBlankEnd))
  }
}

extension Explanation.Label {
  init(_ state: State) {
    self =
      switch state {
      case .approved: .met
      case .waitingTime: .waiting
      case .waitingPeople: .unmet
      case .blocked: .blocked
      case .impossible, .expired, .lapsed, .error: .impossible
      }
  }
}

extension NeedJudgement {
  /// Of alternatives those that matter now: one that holds, those that only need time, and not those
  /// that nobody can meet beside others that somebody can.
  fileprivate var shown: [NeedJudgement] {
    guard joint == .any else { return children }
    switch state {
    case .approved: return Array(children.filter { $0.state == .approved }.prefix(1))
    case .waitingTime: return children.filter { $0.state == .waitingTime }
    case .waitingPeople, .blocked: return children.filter { $0.state < .impossible }
    case .impossible, .expired, .lapsed, .error: return children
    }
  }

  fileprivate var everybody: [Handle] { have + children.flatMap(\.everybody) }

  fileprivate var textWidths: [Int] { [text.count] + children.flatMap(\.textWidths) }

  /// Who fills it, where the text has not said so yet.
  fileprivate var haveText: String {
    guard children.isEmpty, namesHave else { return "" }
    return have.map { name in
      (deputies[name].map { "\($0.text) for " } ?? "") + name.text
    }.joined(by: "and")
  }
}

extension [Atom] {
  /// What was changed, a charter's parts in one line where they are many.
  fileprivate var summary: [String] {
    var lines: [String] = []
    let groups = Dictionary(grouping: self) { [$0.charter.text, $0.change.rawValue] }
    var seen: Set<[String]> = []
    for atom in self {
      let key = [atom.charter.text, atom.change.rawValue]
      let group = groups[key] ?? []
      if group.count > 3 {
        guard seen.insert(key).inserted else { continue }
        lines.append("\(atom.charter.display) (\(atom.change.rawValue), \(group.count) parts)")
      } else {
        lines.append("\(atom.display) (\(atom.change.rawValue))")
      }
    }
    return lines.count <= 6 ? lines : lines.prefix(5) + ["and \(lines.count - 5) more"]
  }
}

extension String {
  fileprivate var withoutBlankEnd: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  /// The signs that explanations use, in ASCII; other letters stay what they are.
  fileprivate var asciiSigns: String {
    reduce(into: "") { text, character in
      switch character {
      case "✓": text += "+"
      case "✗": text += "x"
      case "…": text += "..."
      case "·": text += "-"
      case "›": text += ">"
      case "→": text += "->"
      case "“", "”": text += "\""
      case "’": text += "'"
      default: text.append(character)
      }
    }
  }
}
