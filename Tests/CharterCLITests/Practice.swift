import Processes
import Synchronization
import TestSupport
import Testing

/// A governed repository made by the program itself: a server with hooks and a clone a member.
final class Practice: Sendable {
  let members: [TestMember]
  let folder: TemporaryFolder
  let server: String
  /// The date of what is done next; nil is the present.
  private let seconds: Mutex<Int64?>

  struct Outcome: Sendable {
    let status: Int32
    /// What went to standard output.
    let output: String
    /// What went to standard error.
    let error: String
    /// Both, the output first.
    var text: String { output + error }
  }

  /// Founds with the first member, installs the server's hooks and clones for all.
  ///
  /// - Parameter isFounded: where false, there is an empty folder for the first member, and no more.
  init(
    _ handles: [String] = ["ana", "ben", "cy", "dee"], preset: String = "hybrid",
    policy: String? = nil, openPGP: [String: String] = [:], files: [String: String] = [:],
    at start: Int64? = nil, isFounded: Bool = true
  ) throws {
    seconds = Mutex(start)
    members = try handles.map { try TestMember($0) }
    folder = try TemporaryFolder("charter-practice")
    server = folder.path("server.git")
    let founder = members[0]
    let home = try folder.makeFolder(founder.handle)
    guard isFounded else { return }
    var arguments = ["init", "--no-commit", "--preset", preset, "--handle", founder.handle]
    for member in members.dropFirst() {
      var key = member.key.path + ".pub"
      if let block = openPGP[member.handle] {
        key = try folder.write(block, to: "\(member.handle).asc")
      }
      arguments += ["--member", "\(member.handle)=\(member.name) <\(member.email)>:\(key)"]
    }
    try expect(founder, arguments)
    if let policy { try folder.write(policy, to: "\(founder.handle)/Charters/policy.yml") }
    for (path, text) in files { try folder.write(text, to: "\(founder.handle)/\(path)") }
    try expect(founder, ["init", "--name", "Practice"])
    try git(founder, ["init", "--quiet", "--bare", server])
    try expect(founder, ["-C", server, "hooks", "install", "--server"])
    try git(founder, ["remote", "add", "origin", server])
    try git(founder, ["push", "--quiet", "-u", "origin", "main"])
    for member in members.dropFirst() {
      _ = try run("git", ["clone", "--quiet", server, member.handle], as: member, in: folder.path)
    }
    _ = home
  }

  /// Runs a verb that only reads, at the practice's own time.
  @discardableResult
  func look(
    _ member: TestMember, _ arguments: [String], status: Int32 = 0,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let now = seconds.withLock { $0 }
    return try expect(
      member, arguments + (now.map { ["--now", "@\($0)"] } ?? []), status: status,
      sourceLocation: sourceLocation)
  }

  /// Lets time pass.
  func wait(days: Int64 = 0, hours: Int64 = 0) {
    seconds.withLock { $0 = $0.map { $0 + days * 86_400 + hours * 3_600 } }
  }

  func member(_ handle: String) -> TestMember {
    members.first { $0.handle == handle } ?? members[0]
  }

  /// Makes git sign in a member's clone with gpg, whose home is another.
  func sign(_ member: TestMember, with home: OpenPGPHome) throws {
    try folder.write(
      "#!/bin/sh\nHOME='\(home.path)' exec gpg \"$@\"\n", to: "\(member.handle)-gpg")
    try git(member, ["config", "gpg.format", "openpgp"])
    try git(member, ["config", "user.signingKey", home.fingerprint])
    try git(member, ["config", "gpg.program", folder.path("\(member.handle)-gpg")])
    _ = try run("chmod", ["+x", "\(member.handle)-gpg"], as: member, in: folder.path)
  }

  /// Where a member's clone is.
  func clone(_ member: TestMember) -> String { folder.path(member.handle) }

  /// Runs the program in a member's clone, whatever its status.
  func charter(
    _ member: TestMember, _ arguments: [String], environment: [String: String] = [:]
  ) throws -> Outcome {
    try run(Program.path, arguments, as: member, in: clone(member), environment: environment)
  }

  /// Runs the program and records an issue where its status is not the expected one.
  @discardableResult
  func expect(
    _ member: TestMember, _ arguments: [String], status: Int32 = 0,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let outcome = try charter(member, arguments)
    #expect(
      outcome.status == status, "\(member.handle)$ charter \(arguments)\n\(outcome.text)",
      sourceLocation: sourceLocation)
    return outcome.text
  }

  @discardableResult
  func git(
    _ member: TestMember, _ arguments: [String], status: Int32 = 0,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let outcome = try run("git", arguments, as: member, in: clone(member))
    #expect(
      outcome.status == status, "\(member.handle)$ git \(arguments)\n\(outcome.text)",
      sourceLocation: sourceLocation)
    return outcome.text
  }

  /// Runs a line of shell with arguments in a member's clone and gives what it printed.
  func shell(_ member: TestMember, _ line: String, _ arguments: String...) throws -> String {
    try run("sh", ["-e", "-c", line, "sh"] + arguments, as: member, in: clone(member)).text
  }

  /// Writes a file of a member's clone.
  func write(_ text: String, to path: String, of member: TestMember) throws {
    try folder.write(text, to: "\(member.handle)/\(path)")
  }

  func read(_ path: String, of member: TestMember) throws -> String {
    try folder.readText("\(member.handle)/\(path)")
  }

  private func run(
    _ program: String, _ arguments: [String], as member: TestMember, in directory: String,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    var command = Command(program, arguments)
    command.directory = directory
    let now = seconds.withLock { seconds in
      seconds = seconds.map { $0 + 1 }
      return seconds
    }
    command.environment = member.environment(seconds: now).merging(environment) { _, new in new }
    command.timeout = 240
    let result = try command.run()
    return Outcome(status: result.status, output: result.outputText, error: result.errorText)
  }
}
