import Charters
import Evidence
import Foundation
import Git
import Policies
import Stories
import TestSupport
import Testing

/// Damaged evidence in whole histories, and damaged lines of what a server reads: no crash, no
/// hang, and nothing damaged is believed.
@Suite struct EvidenceFuzzTests {
  /// Each of these judges a history; a hundredth of the mutations of a parser.
  private static let histories = max(50, Fuzz.rounds / 100)

  /// A history in which one commit is damaged, and what stands on it is tied together anew.
  private enum Part: CaseIterable { case opening, signoff, gather, step }

  /// Damages one commit of a decision; nothing but the very same words is valid.
  @Test func damagedCommits() throws {
    let story = try Story()
    let engine = { Engine(try story.work.repository()) }
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    let gather = try story.gather(idea, by: "ana")
    let step = try story.ratify(idea, by: "ana", gather: gather)
    let honest = try story.bytes(of: step)
    try story.expectVerdict(step, .valid)
    var generator = SeededGenerator(seed: 31)
    for round in 0..<Self.histories {
      let part = Part.allCases[round % Part.allCases.count]
      let damaged: ObjectID
      switch part {
      case .step:
        damaged = try story.store(Fuzz.mutate(honest, using: &generator))
        if damaged == step { continue }
      case .signoff:
        let bytes = try story.bytes(of: idea.signoffs[0])
        let signoff = try story.store(Fuzz.mutate(bytes, using: &generator))
        if signoff == idea.signoffs[0] { continue }
        let other = try story.gather(idea, by: "ana", signoffs: [signoff, idea.signoffs[1]])
        damaged = try story.ratify(idea, by: "ana", gather: other)
      case .gather:
        let other = try story.store(Fuzz.mutate(story.bytes(of: gather), using: &generator))
        if other == gather { continue }
        damaged = try story.ratify(idea, by: "ana", gather: other)
      case .opening:
        let bytes = Fuzz.mutate(try story.bytes(of: idea.opening), using: &generator)
        let opening = try story.store(bytes)
        if opening == idea.opening { continue }
        let other = try story.gather(idea, by: "ana") { $0.parents[0] = opening }
        damaged = try story.ratify(idea, by: "ana", gather: other)
      }
      try judge(damaged, engine(), unless: part == .gather ? "gather" : nil)
    }
  }

  /// What is judged is invalid, incomplete, or cannot be read; never valid, but for a record whose
  /// words prove nothing anyway.
  private func judge(_ tip: ObjectID, _ engine: Engine, unless harmless: String?) throws {
    do {
      let report = try engine.verify(tip)
      guard report.outcome == .valid, harmless == nil else { return }
      // Other armor, the same words: the signature is still a good one.
      let last = try #require(report.steps.last)
      let payload = try RawCommit(id: tip, bytes: engine.repository.object(tip).bytes).payload
      #expect(last.problems.isEmpty && !payload.isEmpty, "\(tip) is valid")
      let signoffs = last.assessment?.judgement?.signoffs.filter(\.counts).count ?? 0
      #expect(signoffs >= 2, "\(tip) is valid with \(signoffs) approvals")
    } catch is GitError {
      return  // it cannot be read
    } catch EvidenceError.notGoverned {
      return
    }
  }

  /// Damages the folder of charters, or the policy and the members in it, in an unsigned commit.
  @Test func damagedTrees() throws {
    let story = try Story()
    let root = try story.tree(of: story.main)
    let bytes = try story.work.bytes(of: root)
    var generator = SeededGenerator(seed: 32)
    for _ in 0..<Self.histories {
      let tree = try story.store(Fuzz.mutate(bytes, using: &generator), as: "tree")
      if tree == root { continue }
      let commit = try story.change([:]) { $0.tree = tree }
      do {
        let report = try Engine(story.work.repository()).verify(commit)
        let isSame =
          try story.work.repository().tree(tree).entry(named: "Charters")
          == story.work.repository().tree(root).entry(named: "Charters")
        #expect(report.outcome != .valid || isSame, "\(tree)")
      } catch is GitError {
        continue  // it cannot be read
      }
    }
  }

  /// Lines of pre-receive's input, ids and names.
  @Test func damagedLinesOfAPush() {
    let id = String(repeating: "ab", count: 20)
    let zero = String(repeating: "0", count: 40)
    let samples = [
      "\(id) \(id) refs/heads/main", "\(zero) \(id) refs/charter/signoffs/\(id.prefix(32))/ana/x",
      "\(id) \(zero) refs/heads/proposals/a b",
    ].map { Array($0.utf8) }
    Fuzz.each(of: samples, seed: 33) { bytes in
      let line = String(decoding: bytes, as: UTF8.self)
      guard let change = RefChange(line: line) else { return }
      let old = change.old?.hex ?? zero
      #expect(line == "\(old) \(change.new?.hex ?? zero) \(change.name)")
      #expect(!change.name.text.isEmpty)
    }
  }

  /// Attributes beside the charters, and the members' files.
  @Test func damagedAttributesAndMembers() throws {
    let attributes = [
      "* text=auto\n*.md -diff merge=ours\n\"a b\" filter=x\n[attr]odd binary\n",
      "Charters/** !eol working-tree-encoding=UTF-16 # no\n\\#x -text\n",
    ].map { Array($0.utf8) }
    Fuzz.each(of: attributes, seed: 34) { bytes in
      let found = ContentRules.checkAttributes(path: Array(".gitattributes".utf8), bytes: bytes)
      #expect(
        found == ContentRules.checkAttributes(path: Array(".gitattributes".utf8), bytes: bytes))
    }
    let path = try CharterPath("Charters/members/ana.md")
    let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ"
    let members = [Array(Setting.member("Ana", keys: [key]).utf8)]
    Fuzz.each(of: members, seed: 35) { bytes in
      guard let text = try? CharterText(path: path, bytes: bytes) else { return }
      let (roster, findings) = Roster.read([text])
      #expect(roster.members.count <= 1)
      #expect(Roster.read([text]).findings == findings)
    }
  }
}
