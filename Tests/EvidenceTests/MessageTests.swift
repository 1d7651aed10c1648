import Charters
import Git
import Policies
import TestSupport
import Testing

@testable import Evidence

/// Canonical messages: parse and print are inverse, and nothing else is canonical.
@Suite struct MessageTests {
  static let repository = RepositoryID(foundingContent: [1, 2, 3])
  static let commit = ObjectID(hex: String(repeating: "b", count: 40))!
  static let proposal = ProposalID(openingPayload: [4])
  static let branch = try! ReferenceName("refs/heads/main")
  static let ana = Handle("ana")!
  static let title = Title("Answer sooner")!

  static let founding = FoundingMessage(
    organisation: Title("A team")!, body: Rationale("We begin."), branch: branch, member: ana)
  static var opening: OpeningMessage {
    OpeningMessage(
      title: title, rationale: Rationale("Because it helps.\n\nIt does.")!,
      repository: repository, branch: branch, member: ana, with: [Handle("cy")!, Handle("ben")!],
      affects: ["team support", "dee"])
  }
  static var signoff: SignoffMessage {
    SignoffMessage(
      title: title, reason: Rationale("It breaks nights."), repository: repository, branch: branch,
      proposal: proposal, base: commit, revision: commit, amendment: .noChange, member: ana,
      decision: .object, sections: ["roles/support.md#Purpose", "mission.md#Statement"],
      previous: [PayloadID(member: "ana", payload: [1]), PayloadID(member: "ana", payload: [2])])
  }
  static let step = StepMessage(
    title: title, repository: repository, branch: branch, step: 12, proposal: proposal,
    amendment: .noChange, member: ana, outcome: .withdrawn)

  @Test func printAndParseAreInverse() {
    #expect(FoundingMessage(Self.founding.text) == Self.founding)
    #expect(OpeningMessage(Self.opening.text) == Self.opening)
    #expect(SignoffMessage(Self.signoff.text) == Self.signoff)
    #expect(StepMessage(Self.step.text) == Self.step)
    let revision = RevisionTrailers(proposal: Self.proposal, member: Self.ana)
    #expect(RevisionTrailers(revision.message(subject: "Better", body: nil)) == revision)
  }

  /// Each change makes a canonical message one that is not.
  @Test(arguments: [
    ("Charter-Format: 1", "Charter-Format: 2"),
    ("Charter-Format: 1\n", ""),
    ("Charter-Decision: object", "Charter-Decision: approve"),
    ("Charter-Member: ana", "Charter-Member: Ana"),
    ("Charter-Member: ana", "Charter-Member:  ana"),
    ("Charter-Member: ana", "Charter-Member: ana "),
    ("Charter-Member: ana", "Charter-Member: ana\nCharter-Member: ana"),
    ("Charter-Member: ana", "Charter-Member: ana\nCharter-Sneaky: yes"),
    ("Charter-Branch: refs/heads/main", "Charter-Branch: main"),
    ("Object: ", "Approve: "),
    ("Answer sooner\n", "Answer sooner \n"),
    ("It breaks nights.", "It breaks nights. "),
    ("It breaks nights.", "\nIt breaks nights."),
    ("It breaks nights.", "It breaks\n\n\nnights."),
    ("It breaks nights.", "Charter-Member: ben"),
    ("It breaks nights.", "It \u{202E}breaks nights."),
    ("roles/support.md#Purpose", "roles/support.md"),
    ("roles/support.md#Purpose", "../support.md#Purpose"),
  ])
  func otherFormsAreNotCanonical(_ old: String, _ new: String) {
    let text = Self.signoff.text
    #expect(text.contains(old))
    let changed = text.replacing(old, with: new, maxReplacements: 1)
    #expect(SignoffMessage(changed) == nil, "\(changed)")
  }

  @Test func nothingMayFollowTheLastLine() {
    #expect(SignoffMessage(Self.signoff.text + "\n") == nil)
    #expect(SignoffMessage(Self.signoff.text + "Signed-off-by: x\n") == nil)
    #expect(SignoffMessage(String(Self.signoff.text.dropLast())) == nil)
  }

  @Test func repeatedKeysAreSortedAndUnique() {
    let lines = Self.signoff.text.split(separator: "\n", omittingEmptySubsequences: false)
    let sections = lines.filter { $0.hasPrefix("Charter-Section") }
    #expect(sections == sections.sorted())
    let swapped = Self.signoff.text.replacing(
      sections.joined(separator: "\n"), with: sections.reversed().joined(separator: "\n"))
    #expect(SignoffMessage(swapped) == nil)
    let doubled = Self.signoff.text.replacing(sections[0], with: "\(sections[0])\n\(sections[0])")
    #expect(SignoffMessage(doubled) == nil)
  }

  @Test func titlesAndReasonsAreBounded() {
    #expect(Title(String(repeating: "x", count: 100)) != nil)
    #expect(Title(String(repeating: "x", count: 101)) == nil)
    #expect(Title("") == nil)
    #expect(Title(" x") == nil)
    #expect(Title("a\nb") == nil)
    #expect(Rationale(tidied: "\n\n a \n\n\n b\t\n\n")?.text == " a\n\n b")
    #expect(Rationale(tidied: " \n ") == nil)
  }

  @Test func experimentsNeedAnEnd() {
    var opening = Self.opening
    opening.term = .experiment
    #expect(OpeningMessage(opening.text) == nil)
    opening.expires = Day("2026-12-01")
    #expect(OpeningMessage(opening.text) == opening)
  }

  /// Whatever parses after mutation prints back to the very same bytes.
  @Test func fuzz() {
    var generator = SeededGenerator(seed: 11)
    let seeds = [Self.founding.text, Self.opening.text, Self.signoff.text, Self.step.text]
      .map { Array($0.utf8) }
    for round in 0..<Fuzz.rounds {
      let bytes = Fuzz.mutate(seeds[round % seeds.count], using: &generator)
      guard let text = String(validating: bytes, as: UTF8.self) else { continue }
      if let message = FoundingMessage(text) { #expect(message.text == text) }
      if let message = OpeningMessage(text) { #expect(message.text == text) }
      if let message = SignoffMessage(text) { #expect(message.text == text) }
      if let message = StepMessage(text) { #expect(message.text == text) }
      _ = RevisionTrailers(text)
    }
  }
}
