import Clibgit2
import Glibc
private import Processes

extension Repository {
  /// Whether history is cut off (`shallow` lists commits whose parents are not there).
  package var isShallow: Bool {
    // In a hook git names the file itself: a push from a shallow clone has one of its own.
    if origin == .environment, let file = Command.inheritedEnvironment["GIT_SHALLOW_FILE"],
      Repository.isFilled(file)
    {
      return true
    }
    // git_repository_is_shallow of 1.5.1 looks in gitDirectory, where a linked worktree has none.
    return Repository.isFilled(commonDirectory + "/shallow")
  }

  /// Whether objects may be missing on purpose: a clone made with `--filter`.
  package var isPartial: Bool {
    get throws(GitError) {
      let operation = "read repository configuration"
      var config: OpaquePointer?
      try LibGit2.call(operation, git_repository_config_snapshot(&config, handle))
      defer { git_config_free(config) }
      if try Repository.localValue("extensions.partialclone", in: config) != nil { return true }
      var found = false
      try LibGit2.call(
        operation,
        git_config_foreach_match(
          config, #"^remote\..*\.(promisor|partialclonefilter)$"#,
          { entry, found in
            guard let entry, let name = entry.pointee.name, let value = entry.pointee.value
            else { return 0 }
            let isFilter = String(cString: name).hasSuffix("filter")
            if isFilter || !["false", "no", "off", "0"].contains(String(cString: value)) {
              found?.assumingMemoryBound(to: Bool.self).pointee = true
            }
            return 0
          }, &found))
      return found
    }
  }

  /// Refuses a repository whose objects are named otherwise than by SHA-1 alone.
  static func refuseOtherObjectFormats(
    _ handle: OpaquePointer, _ operation: String
  ) throws(GitError) {
    var config: OpaquePointer?
    try LibGit2.call(operation, git_repository_config_snapshot(&config, handle))
    defer { git_config_free(config) }
    let format = try localValue("extensions.objectformat", in: config)
    if let format, format.lowercased() != "sha1" {
      throw .unsupported(operation, "objects are named by \(format), only SHA-1 is read")
    }
    if let compat = try localValue("extensions.compatobjectformat", in: config) {
      throw .unsupported(
        operation, "objects are named by \(compat) as well; only SHA-1 alone is read")
    }
  }

  private static func localValue(
    _ key: String, in config: OpaquePointer?
  ) throws(GitError) -> String? {
    var value: UnsafePointer<CChar>?
    guard try LibGit2.find("read \(key)", git_config_get_string(&value, config, key)) else {
      return nil
    }
    return value.map { String(cString: $0) }
  }

  private static func isFilled(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_size > 0
  }
}
