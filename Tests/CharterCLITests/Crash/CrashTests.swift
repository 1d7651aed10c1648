import Processes
import TestSupport
import Testing

/// Killed before any of its steps, a command leaves the repository whole, the user's edits where
/// they were, and can be given again and finishes.
///
/// `CHARTER_KILL_STEPS=all` tries every step; otherwise some of each command, spread evenly.
@Suite(.enabled(if: CrashScene.isPossible, CrashScene.hint)) struct CrashTests {
  /// Steps that are tried of each command and mode; nil is all of them.
  static let tried: Int? = {
    let text = Command.inheritedEnvironment["CHARTER_KILL_STEPS"] ?? ""
    return text == "all" ? nil : Int(text) ?? 5
  }()

  static let policy = """
    charter-policy: 1
    rules:
      - name: One other agrees
        for: {}
        needs:
          - approve: 1 of everyone

    """

  /// A command that writes, and what comes before it.
  enum Act: String, CaseIterable, Sendable {
    case initInAnEmptyFolder, initWithFiles, propose, revise, approve, comment, ratify, withdraw
    case importFile, update, installHooks, chainHooks
  }

  @Test(arguments: Act.allCases, CrashScene.Mode.allCases)
  func killed(_ act: Act, _ mode: CrashScene.Mode) throws {
    let scene = try act.scene()
    let before = try scene.state()
    let whole = try scene.run(killing: mode, at: 0)
    try #require(whole.status == 0, "\(whole.text)")
    let after = try scene.state()
    #expect(whole.steps > 0)
    let steps = Self.steps(of: whole.steps)
    for step in steps {
      try scene.restore()
      let label = "\(act) \(mode), step \(step) of \(whole.steps)"
      let killed = try scene.run(killing: mode, at: step)
      try look(scene, before, after, label + "\n" + killed.text)
      try again(scene, after, label)
    }
    print("killed \(act.rawValue) (\(mode.rawValue)) at \(steps.count) of \(whole.steps) steps")
  }

  private static func steps(of count: Int) -> [Int] {
    guard let tried, tried < count else { return Array(1...max(1, count)) }
    return (0..<tried).map { 1 + $0 * (count - 1) / max(1, tried - 1) }
  }

  /// Whole, and every part of it either as it was or as it shall be.
  private func look(
    _ scene: CrashScene, _ before: CrashScene.State, _ after: CrashScene.State, _ label: String
  ) throws {
    let damage = try scene.damage()
    #expect(damage.isEmpty, "\(label)\n\(damage)")
    let now = try scene.state()
    for path in scene.edits {
      #expect(now.files[path] == before.files[path], "\(label)\n\(path) was changed")
    }
    // What others had sent may have been fetched already.
    let fetched = before.references.map {
      $0.replacing("server refs/charter", with: "clone refs/charter")
    }
    let strange = Set(now.references).subtracting(before.references + after.references + fetched)
    #expect(strange.isEmpty, "\(label)\n\(strange)")
    #expect([before.head, after.head].contains(now.head), "\(label)\n\(now.head)")
    for (path, bytes) in now.files where !path.hasSuffix(".charter-new") {
      let isKnown = before.files[path] == bytes || after.files[path] == bytes
      #expect(isKnown, "\(label)\n\(path) is neither as before nor as after")
    }
  }

  /// The same command finishes; a lock that a killed git left is named, and is all that is in the
  /// way.  One on the server may only keep the ended proposal's names there: that is a warning, and
  /// the command clears them when it is given once more.
  private func again(_ scene: CrashScene, _ after: CrashScene.State, _ label: String) throws {
    let isDone = try scene.state() == after
    var result = try scene.practice.charter(scene.member, scene.arguments)
    let locks = try scene.locks()
    let isInTheWay = !locks.isEmpty && (result.status != 0 || result.error.contains("warning:"))
    if isInTheWay {
      let text = result.text.replacing("/./", with: "/")
      let isNamed = locks.contains {
        // One of the server's is not the member's to take away.
        text.contains($0.contains("/server.git/") ? $0 : "rm '\($0)'")
      }
      #expect(isNamed, "\(label)\n\(locks)\n\(result.text)")
      try scene.remove(locks)
      result = try scene.practice.charter(scene.member, scene.arguments)
    }
    if !isDone { #expect(result.status == 0, "\(label), again:\n\(result.text)") }
    let finally = try scene.state()
    #expect(finally.references == after.references, "\(label), again:\n\(result.text)")
    #expect(finally.head == after.head, "\(label), again:\n\(result.text)")
    #expect(finally.status == after.status, "\(label), again:\n\(result.text)")
    let isSame = finally.files == after.files
    #expect(isSame, "\(label), again: the files are others\n\(result.text)")
  }
}

extension CrashTests.Act {
  /// The practice repository before the command.
  func scene() throws -> CrashScene {
    switch self {
    case .initInAnEmptyFolder, .initWithFiles: return try founding()
    default: break
    }
    let practice = try Practice(["ana", "ben"], policy: CrashTests.policy)
    let (ana, ben) = (practice.member("ana"), practice.member("ben"))
    let mission = "Charters/mission.md"
    try practice.write("Notes of mine.\n", to: "notes.txt", of: ana)
    func edit(_ member: TestMember, _ words: String) throws {
      let text = try practice.read(mission, of: member)
      try practice.write(text + "\n\(words)\n", to: mission, of: member)
    }
    func propose() throws {
      try edit(ana, "We also deliver.")
      try practice.expect(ana, ["propose", "Deliver", "-m", "People asked."])
    }
    switch self {
    case .initInAnEmptyFolder, .initWithFiles: return try founding()
    case .propose:
      try edit(ana, "We also deliver.")
      return try CrashScene(
        practice, ana, ["propose", "Deliver", "-m", "People asked."], edits: [mission, "notes.txt"])
    case .revise:
      try propose()
      try edit(ana, "On Sundays too.")
      return try CrashScene(
        practice, ana, ["revise", "-m", "Say when."], edits: [mission, "notes.txt"])
    case .approve, .comment:
      try propose()
      try practice.write("Notes.\n", to: "notes.txt", of: ben)
      let words =
        self == .approve
        ? ["approve", "deliver", "--yes"] : ["comment", "deliver", "-m", "Fine.", "--yes"]
      return try CrashScene(practice, ben, words, edits: [mission, "notes.txt"])
    case .ratify:
      try propose()
      try practice.expect(ben, ["approve", "deliver", "--yes"])
      return try CrashScene(practice, ana, ["ratify", "deliver"], edits: ["notes.txt"])
    case .withdraw:
      try propose()
      return try CrashScene(practice, ana, ["withdraw", "deliver"], edits: ["notes.txt"])
    case .importFile:
      try practice.write("# On call\n\nWe take turns.\n", to: "on-call.txt", of: ana)
      return try CrashScene(
        practice, ana,
        ["import", "on-call.txt", "--as", "agreements/on-call.md", "-m", "It is agreed already."],
        edits: ["on-call.txt", "notes.txt"])
    case .update:
      try propose()
      try practice.write(RaceTests.role, to: "Charters/roles/support.md", of: ben)
      try practice.expect(ben, ["propose", "A support role", "-m", "Somebody must answer."])
      try practice.expect(ana, ["approve", "a-support-role", "--yes"])
      try practice.expect(ben, ["ratify", "a-support-role"])
      return try CrashScene(practice, ana, ["update"], edits: ["notes.txt"])
    case .installHooks:
      return try CrashScene(practice, ana, ["hooks", "install"], edits: [mission, "notes.txt"])
    case .chainHooks:
      let hook = ".git/hooks/pre-push"
      try practice.folder.write("#!/bin/sh\nexit 0\n", to: "ana/\(hook)", executable: true)
      return try CrashScene(
        practice, ana, ["hooks", "install", "--chain"], edits: [mission, "notes.txt"])
    }
  }

  private func founding() throws -> CrashScene {
    let practice = try Practice(["ana"], isFounded: false)
    let ana = practice.members[0]
    try practice.write("Notes of mine.\n", to: "notes.txt", of: ana)
    let start = ["init", "--preset", "consent", "--handle", "ana"]
    if self == .initInAnEmptyFolder {
      return try CrashScene(practice, ana, start + ["--name", "Practice"], edits: ["notes.txt"])
    }
    try practice.expect(ana, start + ["--no-commit"])
    return try CrashScene(
      practice, ana, ["init", "--name", "Practice"], edits: ["Charters/policy.yml", "notes.txt"])
  }
}
