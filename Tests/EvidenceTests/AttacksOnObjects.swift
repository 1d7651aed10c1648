import Evidence
import Git
import Policies
import Stories
import TestSupport
import Testing

/// Trees that different readers of git take for different things, and other things in the place of
/// the governed folder.
@Suite struct AttacksOnObjects {
  typealias Line = (mode: String, name: [UInt8], id: ObjectID)

  /// A way to write the folder of charters that no honest tool has.
  enum Shape: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case nameTwice, fileAndFolder, outOfOrder, emptyName, dotGit, dotDot, slashInAName
    case modeOfAnOldGit, modeWithAZero, unknownMode, folderThatIsAFile, fileThatIsAFolder
    case fileThatIsACommit, missingFile, nameThatIsNotUTF8, notATree

    var testDescription: String { rawValue }

    /// The entries of `Charters/`, from honest ones; `blob` is a mission that nobody approved.
    func entries(_ honest: [Line], blob: ObjectID, story: Story) throws -> [Line] {
      let mission = Array("mission.md".utf8)
      func replacing(_ mode: String, _ id: ObjectID) -> [Line] {
        honest.map { $0.name == mission ? (mode, mission, id) : $0 }
      }
      let folder = try #require(honest.first { $0.mode == "40000" }).id
      switch self {
      case .nameTwice:
        return honest.flatMap { $0.name == mission ? [$0, ("100644", mission, blob)] : [$0] }
      case .fileAndFolder: return honest + [("40000", mission, folder)]
      case .outOfOrder: return replacing("100644", blob).reversed()
      case .emptyName: return [("100644", [], blob)] + honest
      case .dotGit: return [("40000", Array(".git".utf8), folder)] + honest
      case .dotDot: return [("40000", Array("..".utf8), folder)] + honest
      case .slashInAName: return [("100644", Array("agreements/a.md".utf8), blob)] + honest
      case .modeOfAnOldGit: return replacing("100664", blob)
      case .modeWithAZero: return replacing("0100644", blob)
      case .unknownMode: return replacing("177777", blob)
      case .folderThatIsAFile: return replacing("40000", blob)
      case .fileThatIsAFolder: return replacing("100644", folder)
      case .fileThatIsACommit: return replacing("100644", story.main)
      case .missingFile: return replacing("100644", AttacksOnContent.blob)
      case .nameThatIsNotUTF8: return honest + [("100644", [0xff, 0xfe, 0x2e, 0x6d, 0x64], blob)]
      case .notATree: return []
      }
    }
  }

  private func tree(_ shape: Shape, _ story: Story) throws -> ObjectID {
    let root = try lines(of: story.tree(of: story.main), story)
    let governed = try #require(root.first { $0.name == Array("Charters".utf8) }).id
    let blob = try story.work.hash(Array(Setting.mission(statement: "Mine.").utf8))
    let folder =
      shape == .notATree
      ? blob
      : try story.tree(raw: shape.entries(lines(of: governed, story), blob: blob, story: story))
    return try story.tree(
      raw: root.map { $0.id == governed ? ($0.mode, $0.name, folder) : $0 })
  }

  private func lines(of tree: ObjectID, _ story: Story) throws -> [Line] {
    try story.work.git("ls-tree", tree.hex).split(separator: "\n").map { line in
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      let mode = words[0].drop { $0 == "0" }
      return (String(mode), Array(words[3].utf8), try #require(ObjectID(hex: words[2])))
    }
  }

  /// Pushed as it is, it is refused, whatever git itself makes of it; offline it is never valid.
  @Test(arguments: Shape.allCases)
  func pushed(_ shape: Shape) throws {
    let story = try Story()
    let commit = try story.change([:]) { $0.tree = try tree(shape, story) }
    let outcome: Report.Outcome?
    do {
      outcome = try story.verdict(commit).report.outcome
    } catch is GitError {
      outcome = nil  // it cannot even be read
    }
    #expect(outcome != .valid)
    let pushed = try story.push(["\(commit.hex):refs/heads/main"])
    #expect(!pushed.isAccepted)
    #expect(!pushed.movedSomething)
    try story.server.git.fsck()
  }

  /// With everybody's approval it is refused as well.
  @Test(arguments: [
    Shape.nameTwice, .fileAndFolder, .outOfOrder, .modeOfAnOldGit, .modeWithAZero, .dotGit,
    .nameThatIsNotUTF8, .fileThatIsAFolder,
  ])
  func approved(_ shape: Shape) throws {
    let story = try Story()
    let tree = try tree(shape, story)
    // What it would say of itself cannot be computed of every shape; that of the honest words can.
    let idea = try story.serveTheSea()
    let honest = try story.tree(of: idea.head)
    try story.revise(idea, by: "ana", changing: [:]) { $0.tree = tree }
    for handle in ["ben", "cy"] {
      try story.sign(.approve, idea, by: handle, on: idea.opening) { draft in
        draft.tree = tree
        draft.parents = [idea.head]
        try draft.replace(
          "Charter-Revision: \(idea.opening)", with: "Charter-Revision: \(idea.head)")
      }
    }
    let tip = try story.ratify(idea, by: "ana", landing: honest) { $0.tree = tree }
    var outcome: Report.Outcome?
    do {
      outcome = try story.verdict(tip).report.outcome
    } catch is GitError {
      outcome = nil  // it cannot even be read
    }
    #expect(outcome != .valid)
    // Zeros before a mode change nothing of what a version says, only how a step must be written.
    let refused =
      [(tip, "refs/heads/main")] + (shape == .modeWithAZero ? [] : [(idea.head, idea.branch)])
    for (commit, name) in refused {
      let pushed = try story.push(["\(commit.hex):\(name)"])
      #expect(!pushed.isAccepted)
      #expect(!pushed.movedSomething)
    }
  }

  /// Something else where the governed folder was, pushed or approved by everybody.
  @Test(arguments: [
    Entry.link(to: "docs"), .text("Nothing to govern.\n"), .executable("#!/bin/sh\n"), .absent,
    .object(mode: "160000", AttacksOnContent.blob),
  ])
  func inTheFoldersPlace(_ entry: Entry) throws {
    let story = try Story()
    let commit = try story.change(["Charters": entry])
    #expect(try story.verdict(commit).report.outcome == .unratified)
    try story.expectRefused(
      "\(commit.hex):refs/heads/main", because: "nobody's approval is recorded",
      wayOut: "charter propose")
    guard entry != .object(mode: "160000", AttacksOnContent.blob) else { return }
    let idea = try story.propose(by: "ana", "No charters", changing: ["Charters": entry])
    try story.approve(idea, by: "ben", "cy", "dee")
    let tip = try story.ratify(idea, by: "ana")
    #expect(try story.verdict(tip).report.outcome == .invalid)
    try story.expectRefused("\(tip.hex):refs/heads/main", because: "", wayOut: "charter")
  }
}
