private import Processes

/// A home in which gpg has a key of its own; its agent ends with it.
package final class OpenPGPHome: Sendable {
  package let path: String
  /// The primary key's fingerprint.
  package let fingerprint: String
  private let folder: TemporaryFolder

  /// - Parameters:
  ///   - algorithm: as gpg's `--quick-generate-key` takes it.
  ///   - subkey: the algorithm of a subkey that signs, so that the primary key only certifies.
  package init(_ userID: String, algorithm: String = "ed25519", subkey: String? = nil) throws {
    folder = try TemporaryFolder("charter-gpg")
    // gpg takes no socket whose path is long, and its default home is ~/.gnupg.
    try folder.makeFolder(".gnupg")
    path = folder.path
    _ = try Self.run("chmod", ["700", folder.path(".gnupg")], home: path)
    _ = try Self.gpg(
      ["--quick-generate-key", userID, algorithm, subkey == nil ? "sign" : "cert", "never"],
      home: path)
    let listing = try Self.gpg(["--with-colons", "--list-keys"], home: path)
    let line = listing.split(separator: "\n").first { $0.hasPrefix("fpr:") } ?? ""
    fingerprint = line.split(separator: ":").last.map(String.init) ?? ""
    if let subkey { try gpg("--quick-add-key", fingerprint, subkey, "sign", "never") }
  }

  deinit {
    // A test may have ended it already.
    _ = try? Self.run("gpgconf", ["--kill", "all"], home: path)
  }

  /// The public key, armored, as `gpg --export` gives it now.
  package func exported() throws -> String {
    try gpg("--armor", "--export-options", "export-minimal", "--export", fingerprint)
  }

  /// A detached, armored signature.
  package func sign(_ payload: [UInt8], _ options: String...) throws -> [UInt8] {
    Array(
      try Self.gpg(
        options + ["--armor", "--detach-sign", "--local-user", fingerprint], home: path,
        input: payload
      ).utf8)
  }

  @discardableResult
  package func gpg(_ arguments: String...) throws -> String {
    try Self.gpg(arguments, home: path)
  }

  private static func gpg(
    _ arguments: [String], home: String, input: [UInt8]? = nil
  ) throws -> String {
    try run(
      "gpg",
      ["--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", "", "--yes"]
        + arguments, home: home, input: input)
  }

  private static func run(
    _ program: String, _ arguments: [String], home: String, input: [UInt8]? = nil
  ) throws -> String {
    var command = Command(program, arguments)
    command.environment = Hermetic.environment(home: home)
    command.input = input
    command.timeout = 60
    let result = try command.run()
    guard result.succeeded else {
      throw CommandFailure(command: [program] + arguments, result: result)
    }
    return result.outputText
  }
}
