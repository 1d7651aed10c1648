private import Foundation
package import Processes

/// The built `charter`.
package enum Program {
  /// `CHARTER_PROGRAM`, or the executable beside the test bundle.
  package static let path: String = {
    let environment = Command.inheritedEnvironment
    if let path = environment["CHARTER_PROGRAM"], !path.isEmpty { return path }
    let bundle = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let beside = bundle.deletingLastPathComponent().appendingPathComponent("charter").path
    return Files.exists(beside)
      ? beside
      : URL(fileURLWithPath: ".build/debug/charter").standardizedFileURL.path
  }()

  /// Runs it to its end, whatever its status; after two minutes it is stopped.
  package static func run(
    _ arguments: [String], in directory: String, env environment: [String: String],
    input: [UInt8]? = nil
  ) throws -> ProcessResult {
    var command = Command(path, arguments)
    command.directory = directory
    command.environment = environment
    command.input = input
    command.timeout = 120
    return try command.run()
  }
}
