import Testing

@testable import Charters
@testable import Policies

/// The cases of `Cases/lint-*.txt`: a policy, and everything that is wrong with it.
@Suite struct LintCases {
  @Test(arguments: WrittenCase.all("lint-"))
  func finds(_ written: WrittenCase) throws {
    let (policy, read) = Policy.read(Array(written.policyText.utf8))
    var problems = read
    if let policy, written["members"] != nil {
      problems += policy.problems(with: try written.roster())
    }
    let found = problems.map { problem in
      "\(problem.line):\(problem.column) \(problem.code)"
        + (problem.level == .error ? "" : " (\(problem.level.rawValue))")
    }
    #expect(found == written.lines("problem"), "\(problems.map(\.message))")
    for (line, problem) in zip(written.lines("hint"), problems) {
      #expect(problem.hint == line)
    }
    for (line, problem) in zip(written.lines("message"), problems) {
      #expect(problem.message == line)
    }
  }

  /// A hint is one line that could stand in a policy: it holds no error of its own.
  @Test(arguments: WrittenCase.all("lint-"))
  func hintsAtCorrectLines(_ written: WrittenCase) throws {
    let (policy, read) = Policy.read(Array(written.policyText.utf8))
    var problems = read
    if let policy, written["members"] != nil {
      problems += policy.problems(with: try written.roster())
    }
    for hint in problems.compactMap(\.hint) {
      #expect(!hint.contains("\n"))
      guard let key = hint.drop(while: { "- ".contains($0) }).split(separator: ":").first else {
        continue
      }
      let line = hint.drop(while: { "- ".contains($0) })
      let text: String
      switch key {
      case "charter-policy": text = "charter-policy: 1\nrules: []\n"
      case "rules": text = "charter-policy: 1\nrules: []\n"
      case "default": text = "charter-policy: 1\nrules: []\n\(line)\n"
      case "name": text = rule("- \(line)", "  for: {}", "  needs: [ { approve: 1 of everyone } ]")
      case "for", "except":
        let value = key == "for" ? String(line) : "for: { \(line) }"
        text = rule("- name: A", "  \(value)", "  needs: [ { approve: 1 of everyone } ]")
      case "why", "exclude", "stale-when", "deputies":
        text = rule(
          "- name: A", "  for: {}", "  \(line)", "  needs: [ { approve: 1 of everyone } ]")
      case "needs": text = rule("- name: A", "  for: {}", "  \(line)")
      case "otherwise", "turnout":
        text = rule(
          "- name: A", "  for: {}", "  needs:", "    - approve: 1 of leads", "      \(line)")
      case "settle", "close-after":
        text = rule("- name: A", "  for: {}", "  needs:", "    - open-for: 1 days", "      \(line)")
      case "wait":
        text = rule("- name: A", "  for: {}", "  needs:", "    - advice: everyone", "      \(line)")
      case "overruled-by":
        text = rule(
          "- name: A", "  for: {}", "  needs:", "    - open-for: 1 days", "    - consent: everyone",
          "      \(line)")
      case "consent":
        text = rule("- name: A", "  for: {}", "  needs:", "    - \(line)", "    - open-for: 1 days")
      case "approve", "advice", "open-for", "expires-within", "any-of":
        text = rule("- name: A", "  for: {}", "  needs:", "    - \(line)")
      default: continue
      }
      let rest = Policy.read(Array(text.utf8)).problems.filter {
        !["this-role-without-role", "this-person-without-member"].contains($0.code)
      }
      #expect(rest == [], "\(hint): \(rest.map(\.message))")
    }
  }

  private func rule(_ lines: String...) -> String {
    "charter-policy: 1\nrules:\n" + lines.map { "  \($0)\n" }.joined()
  }
}
