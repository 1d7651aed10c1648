import Evidence
import Git
import Policies
import Stories
import TestSupport
import Testing

/// Commits that other readers of git take for something else than they are.
@Suite struct AttacksOnForm {
  /// One way to write a signed commit that is no evidence.
  enum Form: String, Sendable, CaseIterable, CustomTestStringConvertible {
    case signatureInTheBody, headerThatBeginsLikeASignature, signatureForSHA256
    case textAfterNUL, twoSignatures, twoArmorsInOneSignature, wordsAfterTheArmor
    case encoding, mergetag, noEmptyLine, carriageReturns, notUTF8, authorWithoutDate

    var testDescription: String { rawValue }

    /// Falsifies a commit that its author would have signed.
    func falsify(_ draft: inout RawDraft) throws {
      switch self {
      case .signatureInTheBody:
        guard let armor = try draft.armor() else { return }
        draft.signer = .nobody
        let block = "gpgsig " + armor.replacing("\n", with: "\n ")
        try draft.replace("\n\nCharter-Format", with: "\n\n\(block)\n\nCharter-Format")
      case .headerThatBeginsLikeASignature: draft.headers = ["gpgsigX nothing"]
      case .signatureForSHA256:
        guard let armor = try draft.armor() else { return }
        draft.finish = Self.inserting(
          "gpgsig-sha256 " + armor.replacing("\n", with: "\n ") + "\n", before: "\n\n")
      case .textAfterNUL: draft.message += "\0and something that nobody sees\n"
      case .twoSignatures:
        guard let armor = try draft.armor() else { return }
        draft.finish = Self.inserting(
          "gpgsig " + armor.replacing("\n", with: "\n ") + "\n", before: "gpgsig ")
      case .twoArmorsInOneSignature:
        guard let armor = try draft.armor() else { return }
        draft.signer = .armor(armor + "\n" + armor)
      case .wordsAfterTheArmor:
        guard let armor = try draft.armor() else { return }
        draft.signer = .armor(armor + "\nand more")
      case .encoding: draft.headers = ["encoding ISO-8859-1"]
      case .mergetag:
        draft.headers = ["mergetag object \(draft.parents[0].hex)", " type commit", " tag v1"]
      case .noEmptyLine: draft.headers = ["note this is no header of git"]
      case .carriageReturns: draft.message = draft.message.replacing("\n", with: "\r\n")
      case .notUTF8:
        draft.finish = { bytes in bytes + [0xff, 0xfe, 10] }
      case .authorWithoutDate: draft.author = "Ben <ben@example.org>"
      }
    }

    /// Puts header lines before the first place where these words stand, or behind the headers.
    private static func inserting(
      _ lines: String, before words: String
    ) -> ([UInt8]) -> [UInt8] {
      { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        guard let place = text.firstRange(of: words)?.lowerBound else { return bytes }
        let (head, tail) = (text[..<place], text[place...])
        return Array((words == "\n\n" ? head + "\n" + lines.dropLast() : head + lines).utf8)
          + Array(tail.utf8)
      }
    }

    /// Why the sign-off does not count; whatever is no evidence at all is not canonical.
    var reason: ReasonCode {
      switch self {
      case .signatureInTheBody, .twoArmorsInOneSignature, .wordsAfterTheArmor: .badSignature
      default: .notCanonical
      }
    }

    /// What is wrong with a step of this form.
    var code: Problem.Code { reason == .badSignature ? .badSignature : .notCanonical }
  }

  @Test(arguments: Form.allCases)
  func signoff(_ form: Form) throws {
    let story = try Story()
    let idea = try story.serveTheSea(approvedBy: "cy")
    let signoff = try story.sign(.approve, idea, by: "ben", falsify: form.falsify)
    try story.expectHostile(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved], reasons: ["ben": [form.reason]],
      because: "It lacks required approvals.", wayOut: "charter status")
    try story.publish(["\(idea.head.hex):\(idea.branch)"])
    let name = try #require(story.references[signoff])
    let outcome = try story.push(["\(signoff.hex):\(name)"])
    #expect(!outcome.isAccepted)
    #expect(!outcome.movedSomething)
    #expect(outcome.text.contains("refused \(name): "))
  }

  @Test(arguments: Form.allCases)
  func step(_ form: Form) throws {
    let story = try Story()
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    let step = try story.ratify(idea, by: "ana", falsify: form.falsify)
    let verdict = try story.verdict(step)
    #expect(verdict.report.outcome != .valid, "\(verdict.story)")
    let codes: Set<Problem.Code> = [form.code, .rewritten, .changedWithoutApproval]
    #expect(!verdict.codes.isDisjoint(with: codes), "\(verdict.story)")
    try story.expectRefused("\(step.hex):refs/heads/main", because: "", wayOut: "charter")
  }

  @Test(arguments: Form.allCases)
  func opening(_ form: Form) throws {
    let story = try Story()
    let idea = try story.propose(
      by: "ana", "Serve the sea", changing: [Paths.mission: Story.sea], falsify: form.falsify)
    try story.approve(idea, by: "ben", "cy")
    let step = try story.ratify(idea, by: "ana")
    #expect(try story.verdict(step).report.outcome != .valid)
    try story.expectRefused("\(step.hex):refs/heads/main", because: "", wayOut: "charter")
    try story.expectRefused("\(idea.head.hex):\(idea.branch)", because: "", wayOut: "charter")
  }

  /// A key, a value or an order that the format does not know.
  @Test(arguments: [
    ("Charter-Format: 1", "Charter-Format: 2"),
    ("Charter-Format: 1\n", "Charter-Format: 1\nCharter-Format: 1\n"),
    ("Charter-Decision: approve\n", "Charter-Decision: approve\nCharter-Mood: good\n"),
    ("Charter-Decision: approve", "Charter-Decision: Approve"),
    ("Charter-Decision: approve", "Charter-Decision:  approve"),
    ("Charter-Decision: approve\n", "Charter-Decision: approve\n\n"),
    ("Approve: ", "approve: "),
    ("Serve the sea\n\n", "Serve the sea\n\nCharter-Decision: object\n\n"),
    ("Serve the sea\n\n", "Serve the sea\n\nText \u{202E}desrever\n\n"),
    ("Serve the sea\n\n", "Serve the pond\n\n"),
    ("Serve the sea\n\n", "Serve the sea\n\n\nDoubled.\n\n"),
  ])
  func message(_ old: String, _ new: String) throws {
    let story = try Story()
    let idea = try story.serveTheSea(approvedBy: "cy")
    try story.sign(.approve, idea, by: "ben") { try $0.replace(old, with: new) }
    try story.expectVerdict(
      try story.ratify(idea, by: "ana"), .invalid, [.notApproved],
      reasons: ["ben": [.notCanonical]])
  }
}
