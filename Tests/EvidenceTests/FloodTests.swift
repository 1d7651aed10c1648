import Evidence
import Foundation
import Git
import Policies
import Processes
import Stories
import TestSupport
import Testing

/// Much of everything: refused or judged in bounded memory, and never a crash.
///
/// `CHARTER_FLOOD=1` is the long form: 5,000 sign-offs, 500 parents, 100,000 commits, lists and
/// quotes 20,000 deep, 10,001 files.
@Suite(.serialized) struct FloodTests {
  private static let isLong = ProcessInfo.processInfo.environment["CHARTER_FLOOD"] != nil

  /// The server's hook and a reader's `verify` have this much memory and no more, in KiB.
  private static let memory = 3 << 20

  private let story: Story

  init() throws {
    story = try Story()
    try bound("pre-receive")
  }

  /// Lets a hook run in bounded memory.
  private func bound(_ name: String) throws {
    try story.server.install(
      "#!/bin/sh\nulimit -v \(Self.memory)\nexec '\(Program.path)' hook \(name)\n",
      as: "hooks/\(name)")
  }

  /// What `verify` says of a tip, in bounded memory; it must have ended by itself.
  @discardableResult
  private func verify(_ tip: ObjectID, status: Int32, saying words: String) throws -> String {
    let result = try story.work.run(
      "sh", ["-c", "ulimit -v \(Self.memory); exec \"$0\" verify \"$1\"", Program.path, tip.hex])
    #expect(result.status == status, "\(result.outputText)\(result.errorText)")
    let text = (result.outputText + result.errorText).split { $0.isWhitespace }
      .joined(separator: " ")
    #expect(text.contains(words), "\(text)")
    return text
  }

  private func expectRefused(
    _ refspecs: [String], because reason: String, at location: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try story.push(refspecs)
    #expect(!outcome.isAccepted && !outcome.movedSomething, sourceLocation: location)
    let words = outcome.text
    #expect(words.contains(reason), "\(words.prefix(3000))", sourceLocation: location)
  }

  /// Sign-offs in members' names by a key that is not theirs, gathered beside two that count.
  @Test func signoffs() throws {
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    let mallory = try story.cast.member("eve")
    var flood: [ObjectID] = []
    for number in 0..<(Self.isLong ? 5_000 : 100) {
      flood.append(
        try story.sign(.comment, idea, by: "dee", reason: "No \(number).") { draft in
          try draft.replace("Charter-Member: dee", with: "Charter-Member: m\(number / 60)")
          draft.namePrevious([])
          draft.signer = .member(mallory)
        })
    }
    let step = try story.ratify(idea, by: "ana")
    try verify(step, status: 0, saying: "Valid:")
    try story.publish(["\(idea.head.hex):\(idea.branch)"])
    try story.expectTaken("\(step.hex):refs/heads/main")
    // As references each is refused, and five are named.
    let names = flood.prefix(200).compactMap { id in story.references[id].map { (id, $0) } }
    try expectRefused(names.map { "\($0.hex):\($1)" }, because: "refused refs/charter/signoffs/")
  }

  @Test func octopus() throws {
    let count = Self.isLong ? 500 : 50
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    let sides = try (0..<count).map { number in
      try story.change(["README.md": .text("Number \(number).\n")])
    }
    let merge = try story.change(["README.md": "All.\n"]) { $0.parents += sides }
    try verify(merge, status: 0, saying: "Valid:")
    let step = try story.ratify(idea, by: "ana") { $0.parents += sides }
    try expectRefused(
      ["\(step.hex):refs/heads/main"], because: "A step has exactly two parents")
    try story.expectTaken("\(merge.hex):refs/heads/main")
    let gather = try story.gather(idea, by: "ana", signoffs: idea.signoffs + sides)
    try verify(story.ratify(idea, by: "ana", gather: gather), status: 0, saying: "Valid:")
  }

  /// Commits by the thousand, on the protected branch and on a proposal's.
  @Test func commits() throws {
    let count = Self.isLong ? 100_000 : 1_000
    func chain(on start: ObjectID, _ branch: String) throws -> ObjectID {
      var stream: [UInt8] = []
      for number in 0..<count {
        stream += Array(
          """
          commit refs/heads/\(branch)
          committer Ana <ana@example.org> \(1_700_001_000 + number) +0000
          data 2
          x
          \(number == 0 ? "from \(start.hex)\n" : "")M 100644 inline README.md
          data 8
          \(String(10_000_000 + number))

          """.utf8)
      }
      let result = try story.work.run("git", ["fast-import", "--quiet"], input: stream)
      #expect(result.succeeded, "\(result.errorText)")
      return try story.work.id("refs/heads/" + branch)
    }
    let idea = try story.serveTheSea(approvedBy: "ben")
    let long = try chain(on: idea.head, "long")
    try expectRefused(
      ["\(long.hex):\(idea.branch)"],
      // Of a proposal no more than 100,000 versions are read, so its opening is not found then.
      because: Self.isLong
        ? "a proposal begins with its signed opening"
        : "It is not a signed version of this proposal."
    )
    let plain = try chain(on: story.main, "plain")
    try verify(plain, status: 0, saying: "Valid:")
    try story.expectTaken("\(plain.hex):refs/heads/main")
    try story.server.git.git("config", "charter.maxCommits", "\(count / 2)")
    try expectRefused(
      ["\(try chain(on: plain, "more").hex):refs/heads/main"],
      because: "this server takes \(count / 2) in one push")
  }

  /// Files that would grow when they are read, or that are deeper than any stack.
  @Test(arguments: [
    "aliases in the policy", "aliases in a page", "lists in a page", "lists in the policy",
    "lists in the text", "quotes in the text",
  ])
  func depth(_ name: String) throws {
    let depth = Self.isLong ? 20_000 : 200
    var bomb = "a0: &a0 [x, x]\n"
    for number in 1...30 {
      bomb += "a\(number): &a\(number) [*a\(number - 1), *a\(number - 1)]\n"
    }
    let nest = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    func page(_ field: String) -> String {
      Setting.mission().replacing("title: Mission\n", with: "title: Mission\n\(field)")
    }
    let (path, text) =
      switch name {
      case "aliases in the policy": (Paths.policy, bomb)
      case "aliases in a page": (Paths.mission, page(bomb))
      case "lists in a page": (Paths.mission, page("measures: \(nest)\n"))
      case "lists in the policy":
        (Paths.policy, Setting.twoAgree.replacing("for: {}", with: "for: \(nest)"))
      case "lists in the text":
        (Paths.mission, Setting.mission(statement: String(repeating: "- ", count: depth) + "x"))
      default:
        (Paths.mission, Setting.mission(statement: String(repeating: "> ", count: depth) + "x"))
      }
    let idea = try story.propose(by: "ana", "Something deep", changing: [path: .text(text)])
    try story.approve(idea, by: "ben", "cy")
    try verify(story.ratify(idea, by: "ana"), status: 1, saying: path)
    try expectRefused(["\(idea.head.hex):\(idea.branch)"], because: path)
  }

  /// More files than a step may hold, and a file that is one line as long as a charter may be.
  @Test func sizes() throws {
    let count = Self.isLong ? 10_000 : 300
    let role = try story.store(Array(Setting.support(purpose: "Much.").utf8), as: "blob")
    var files: [String: Entry] = [:]
    for number in 0..<(count + 1) {
      files["Charters/roles/r-\(number).md"] = .object(mode: "100644", role)
    }
    let many = try story.propose(by: "ana", "Many roles", changing: files)
    try story.approve(many, by: "ben", "cy")
    let step = try story.ratify(many, by: "ana")
    let isTooMany = Self.isLong
    try verify(step, status: isTooMany ? 1 : 0, saying: isTooMany ? "files" : "Valid:")
    if isTooMany {
      try expectRefused(["\(many.head.hex):\(many.branch)"], because: "files")
      try expectRefused(["\(step.hex):refs/heads/main"], because: "files")
    }
    let shell = Setting.mission(statement: "")
    let line = String(repeating: "word ", count: ((1 << 20) - shell.utf8.count) / 5)
    let wide = try story.propose(
      by: "ana", "One line", changing: [Paths.mission: .text(Setting.mission(statement: line))])
    try story.approve(wide, by: "ben", "cy")
    try story.publish(wide)
    let landed = try story.ratify(wide, by: "ana")
    try verify(landed, status: 0, saying: "Valid:")
    try story.expectTaken("\(landed.hex):refs/heads/main")
    let result = try story.work.run(
      Program.path, ["diff", story.main.hex, landed.hex], environment: ["COLUMNS": "80"])
    #expect(result.succeeded, "\(result.errorText.prefix(1000))")
  }
}
