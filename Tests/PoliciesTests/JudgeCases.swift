import Testing

@testable import Charters
@testable import Policies

/// The cases of `Cases/judge-*.txt`: a roster, a policy, a change, sign-offs, what comes of it.
@Suite struct JudgeCases {
  @Test(arguments: WrittenCase.all("judge-"))
  func judges(_ written: WrittenCase) throws {
    let judgement = judge(try written.judged())
    var checked = 0
    for entry in written.entries {
      let lines = (entry.value.isEmpty ? [] : [entry.value]) + entry.block
      for line in lines where try check(entry.key, line, judgement, written) { checked += 1 }
    }
    #expect(checked > 0, "this case expects nothing")
  }

  /// Whether the line was an expectation.
  private func check(
    _ key: String, _ line: String, _ judgement: Judgement, _ written: WrittenCase
  ) throws -> Bool {
    let comment = Comment(rawValue: "\(written.testDescription) — \(key): \(line)")
    switch key {
    case "expect": #expect(judgement.state.rawValue == line, comment)
    case "next":
      let people = judgement.next.people.map(\.text)
      #expect(people == (line == "nobody" ? [] : line.words), comment)
    case "when":
      #expect(judgement.next.notBefore == (try WrittenCase.instant(line)), comment)
    case "says": #expect(judgement.next.sentence == line, comment)
    case "rule":
      let (name, state) = line.divided(atLast: " is ")
      let rule = judgement.rules.first {
        "\($0.name) (\($0.binding ?? ""))" == name || $0.name == name
      }
      #expect(rule?.state.rawValue ?? "not matched" == state, comment)
    case "need":
      let (fact, remark) = line.divided(at: ";")
      let (name, text) = fact.divided(atLast: " is ")
      let needs = judgement.rules.flatMap(\.needs).flatMap(\.withChildren)
      let need = needs.first { $0.text == name }
      #expect(need?.state.rawValue ?? "not there" == text, comment)
      if !remark.isEmpty { #expect(need?.remark == remark, comment) }
    case "counts":
      for name in line.words {
        #expect(judgement.signoffs.contains { $0.member.text == name && $0.counts }, comment)
      }
    case "does not count":
      let words = line.words
      let found = judgement.signoffs.first { $0.member.text == words[0] && !$0.counts }
      #expect(found?.reasons.map(\.rawValue) == Array(words.dropFirst()), comment)
    case "have":
      let (name, people) = line.divided(atLast: " is ")
      let need = judgement.rules.flatMap(\.needs).flatMap(\.withChildren).first {
        $0.text == name
      }
      #expect(need?.have.map(\.text) == people.words, comment)
    default: return false
    }
    return true
  }
}

extension NeedJudgement {
  var withChildren: [NeedJudgement] { [self] + children.flatMap(\.withChildren) }
}
