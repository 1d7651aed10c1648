import Foundation
import Glibc
import Processes
import TestSupport
import Testing

/// An OpenSSH server of a test's own, on which some members may run git.
final class SSHServer: Sendable {
  static let program = "/usr/sbin/sshd"
  static let isInstalled = Files.exists(program)
  static let hint: Comment = "sshd is not installed: apt-get install openssh-server"

  private let daemon: Daemon
  private let folder: TemporaryFolder

  init(members: [TestMember]) throws {
    let folder = try TemporaryFolder("charter-sshd")
    self.folder = folder
    let environment = Hermetic.environment(home: folder.path)
    let host = try Self.makeHostKey(in: folder, environment)
    // Where root starts it, it wants this folder for its unprivileged half.
    if geteuid() == 0 {
      try FileManager.default.createDirectory(
        atPath: "/run/sshd", withIntermediateDirectories: true)
    }
    try Self.authorize(members, in: folder)
    daemon = try Daemon(Self.program, log: folder.path("log"), environment: environment) { port in
      try folder.write("[127.0.0.1]:\(port) \(host)\n", to: "known_hosts")
      try folder.write(
        """
        ListenAddress 127.0.0.1
        Port \(port)
        HostKey \(folder.path)/host_key
        AuthorizedKeysFile \(folder.path)/authorized_keys
        PidFile \(folder.path)/pid
        StrictModes no
        UsePAM no
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        PermitRootLogin prohibit-password
        MaxStartups 500
        MaxSessions 500

        """, to: "config")
      return ["-D", "-e", "-f", folder.path("config")]
    }
  }

  /// The host's key, which no user knows yet; gives the public half.
  private static func makeHostKey(
    in folder: TemporaryFolder, _ environment: [String: String]
  ) throws -> String {
    let arguments = ["-t", "ed25519", "-q", "-N", "", "-C", "", "-f", folder.path("host_key")]
    var command = Command("ssh-keygen", arguments)
    command.environment = environment
    let result = try command.run()
    guard result.succeeded else {
      throw CommandFailure(command: ["ssh-keygen"] + arguments, result: result)
    }
    return try folder.readText("host_key.pub").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Each member may run git and nothing else, in an environment built from nothing.
  private static func authorize(_ members: [TestMember], in folder: TemporaryFolder) throws {
    let exports = Hermetic.environment(home: folder.path).sorted { $0.key < $1.key }
      .map { "export \($0.key)='\($0.value)'\n" }.joined()
    try folder.write(
      exports + "exec git shell -c \"$SSH_ORIGINAL_COMMAND\"\n", to: "shell")
    try folder.write(
      GitSandbox.configuration(name: "Server", email: "server@example.org"), to: ".gitconfig")
    let lines = members.map {
      "restrict,command=\"sh \(folder.path)/shell\" \($0.key.line)\n"
    }
    try folder.write(lines.joined(), to: "authorized_keys")
  }

  /// The address of a repository on this machine.
  func url(of path: String) -> String {
    "ssh://\(NSUserName())@127.0.0.1:\(daemon.port)\(path)"
  }

  /// What `core.sshCommand` is for a member: their own key, and no host but this one.
  func command(for member: TestMember) -> String {
    "ssh -F none -i \(member.key.path) -o IdentitiesOnly=yes -o IdentityAgent=none"
      + " -o UserKnownHostsFile=\(folder.path)/known_hosts -o GlobalKnownHostsFile=none"
      + " -o StrictHostKeyChecking=yes -o BatchMode=yes"
  }
}
