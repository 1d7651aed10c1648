import Clibgit2
private import Synchronization

/// The one way into libgit2: starts it, and turns its status codes into errors.
enum LibGit2 {
  /// libgit2 is started once and never shut down; before that, even bad input to
  /// `git_oid_fromstr` is a crash.
  private static let started: Int32 = {
    let count = git_libgit2_init()
    guard count >= 0 else { return count }
    _ = charter_git_accept_extensions()
    _ = charter_git_verify_hashes()
    return count
  }()

  /// Makes a call and gives its status, which is 0 or more.
  ///
  /// - Throws: libgit2's message and class, copied before they can be overwritten; the thread's
  ///   error is cleared, so that no later failure speaks with an old one's words.
  @discardableResult
  static func call(
    _ operation: @autoclosure () -> String, _ body: @autoclosure () -> Int32
  ) throws(GitError) -> Int32 {
    let start = started
    let code = start < 0 ? start : body()
    guard code < 0 else { return code }
    throw error(operation(), code)
  }

  /// Makes a call that opens a repository.
  ///
  /// One at a time, for whether libgit2 looks at the owner is a setting of the whole process.
  static func open(
    _ operation: @autoclosure () -> String, asksOwner: Bool, _ body: @autoclosure () -> Int32
  ) throws(GitError) {
    try opening.withLock { (_) throws(GitError) in
      if !asksOwner { try call(operation(), charter_git_set_owner_validation(0)) }
      defer { if !asksOwner { _ = charter_git_set_owner_validation(1) } }
      try call(operation(), body())
    }
  }

  private static let opening = Mutex(())

  /// Makes a call where absence is an answer: false on `GIT_ENOTFOUND`.
  static func find(
    _ operation: @autoclosure () -> String, _ body: @autoclosure () -> Int32
  ) throws(GitError) -> Bool {
    do throws(GitError) {
      try call(operation(), body())
      return true
    } catch {
      guard error.isNotFound else { throw error }
      return false
    }
  }

  /// Makes libgit2 read no configuration outside repositories: for tests, whose results may not
  /// depend on the machine. Applies to the whole process.
  static func ignoreConfigurationOutsideRepositories() throws(GitError) {
    for level in [
      GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL,
      GIT_CONFIG_LEVEL_PROGRAMDATA,
    ] {
      try call("set search path", charter_git_set_search_path(level, ""))
    }
  }

  private static func error(_ operation: String, _ code: Int32) -> GitError {
    defer { git_error_clear() }
    guard let last = git_error_last(), let text = last.pointee.message else {
      return GitError(operation: operation, code: code, message: "libgit2 gave no message")
    }
    return GitError(
      operation: operation, code: code, category: last.pointee.klass,
      message: String(cString: text))
  }
}
