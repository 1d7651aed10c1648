import Foundation
import Processes
import Signing
import TestSupport
import Testing

/// A folder with keys in it, and ssh-keygen run in an environment that knows of nothing else.
final class Workshop {
  private let folder: TemporaryFolder
  let environment: [String: String]

  init() throws {
    folder = try TemporaryFolder("charter-signing")
    environment = Hermetic.environment(home: folder.path)
      .merging(["TMPDIR": try folder.makeFolder("tmp")]) { $1 }
  }

  var path: String { folder.path }

  @discardableResult
  func run(
    _ program: String, _ arguments: String..., input: [UInt8] = [], failing: Bool = false,
    adding variables: [String: String] = [:]
  ) throws -> String {
    var command = Command(program, arguments)
    command.environment = environment.merging(variables) { $1 }
    command.directory = path
    command.input = input
    let result = try command.run()
    #expect(
      (result.status != 0) == failing,
      "\(program) \(arguments): \(String(decoding: result.errorOutput, as: UTF8.self))")
    return String(decoding: result.output, as: UTF8.self)
  }

  /// Makes a key pair with ssh-keygen.
  @discardableResult
  func makeKey(_ name: String, type: String, bits: Int? = nil, passphrase: String = "") throws
    -> SSHPublicKey
  {
    let size = bits.map { ["-b", String($0)] } ?? []
    var command = Command(
      "ssh-keygen",
      ["-q", "-t", type] + size + ["-N", passphrase, "-C", "\(name)@test", "-f", file(name)])
    command.environment = environment
    let result = try command.run()
    try #require(result.status == 0)
    return try SSHPublicKey(fileAt: file(name) + ".pub")
  }

  func file(_ name: String) -> String { folder.path(name) }

  func write(_ name: String, _ bytes: [UInt8]) throws { try folder.write(bytes, to: name) }

  func read(_ name: String) throws -> [UInt8] { try folder.read(name) }

  /// Signs with ssh-keygen as git does.
  func sign(_ payload: [UInt8], with key: String, namespace: String = "git", hash: String? = nil)
    throws -> [UInt8]
  {
    let buffer = "buffer-\(UUID().uuidString)"
    try write(buffer, payload)
    if let hash {
      try run(
        "ssh-keygen", "-Y", "sign", "-n", namespace, "-O", "hashalg=\(hash)", "-f", key, buffer)
    } else {
      try run("ssh-keygen", "-Y", "sign", "-n", namespace, "-f", key, buffer)
    }
    return try read(buffer + ".sig")
  }

  /// Whether OpenSSH says that `line`'s owner signed `payload`.
  func openSSHAccepts(_ armor: [UInt8], of payload: [UInt8], by line: String) throws -> Bool {
    let unique = UUID().uuidString
    try write("allowed-\(unique)", Array("me namespaces=\"git\" \(line)\n".utf8))
    try write("signature-\(unique)", armor + Array("\n".utf8))
    var command = Command(
      "ssh-keygen",
      [
        "-Y", "verify", "-f", file("allowed-\(unique)"), "-I", "me", "-n", "git", "-s",
        file("signature-\(unique)"),
      ])
    command.environment = environment
    command.input = payload
    return try command.run().status == 0
  }

  /// What git would say of a member who signs with `key`.
  func configuration(_ key: String?) -> SigningConfiguration {
    SigningConfiguration(format: "ssh", key: key, environment: environment, directory: path)
  }

  /// Writes a shell script that can be run.
  ///
  /// A child writes it: were the file open for writing here while another test starts a child,
  /// running it could fail with "text file busy".
  func script(_ name: String, _ body: String) throws {
    try run(
      "sh", "-c", "cat > \"$0\" && chmod 700 \"$0\"", name,
      input: Array("#!/bin/sh\n\(body)\n".utf8))
  }

  /// The names left in the folder for temporary files.
  var temporaryFiles: [String] {
    get throws { try Files.names(in: file("tmp")) }
  }
}

let payload = Array("tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\nApprove: Night shift\n".utf8)
