import CharterTemplates
import Foundation
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

  /// A rule that loses its needs is an error, never one that is met.
  @Test func aRuleWithoutNeedsIsAnError() {
    var samples = Preset.allCases.map { String(decoding: Templates.policy($0), as: UTF8.self) }
    for seed in 0..<60 as Range<UInt64> {
      var random = RandomCase(seed: seed)
      samples.append(random.policyText())
    }
    var count = 0
    for sample in samples {
      let lines = sample.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      for (index, line) in lines.enumerated() {
        let indent = line.prefix { $0 == " " }.count
        guard line.dropFirst(indent).hasPrefix("needs:") else { continue }
        let block = lines[(index + 1)...].prefix { next in
          next.prefix { $0 == " " }.count > indent || next.isEmpty
        }
        let rest = lines[..<index] + lines[(index + 1 + block.count)...]
        let (policy, problems) = Policy.read(Array(rest.joined(separator: "\n").utf8))
        #expect(policy == nil && problems.contains { $0.level == .error })
        count += 1
      }
    }
    #expect(count > 100)
  }

  /// A policy that asks for more is never easier, and what a judgement shows is what the mutated
  /// text says.
  @Test func aMutatedPolicyJudgesWhatItSays() throws {
    let more = [
      ("1 of", "2 of"), ("2 of", "3 of"), ("50% of", "75% of"), ("majority of", "75% of"),
      ("turnout: 1%", "turnout: 75%"), ("turnout: 20%", "turnout: 60%"),
      ("overruled-by: majority of", "overruled-by: all of"), ("wait: 2 days", "wait: 8 days"),
      ("open-for: 2 days", "open-for: 5 days"),
    ]
    var count = 0
    for seed in 0..<200 as Range<UInt64> {
      var random = RandomCase(seed: seed)
      let c = try random.judged()
      var again = RandomCase(seed: seed)
      let text = again.policyText()
      // Where too few may decide others are asked instead, which can be easier.
      guard !text.contains("otherwise") else { continue }
      let before = judge(c)
      for (old, new) in more {
        guard let range = text.range(of: old) else { continue }
        let changed = text.replacingCharacters(in: range, with: new)
        let policy = try #require(Policy.read(Array(changed.utf8)).policy, "\(changed)")
        let after = judge(c.with(policy: policy))
        #expect(after.state >= before.state, "\(old) → \(new) in\n\(text)")
        let said = policy.rules.map { ($0.name, $0.needs.map(\.text)) }
        for rule in after.rules where !rule.isDefault {
          #expect(said.contains { $0.0 == rule.name && $0.1 == rule.needs.map(\.text) })
        }
        count += 1
      }
    }
    #expect(count > 100)
  }
}

extension Need {
  fileprivate var asksForSomething: Bool {
    guard case .anyOf(let lists) = condition else { return true }
    return !lists.isEmpty && lists.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.asksForSomething) }
  }
}
