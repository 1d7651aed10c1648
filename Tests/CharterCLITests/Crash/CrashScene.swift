import Foundation
import Processes
import TestSupport
import Testing

/// One command of one member in a practice repository, which is killed before one of its steps.
struct CrashScene {
  /// What dies.
  enum Mode: String, CaseIterable, Sendable {
    /// The program, while what it started goes on: no memory was left.
    case program
    /// Everything at once: the power failed.
    case all
  }

  let practice: Practice
  let member: TestMember
  let arguments: [String]
  /// Files of the member's clone that no kill may change.
  let edits: [String]
  private let kept: TemporaryFolder

  /// Keeps a copy of how everything stands now.
  init(
    _ practice: Practice, _ member: TestMember, _ arguments: [String], edits: [String]
  ) throws {
    self.practice = practice
    self.member = member
    self.arguments = arguments
    self.edits = edits
    kept = try TemporaryFolder("charter-kept")
    try shell("cp -a \"$1/.\" \"$2\"", practice.folder.path, kept.path)
  }

  /// Puts everything back to how it stood.
  func restore() throws {
    try shell(
      "find \"$2\" -mindepth 1 -delete; cp -a \"$1/.\" \"$2\"", kept.path, practice.folder.path)
  }

  /// The program that kills, beside the tests.
  static let killer = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("StepKiller").path

  static let hint: Comment = "a process may not be traced here, so none is killed at a chosen step"

  /// Whether the system lets one process trace another.
  static let isPossible: Bool = {
    var command = Command(killer, ["all", "0", "/nowhere", "true"])
    command.environment = ["PATH": "/usr/bin:/bin"]
    // What cannot be run kills nothing, and the tests are skipped with the hint.
    return (try? command.run().status) == 0
  }()

  /// Runs the command and kills before a step; 0 kills nothing.
  ///
  /// - Returns: the status, how many steps were seen, and what was said.
  func run(killing mode: Mode, at step: Int) throws -> (status: Int32, steps: Int, text: String) {
    let count = kept.path + ".count"
    let line = #"count=$1; shift; exec "$@" 3>"$count""#
    var command = Command(
      "sh",
      ["-c", line, "sh", count, Self.killer, mode.rawValue, String(step), practice.folder.path]
        + [Program.path] + arguments)
    command.directory = practice.clone(member)
    command.environment = member.environment()
    command.timeout = 240
    let result = try command.run()
    let text = String(decoding: try Files.read(count), as: UTF8.self)
    try Files.remove(count)
    return (
      result.status, Int(text.trimmingCharacters(in: .newlines)) ?? 0,
      result.outputText + result.errorText
    )
  }

  // MARK: How everything stands

  /// References with the trees they lead to, HEAD, and the working tree; ids that depend on the
  /// time are left out.
  struct State: Equatable {
    var references: [String]
    var head: String
    var files: [String: [UInt8]]
    var status: String
  }

  func state() throws -> State {
    let clone = practice.clone(member)
    var references: [String] = []
    for (name, place) in [("clone", clone), ("server", practice.server)] where Files.exists(place) {
      // Where nothing is founded yet there is no repository to ask.
      guard
        let lines = try? shell(
          "cd \"$1\" && git for-each-ref --format='%(refname) %(tree)'", place)
      else { continue }
      for line in lines.split(separator: "\n") {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        var name = "\(name) \(parts[0])"
        if name.contains("refs/charter/signoffs/") {
          name = name.split(separator: "/").dropLast().joined(separator: "/")
        }
        // What was fetched is no state of the member's own.
        if !name.contains("refs/remotes/") { references.append("\(name) \(parts.last ?? "")") }
      }
    }
    let head = (try? shell("cd \"$1\" && git symbolic-ref HEAD", clone)) ?? "none"
    let status = (try? shell("cd \"$1\" && git status --porcelain", clone)) ?? "none"
    var files: [String: [UInt8]] = [:]
    let all = FileManager.default.enumerator(atPath: clone)
    while let file = all?.nextObject() as? String {
      if file == ".git" || file.hasPrefix(".git/hooks/") == false && file.hasPrefix(".git/") {
        continue
      }
      var isFolder: ObjCBool = false
      let path = clone + "/" + file
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        !isFolder.boolValue
      else { continue }
      files[file] = try Files.read(path)
    }
    return State(references: references.sorted(), head: head, files: files, status: status)
  }

  /// What git says against the clone and the server.
  func damage() throws -> String {
    var found = ""
    // A repository that is only being made is none yet.
    for place in [practice.clone(member), practice.server]
    where Files.exists(place + "/.git/HEAD") || Files.exists(place + "/HEAD") {
      let line =
        "cd \"$1\" && git fsck --strict --full --no-dangling --no-progress 2>&1"
        + " | grep -v -e '^notice:' -e '^fatal: not a git repository' || true"
      found += try shell(line, place)
    }
    return found
  }

  /// Locks that a killed git left behind.
  func locks() throws -> [String] {
    try shell("find \"$1\" -name '*.lock'", practice.folder.path).split(separator: "\n")
      .map(String.init)
  }

  func remove(_ files: [String]) throws { for file in files { try Files.remove(file) } }

  @discardableResult
  private func shell(_ line: String, _ arguments: String...) throws -> String {
    var command = Command("sh", ["-e", "-c", line, "sh"] + arguments)
    command.environment = member.environment()
    command.timeout = 120
    let result = try command.run()
    guard result.succeeded else { throw CommandFailure(command: ["sh", line], result: result) }
    return result.outputText
  }
}
