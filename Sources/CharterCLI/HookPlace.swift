import Console
import Git
import HookScripts
import Processes

/// Where git looks for the hooks of the session's repository.
struct HookPlace {
  let folder: HookFolder
  let isBare: Bool
  /// The folder, from the session's own where it lies below.
  let shownPath: String
  /// Whether `core.hooksPath` leads to a folder that other repositories may share.
  private let isShared: Bool

  init(_ session: Session) throws {
    let repository = try session.repository()
    let result = try repository.git(["rev-parse", "--path-format=absolute", "--git-path", "hooks"])
    guard result.succeeded else {
      throw Failure("git does not say where its hooks are", git: result)
    }
    var path = result.outputText
    if path.last == "\n" { path.removeLast() }
    folder = HookFolder(path: path)
    isBare = repository.isBare
    let own = [repository.commonDirectory, repository.workingDirectory].compactMap(\.self)
    isShared = !own.contains { path.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }
    let here = session.directory + "/"
    shownPath = path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
  }

  /// Refuses hooks of the wrong side, and a folder that is not this repository's own.
  func check(server: Bool) throws {
    if server && !isBare {
      throw Failure(
        "this is a clone to work in, not the bare repository that people push to",
        hint: "\("charter hooks install", .command) installs the hooks of a clone")
    }
    if !server && isBare {
      throw Failure(
        "this is a bare repository; it needs the hooks of a server",
        hint: "\("charter hooks install --server", .command)")
    }
    if isShared {
      throw Failure(
        "git takes its hooks from a folder outside this repository",
        facts: ["core.hooksPath leads to \(folder.path)", "other repositories may share it"],
        hint: "\("git config --local core.hooksPath .git/hooks", .command) gives this one its own")
    }
  }
}
