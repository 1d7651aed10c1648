package import Git
package import Processes

extension Repository {
  /// Runs git and gives what it printed, without the last line feed.
  ///
  /// - Parameter extra: set in the child's environment on top of what it has.
  /// - Throws: `ActError.git` with git's words where its status is not 0.
  @discardableResult
  package func require(
    _ arguments: [String], input: [UInt8]? = nil, environment extra: [String: String] = [:]
  ) throws -> String {
    let result = try attempt(arguments, input: input, environment: extra)
    guard result.succeeded else {
      throw ActError.git(command: ["git"] + arguments, message: result.errorText)
    }
    let text = result.outputText
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  /// Runs git and gives what became of it, whatever its status.
  ///
  /// git speaks English here, since some of its words are read; the character set stays.
  package func attempt(
    _ arguments: [String], input: [UInt8]? = nil, environment extra: [String: String] = [:]
  ) throws -> ProcessResult {
    var command = gitCommand(arguments)
    command.input = input
    command.environment?["LANGUAGE"] = "C"
    for (name, value) in extra { command.environment?[name] = value }
    return try command.run()
  }

  /// The path of something in the repository's own folder that git may keep elsewhere.
  package func gitPath(_ name: String) throws -> String {
    let path = try require(["rev-parse", "--git-path", name])
    return path.hasPrefix("/") ? path : (workingDirectory ?? gitDirectory) + "/" + path
  }
}
