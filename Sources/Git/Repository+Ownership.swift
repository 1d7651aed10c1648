internal import Processes

extension Repository {
  /// git's refusal of a repository that belongs to another user.
  struct OwnerRefusal {
    /// What `safe.directory` has to name, quoted for a shell; nil where git did not say.
    let folder: String?
  }

  /// Asks git whether it would work in a repository that libgit2 took for somebody else's; nil
  /// where it would.
  ///
  /// Where git cannot be asked the answer is a refusal.
  ///
  /// - Parameter directory: where a repository opened by path was looked for.
  static func ownerRefusal(_ origin: Origin, from directory: String?) -> OwnerRefusal? {
    var command = Command("git", ["rev-parse", "--git-dir"])
    command.directory = directory
    command.timeout = 10
    if origin == .path {
      var environment = Command.inheritedEnvironment
      for name in localVariables { environment[name] = nil }
      command.environment = environment
    }
    guard let result = try? command.run() else { return OwnerRefusal(folder: nil) }
    if result.succeeded { return nil }
    let marker = "--add safe.directory "
    let folder = result.errorText.split(separator: "\n").compactMap { line in
      line.firstRange(of: marker).map { String(line[$0.upperBound...]) }
    }.first
    return OwnerRefusal(folder: folder)
  }
}
