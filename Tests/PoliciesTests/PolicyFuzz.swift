import CharterTemplates
import TestSupport
import Testing

@testable import Policies

@Suite struct PolicyFuzz {
  /// Damaged policies never stop the program, and what still parses keeps needs on every rule.
  @Test func damagedPolicies() throws {
    var samples = Preset.allCases.map(Templates.policy)
    for seed in 0..<20 as Range<UInt64> {
      var random = RandomCase(seed: seed)
      samples.append(Array(random.policyText().utf8))
    }
    samples += WrittenCase.all("").filter { $0["preset"] == nil }.map { Array($0.policyText.utf8) }
    Fuzz.each(of: samples, seed: 1) { bytes in
      let (policy, problems) = Policy.parse(bytes)
      #expect((policy == nil) == problems.contains { $0.level == .error })
      for problem in problems {
        #expect(problem.line > 0 && problem.column > 0 && !problem.message.isEmpty)
      }
      for rule in policy?.rules ?? [] {
        #expect(!rule.needs.isEmpty && !rule.name.isEmpty)
        let asks = rule.needs.allSatisfy(\.asksForSomething)
        #expect(asks)
      }
      if let rule = policy?.defaultRule { #expect(!rule.needs.isEmpty) }
    }
  }
}

extension Need {
  fileprivate var asksForSomething: Bool {
    guard case .anyOf(let lists) = condition else { return true }
    return !lists.isEmpty && lists.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.asksForSomething) }
  }
}
