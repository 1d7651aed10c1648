import Charters
package import Evidence
package import Git
import HookScripts
import Processes
package import TestSupport

/// A governed history, told step by step and written by the formats of git and OpenSSH.
///
/// Nothing of the program writes here but the texts of honest messages, so that what the program
/// reads was made by somebody else.  Every step takes a closure that may falsify the commit before
/// it is signed.
package final class Story {
  package let setting: Setting
  package let cast: Cast
  /// The clone in which everything is written; no object of it reaches the server but by a push.
  package let work: GitSandbox
  /// The bare repository with the hooks.
  package let server: StoryServer
  /// The protected branch as the story goes.
  package var main: ObjectID
  /// The number of the last step.
  package var step = 0
  /// The date of the next commit.
  package var seconds: Int64
  package let repositoryID: RepositoryID
  package let founding: ObjectID
  /// The names that honest sign-offs have on a server.
  package internal(set) var references: [ObjectID: String] = [:]
  let folder: TemporaryFolder
  let objects: ObjectWriter.Known

  /// 2023-11-14 22:13:20 UTC: before any clock that the hook could have.
  static let firstSecond: Int64 = 1_700_000_000

  /// A copy of the setting's beginning.
  package init(_ setting: Setting = Setting()) throws {
    let beginning = try Shelf.beginning(of: setting)
    self.setting = setting
    cast = try Shelf.cast()
    folder = try TemporaryFolder("charter-story")
    let home = try cast.member("ana").home
    work = try GitSandbox(at: folder.path("work"), home: home)
    server = try StoryServer(at: folder.path("server.git"), home: home)
    main = beginning.main
    founding = beginning.founding
    repositoryID = beginning.repositoryID
    step = beginning.step
    seconds = beginning.seconds
    objects = ObjectWriter.Known(beginning.facts)
    let parent = try GitSandbox(at: folder.path, home: home)
    try parent.shell("cp -a \"$1/work\" \"$1/server.git\" .", beginning.folder.path)
  }

  /// Tells a setting's beginning: the founding, one decision, and both on the server.
  init(founding setting: Setting, cast: Cast) throws {
    self.setting = setting
    self.cast = cast
    folder = try TemporaryFolder("charter-beginning")
    let ana = try cast.member("ana")
    work = try GitSandbox(at: folder.makeFolder("work"), home: ana.home)
    try work.git("init", "--quiet", "--template=", "-b", "main")
    server = try StoryServer(at: folder.path("server.git"), home: ana.home)
    try server.create()
    seconds = Self.firstSecond
    objects = ObjectWriter.Known()
    let writer = ObjectWriter(work: work, known: objects)
    let message = FoundingMessage(
      organisation: try required(Title("A team"), "a title"), body: nil,
      branch: try ReferenceName("refs/heads/main"), member: try required(.init("ana"), "a handle"))
    let draft = RawDraft(
      tree: try writer.tree(nil, try Self.foundingFiles(setting, cast)), parents: [], by: ana,
      at: seconds, message: message.text)
    seconds += 60
    founding = try writer.commit(draft)
    main = founding
    repositoryID = RepositoryID(foundingContent: try draft.bytes())
    if setting.hasServer { try publish([main.hex + ":refs/heads/main"]) }
    if setting.hasFirstStep { try decideFirst() }
    try pack()
  }

  /// Few files are copied faster than many.
  private func pack() throws {
    try work.git("update-ref", "refs/heads/main", main.hex)
    try work.git("repack", "-a", "-d", "-q")
    if setting.hasServer { try server.git.git("repack", "-a", "-d", "-q") }
  }

  private static func foundingFiles(_ setting: Setting, _ cast: Cast) throws -> [String: Entry] {
    var files = setting.files.mapValues(Entry.text)
    files["Charters/policy.yml"] = .text(setting.policy)
    for handle in setting.members {
      let member = try cast.member(handle)
      var keys = [member.key.line]
      if setting.spareKeys.contains(handle) { keys.append(try cast.spareKey(handle).line) }
      files["Charters/members/\(handle).md"] = .text(Setting.member(member.name, keys: keys))
    }
    return files
  }

  private func decideFirst() throws {
    let idea = try propose(
      by: "ana", "Answer sooner",
      changing: ["Charters/roles/support.md": .text(Setting.support(hours: "one hour"))])
    try approve(idea, by: "ben", "cy")
    let landed = try ratify(idea, by: "ana")
    if setting.hasServer { try publish([landed.hex + ":refs/heads/main"]) }
    advance(to: landed)
  }

  /// Takes a step into the story.
  package func advance(to commit: ObjectID) {
    main = commit
    step += 1
  }

  /// The date of the next commit; a minute passes.
  func tick() -> Int64 {
    defer { seconds += 60 }
    return seconds
  }
}

extension Story {
  /// Runs git in the clone as one of the cast would, at the story's time.
  ///
  /// - Parameter signing: whether it signs every commit, as `commit.gpgSign` makes it.
  @discardableResult
  package func git(
    _ arguments: String..., by handle: String = "ana", signing: Bool = false
  ) throws -> String {
    work.home = try cast.member(handle).home
    work.seconds = tick()
    return try work.git((signing ? ["-c", "commit.gpgSign=true"] : []) + arguments)
  }

  /// Puts a commit into the working tree, as a new branch.
  package func checkOut(_ commit: ObjectID, branch: String, by handle: String = "ana") throws {
    try git("checkout", "--quiet", "-B", branch, commit.hex, by: handle)
  }

  /// What is in the working tree.
  package func head() throws -> ObjectID { try work.id("HEAD") }
}

extension GitSandbox {
  /// Runs a line of shell with arguments.
  @discardableResult
  package func shell(_ line: String, _ arguments: String...) throws -> String {
    let result = try run("sh", ["-e", "-c", line, "sh"] + arguments)
    guard result.succeeded else { throw CommandFailure(command: ["sh", line], result: result) }
    return result.outputText
  }
}
