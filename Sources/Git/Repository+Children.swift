package import Processes

extension Repository {
  /// Runs git in this repository and captures what it says.
  ///
  /// The child runs in the working tree's root (a bare repository's: its folder), blind to
  /// replace refs and grafts. Of a repository opened by path it inherits none of the variables
  /// that point git elsewhere (`GIT_DIR`, `GIT_INDEX_FILE`, …), so that a command works the same
  /// inside somebody's hook; of one opened from the environment it inherits them all, with
  /// `GIT_DIR` made absolute, and thus sees the same quarantined objects.
  package func git(
    _ arguments: [String], input: [UInt8]? = nil
  ) throws(ProcessError) -> ProcessResult {
    var command = gitCommand(arguments)
    command.input = input
    return try command.run()
  }

  /// The same child, for callers that want a time limit, or the terminal (`runForeground`).
  package func gitCommand(_ arguments: [String]) -> Command {
    var command = Command("git", ["-c", "advice.graftFileDeprecated=false"] + arguments)
    command.directory = workingDirectory ?? gitDirectory
    var environment = childEnvironment ?? Command.inheritedEnvironment
    switch origin {
    case .path:
      for name in Repository.localVariables { environment[name] = nil }
    case .environment:
      if environment["GIT_DIR"] != nil { environment["GIT_DIR"] = gitDirectory }
    }
    environment["GIT_NO_REPLACE_OBJECTS"] = "1"
    environment["GIT_GRAFT_FILE"] = "/dev/null"
    command.environment = environment
    return command
  }

  /// `git rev-parse --local-env-vars`, without those that carry configuration for every child
  /// (`git -c`), and with what only a push's hooks have.
  static let localVariables = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CONFIG", "GIT_OBJECT_DIRECTORY", "GIT_DIR",
    "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_GRAFT_FILE", "GIT_INDEX_FILE",
    "GIT_NO_REPLACE_OBJECTS", "GIT_REPLACE_REF_BASE", "GIT_PREFIX", "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_SHALLOW_FILE", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_QUARANTINE_PATH",
  ]
}
