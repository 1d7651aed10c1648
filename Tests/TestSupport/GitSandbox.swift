package import Git
package import Processes

/// A command that failed, with all that it said.
package struct CommandFailure: Error, CustomStringConvertible {
  package let command: [String]
  package let result: ProcessResult

  package init(command: [String], result: ProcessResult) {
    self.command = command
    self.result = result
  }

  package var description: String {
    "\(command.joined(separator: " ")) ended with status \(result.status)\n"
      + result.errorText + result.outputText
  }
}

/// A repository driven by plain git: hermetic, its commits a second apart.
package final class GitSandbox {
  /// The working tree's root, or a bare repository's folder.
  package let directory: String
  /// Who runs the commands: `HOME`, with the configuration in it.
  package var home: String
  /// The date of the next command; each command takes a second.
  package var seconds: Int64
  /// Added to every command's environment.
  package var extraEnvironment: [String: String] = [:]

  // Kept so that they live as long as this.
  private let folder: TemporaryFolder?
  private let homeFolder: TemporaryFolder?
  private var member: TestMember?

  /// Makes a new repository in a temporary folder, in nobody's name or in a member's.
  package init(
    bare: Bool = false, branch: String = "main", member: TestMember? = nil,
    seconds: Int64 = Hermetic.firstSecond
  ) throws {
    try Hermetic.isolateLibgit2()
    let folder = try TemporaryFolder("charter-sandbox")
    self.folder = folder
    self.member = member
    self.seconds = seconds
    directory = try folder.makeFolder(bare ? "repository.git" : "repository")
    if let member {
      homeFolder = nil
      home = member.home
    } else {
      let home = try TemporaryFolder("charter-home")
      try home.write(
        GitSandbox.configuration(name: "Test", email: "test@example.org"),
        to: ".gitconfig")
      homeFolder = home
      self.home = home.path
    }
    try git(["init", "--quiet", "-b", branch] + (bare ? ["--bare"] : []))
  }

  /// Drives a repository, or any folder, that is already there.
  package init(at directory: String, home: String, seconds: Int64 = Hermetic.firstSecond) throws {
    try Hermetic.isolateLibgit2()
    self.directory = directory
    self.home = home
    self.seconds = seconds
    folder = nil
    homeFolder = nil
  }

  /// A clone in another temporary folder, in the same or another member's name; `origin` is this.
  package func clone(as member: TestMember? = nil, bare: Bool = false) throws -> GitSandbox {
    let clone = try GitSandbox(clonedBy: member ?? self.member, seconds: seconds)
    try clone.git(
      ["clone", "--quiet"] + (bare ? ["--bare"] : []) + ["file://" + directory, "."])
    return clone
  }

  private init(clonedBy member: TestMember?, seconds: Int64) throws {
    let folder = try TemporaryFolder("charter-clone")
    self.folder = folder
    self.member = member
    self.seconds = seconds
    directory = try folder.makeFolder("repository")
    let home = try TemporaryFolder("charter-home")
    try home.write(
      GitSandbox.configuration(name: "Test", email: "test@example.org"),
      to: ".gitconfig")
    homeFolder = home
    self.home = member?.home ?? home.path
  }

  /// What a test's `.gitconfig` holds in any case.
  package static func configuration(name: String, email: String) -> String {
    """
    [user]
    \tname = \(name)
    \temail = \(email)
    [init]
    \tdefaultBranch = main
    [safe]
    \tdirectory = *
    [gc]
    \tauto = 0
    [maintenance]
    \tauto = false

    """
  }

  /// The environment of the next command.
  package var environment: [String: String] {
    Hermetic.environment(home: home, seconds: seconds)
      .merging(extraEnvironment) { _, new in new }
  }

  /// Runs a program here and gives its result, whatever its status; a second passes.
  package func run(
    _ program: String, _ arguments: [String], input: [UInt8]? = nil,
    environment extra: [String: String] = [:]
  ) throws -> ProcessResult {
    var command = Command(program, arguments)
    command.directory = directory
    command.environment = environment.merging(extra) { _, new in new }
    command.input = input
    command.timeout = 120
    seconds += 1
    return try command.run()
  }

  /// Runs git and gives what it printed, without the last line feed.
  ///
  /// - Throws: `CommandFailure` where its status is not 0.
  @discardableResult
  package func git(
    _ arguments: [String], input: [UInt8]? = nil, environment extra: [String: String] = [:]
  ) throws -> String {
    let result = try run("git", arguments, input: input, environment: extra)
    guard result.succeeded else {
      throw CommandFailure(command: ["git"] + arguments, result: result)
    }
    let text = result.outputText
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  @discardableResult
  package func git(_ arguments: String...) throws -> String { try git(arguments) }
}

// MARK: What tests do all the time

extension GitSandbox {
  /// The repository, opened; its git children run in this sandbox's environment.
  package func repository() throws -> Repository {
    let repository = try Repository.open(directory)
    repository.childEnvironment = environment
    return repository
  }

  /// Writes a file of the working tree, and the folders to it.
  package func write(_ text: String, to path: String) throws {
    try Files.write(Array(text.utf8), to: directory + "/" + path)
  }

  package func write(_ bytes: [UInt8], to path: String) throws {
    try Files.write(bytes, to: directory + "/" + path)
  }

  package func read(_ path: String) throws -> [UInt8] {
    try Files.read(directory + "/" + path)
  }

  /// Commits all that is in the working tree, even nothing.
  @discardableResult
  package func commit(_ message: String, sign: Bool = false) throws -> ObjectID {
    try git("add", "--all")
    try git(
      ["commit", "--quiet", "--allow-empty", "--allow-empty-message", "--no-verify"]
        + (sign ? ["-S"] : []) + ["--cleanup=verbatim", "-F", "-"],
      input: Array(message.utf8))
    return try id("HEAD")
  }

  /// Writes files and commits them.
  @discardableResult
  package func commit(_ message: String, files: [String: String]) throws -> ObjectID {
    for (path, text) in files { try write(text, to: path) }
    return try commit(message)
  }

  /// Stores a commit of exactly these bytes, however broken; no reference names it.
  package func commit(raw bytes: [UInt8]) throws -> ObjectID {
    try hash(bytes, as: "commit")
  }

  /// Stores an object of exactly these bytes, however broken.
  package func hash(_ bytes: [UInt8], as kind: String = "blob") throws -> ObjectID {
    try parse(
      git(["hash-object", "-t", kind, "-w", "--stdin", "--literally"], input: bytes))
  }

  /// The id that git gives for a revision.
  package func id(_ revision: String) throws -> ObjectID {
    try parse(git("rev-parse", "--verify", "--quiet", "--end-of-options", revision))
  }

  /// An object's bytes as git has them.
  package func bytes(of id: ObjectID) throws -> [UInt8] {
    let kind = try git("cat-file", "-t", id.hex)
    let result = try run("git", ["cat-file", kind, id.hex])
    guard result.succeeded else {
      throw CommandFailure(command: ["git", "cat-file", kind, id.hex], result: result)
    }
    return result.output
  }

  /// Throws with git's words where `git fsck --strict` finds anything wrong.
  package func fsck() throws {
    let arguments = ["fsck", "--strict", "--full", "--no-dangling", "--no-progress"]
    let result = try run("git", arguments)
    guard result.succeeded, result.output.isEmpty,
      result.errorText.split(separator: "\n").allSatisfy({ $0.hasPrefix("notice:") })
    else {
      throw CommandFailure(command: ["git"] + arguments, result: result)
    }
  }

  private func parse(_ text: String) throws -> ObjectID {
    guard let id = ObjectID(hex: text) else {
      throw GitError(operation: "parse id", code: -1, message: text)
    }
    return id
  }
}
