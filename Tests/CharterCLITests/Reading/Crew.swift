import Foundation
import Git
import TestSupport
import Testing

@testable import CharterCLI
@testable import Console

/// Members with a clone each, around one bare repository, who use the command line in process.
///
/// Every command takes a second.
final class Crew {
  let server: String
  private let folder: TemporaryFolder
  private let members: [String: TestMember]
  private(set) var seconds = Hermetic.firstSecond

  /// The rules of the crew: two others agree on everything.
  static let policy = """
    charter-policy: 1
    rules:
      - name: Two agree
        why: Nobody decides alone.
        for: {}
        needs: [ { approve: 2 of everyone } ]

    """

  /// Founds the crew: a mission, the policy, a page each; everybody has a clone.
  init(
    _ handles: [String] = ["ana", "ben", "cy", "dee"], policy: String = Crew.policy
  ) throws {
    try Hermetic.isolateLibgit2()
    folder = try TemporaryFolder("charter-crew")
    members = try Dictionary(uniqueKeysWithValues: handles.map { ($0, try TestMember($0)) })
    server = folder.path("server.git")
    let founder = handles[0]
    try git(founder, ["init", "--quiet", "--bare", "-b", "main", server], in: folder.path)
    try git(founder, ["clone", "--quiet", server, folder.path(founder)], in: folder.path)
    let cards = try handles.dropFirst().flatMap { handle -> [String] in
      let member = try #require(members[handle])
      return ["--member", "\(handle)=\(member.name) <\(member.email)>:\(member.key.path).pub"]
    }
    try ok(
      founder,
      ["init", "--name", "The crew", "--preset", "consensus", "--handle", founder, "--no-commit"]
        + cards)
    try write(founder, policy, to: "Charters/policy.yml")
    try write(founder, Crew.mission, to: "Charters/mission.md")
    for name in ["vision", "values"] {
      try FileManager.default.removeItem(atPath: path(founder, "Charters/\(name).md"))
    }
    try ok(founder, ["init", "--name", "The crew"])
    try git(founder, ["push", "--quiet", "-u", "origin", "main"])
    for handle in handles.dropFirst() {
      try git(handle, ["clone", "--quiet", server, folder.path(handle)], in: folder.path)
    }
  }

  static let mission = """
    ---
    kind: mission
    title: Our mission
    ---
    # Our mission

    ## Statement

    To serve the valley.

    ## Whom we serve

    Everybody who lives in the valley.

    ## What we do

    - Answer within a day.
    - Listen.

    """

  // MARK: Acts

  /// Runs `charter` in a member's clone.
  func charter(
    _ handle: String, _ arguments: [String], terminal: Terminal = .plain
  ) throws -> CapturedRun {
    let environment = try environment(handle)
    return CapturedRun(
      arguments, in: folder.path(handle), terminal: terminal, environment: environment,
      seconds: seconds)
  }

  /// Runs `charter`, which has to succeed.
  @discardableResult
  func ok(_ handle: String, _ arguments: [String]) throws -> CapturedRun {
    let run = try charter(handle, arguments)
    try #require(run.status == .done, "\(arguments)\n\(run.output)\(run.errors)")
    return run
  }

  /// Opens a proposal that replaces words of the mission.
  func propose(
    _ handle: String, _ title: String, _ old: String, _ new: String, why: String = "It helps."
  ) throws {
    try git(handle, ["switch", "--quiet", "main"])
    try git(handle, ["pull", "--quiet", "--ff-only"])
    let text = try read(handle, "Charters/mission.md")
    try #require(text.contains(old))
    try write(handle, text.replacing(old, with: new), to: "Charters/mission.md")
    try ok(handle, ["propose", title, "-m", why])
  }

  @discardableResult
  func git(_ handle: String, _ arguments: [String], in directory: String? = nil) throws -> String {
    let member = try #require(members[handle])
    let sandbox = try GitSandbox(
      at: directory ?? folder.path(handle), home: member.home, seconds: seconds)
    seconds += 1
    return try sandbox.git(arguments)
  }

  func read(_ handle: String, _ name: String) throws -> String {
    try folder.readText("\(handle)/\(name)")
  }

  func write(_ handle: String, _ text: String, to name: String) throws {
    try folder.write(text, to: "\(handle)/\(name)")
  }

  func path(_ handle: String, _ name: String = "") -> String { folder.path("\(handle)/\(name)") }

  /// A folder beside the clones.
  func aside(_ name: String) -> String { folder.path(name) }

  func environment(_ handle: String) throws -> [String: String] {
    let member = try #require(members[handle])
    seconds += 1
    return member.environment(seconds: seconds)
      .merging(["CHARTER_PAGER": "cat"]) { _, new in new }
  }
}

extension CapturedRun {
  /// The JSON document on standard output.
  func document() throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(output.utf8))
    return try #require(value as? [String: Any])
  }

  /// The output with whatever differs from run to run as `…`: ids and fingerprints.
  var steady: String {
    output.replacing(/[0-9a-f]{10,64}/, with: "…").replacing(/SHA256:[A-Za-z0-9+\/]{43}/, with: "…")
  }
}
