import Clibgit2
private import Processes

/// One repository, opened.
///
/// Deliberately not Sendable: libgit2's handles are for one thread at a time. Another task opens
/// its own.
package final class Repository {
  /// Where this repository was found from, which decides what its git children inherit.
  enum Origin { case path, environment }

  let handle: OpaquePointer
  let objects: OpaquePointer
  let origin: Origin

  /// The part of history read so far.
  var graph = Graph()
  /// git's merged configuration, read once.
  var configuration: [String: String?]?

  /// What git children inherit instead of this process's environment; for tests.
  package var childEnvironment: [String: String]?

  /// The repository's own folder, absolute, without a slash at its end: `/x/.git`, or
  /// `/x/.git/worktrees/y` for a linked worktree.
  package let gitDirectory: String
  /// The folder that all worktrees share.
  package let commonDirectory: String
  /// Where the files are checked out, absolute, without a slash at its end; nil when bare.
  package let workingDirectory: String?

  private init(handle: OpaquePointer, objects: OpaquePointer, origin: Origin) {
    self.handle = handle
    self.objects = objects
    self.origin = origin
    gitDirectory = Repository.path(git_repository_path(handle)) ?? ""
    commonDirectory = Repository.path(git_repository_commondir(handle)) ?? gitDirectory
    workingDirectory = Repository.path(git_repository_workdir(handle))
  }

  deinit {
    git_odb_free(objects)
    git_repository_free(handle)
  }

  package var isBare: Bool { git_repository_is_bare(handle) == 1 }

  private static func path(_ text: UnsafePointer<CChar>?) -> String? {
    guard let text else { return nil }
    let path = String(cString: text)
    return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }
}

// MARK: Opening

extension Repository {
  /// Opens the repository exactly there: a working tree's root, or a git directory.
  package static func open(_ path: String) throws(GitError) -> Repository {
    try opening("open repository \(path)", origin: .path, from: path) { out in
      git_repository_open_ext(out, path, UInt32(GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue), nil)
    }
  }

  /// Opens the repository that holds a folder, walking up as git does and stopping at
  /// `GIT_CEILING_DIRECTORIES` and at another file system.
  ///
  /// Other variables of git are not obeyed: see `openFromEnvironment`.
  package static func discover(from path: String) throws(GitError) -> Repository {
    let ceilings = Command.inheritedEnvironment["GIT_CEILING_DIRECTORIES"]
    return try opening("find repository from \(path)", origin: .path, from: path) { out in
      git_repository_open_ext(out, path, 0, ceilings)
    }
  }

  /// Opens the repository that `GIT_DIR` and its kin name, or else that of the current folder.
  ///
  /// The only way that sees a push's objects in a pre-receive hook, where they are in quarantine
  /// (`GIT_OBJECT_DIRECTORY`, `GIT_ALTERNATE_OBJECT_DIRECTORIES`). There nothing may be written.
  package static func openFromEnvironment() throws(GitError) -> Repository {
    let operation = "open repository from environment"
    let environment = Command.inheritedEnvironment
    let hasObjects = environment.keys.contains {
      $0 == "GIT_OBJECT_DIRECTORY" || $0 == "GIT_ALTERNATE_OBJECT_DIRECTORIES"
    }
    if let workTree = environment["GIT_WORK_TREE"], !hasObjects {
      // A hook of `git --work-tree=…`, which libgit2 1.5 will not open from the environment.
      return try opening(operation, origin: .environment) { out in
        let directory = environment["GIT_DIR"]
        let flags = directory == nil ? 0 : UInt32(GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue)
        let code = git_repository_open_ext(out, directory ?? ".", flags, nil)
        guard code == 0 else { return code }
        return Repository.setPlaces(
          of: out.pointee, workTree: workTree, index: environment["GIT_INDEX_FILE"])
      }
    }
    return try opening(operation, origin: .environment) { out in
      git_repository_open_ext(out, nil, UInt32(GIT_REPOSITORY_OPEN_FROM_ENV.rawValue), nil)
    }
  }

  private static func setPlaces(
    of handle: OpaquePointer?, workTree: String, index path: String?
  ) -> Int32 {
    let code = git_repository_set_workdir(handle, workTree, 0)
    guard code == 0, let path else { return code }
    var index: OpaquePointer?
    defer { git_index_free(index) }
    let opened = git_index_open(&index, path)
    return opened == 0 ? git_repository_set_index(handle, index) : opened
  }

  /// Makes a repository, and the folders to it; refuses where there is one.
  package static func create(
    at path: String, bare: Bool, initialBranch: String
  ) throws(GitError) -> Repository {
    let operation = "create repository \(path)"
    return try opening(operation, origin: .path) { out in
      var options = git_repository_init_options()
      let version = UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION)
      let code = git_repository_init_options_init(&options, version)
      guard code == 0 else { return code }
      options.flags =
        UInt32(GIT_REPOSITORY_INIT_MKPATH.rawValue)
        | UInt32(GIT_REPOSITORY_INIT_NO_REINIT.rawValue)
        | (bare ? UInt32(GIT_REPOSITORY_INIT_BARE.rawValue) : 0)
      return initialBranch.withCString { branch in
        options.initial_head = branch
        return git_repository_init_ext(out, path, &options)
      }
    }
  }

  /// Makes libgit2 read no configuration outside repositories in this whole process; for tests.
  package static func ignoreConfigurationOutsideRepositories() throws(GitError) {
    try LibGit2.ignoreConfigurationOutsideRepositories()
  }

  private static func opening(
    _ operation: String, origin: Origin, from directory: String? = nil,
    _ body: (UnsafeMutablePointer<OpaquePointer?>) -> Int32
  ) throws(GitError) -> Repository {
    var handle: OpaquePointer?
    do throws(GitError) {
      try LibGit2.open(operation, asksOwner: true, body(&handle))
    } catch {
      if let handle { git_repository_free(handle) }
      handle = nil
      // An extension that libgit2 does not know: other names of objects, say.
      if error.message.contains("unsupported") { throw .unsupported(operation, error.message) }
      // 1.5.1 speaks of a missing value where a configuration exists that allows no folder.
      guard error.isForeignOwner || error.message.contains("safe.directory") else { throw error }
      // It knows neither `*` nor what git allows under sudo, so git itself has the last word.
      let refusal = ownerRefusal(origin, from: directory)
      if let refusal { throw .foreignOwner(operation, folder: refusal.folder) }
      try LibGit2.open(operation, asksOwner: false, body(&handle))
    }
    guard let handle else {
      throw .notFound(operation, "libgit2 gave no repository")
    }
    do throws(GitError) {
      try refuseOtherObjectFormats(handle, operation)
      var objects: OpaquePointer?
      try LibGit2.call(operation, git_repository_odb(&objects, handle))
      guard let objects else { throw GitError.notFound(operation, "libgit2 gave no objects") }
      return Repository(handle: handle, objects: objects, origin: origin)
    } catch {
      git_repository_free(handle)
      throw error
    }
  }
}
