import Foundation
import Processes
import TestSupport
import Testing

/// git's smart HTTP behind lighttpd, with a password for each member.
final class WebServer: Sendable {
  static let program = "/usr/sbin/lighttpd"
  static let isInstalled = Files.exists(program)
  static let hint: Comment = "lighttpd is not installed: apt-get install lighttpd"

  private let daemon: Daemon
  private let folder: TemporaryFolder

  /// Serves the repositories below a folder.
  init(root: String, members: [TestMember]) throws {
    let folder = try TemporaryFolder("charter-lighttpd")
    self.folder = folder
    let environment = Hermetic.environment(home: folder.path)
    var command = Command("git", ["--exec-path"])
    command.environment = environment
    let backend =
      try command.run().outputText.trimmingCharacters(in: .newlines)
      + "/git-http-backend"
    try folder.write(
      GitSandbox.configuration(name: "Server", email: "server@example.org"), to: ".gitconfig")
    try folder.write(members.map { "\($0.handle):secret\n" }.joined(), to: "passwords")
    var variables = environment
    variables["GIT_PROJECT_ROOT"] = root
    variables["GIT_HTTP_EXPORT_ALL"] = "1"
    let list = variables.sorted { $0.key < $1.key }
      .map { "  \"\($0.key)\" => \"\($0.value)\"" }.joined(separator: ",\n")
    daemon = try Daemon(Self.program, log: folder.path("log"), environment: environment) { port in
      try folder.write(
        """
        server.modules = ("mod_alias", "mod_auth", "mod_authn_file", "mod_setenv", "mod_cgi")
        server.document-root = "\(folder.path)"
        server.bind = "127.0.0.1"
        server.port = \(port)
        server.upload-dirs = ("\(folder.path)")
        auth.backend = "plain"
        auth.backend.plain.userfile = "\(folder.path)/passwords"
        auth.require = ("/git" =>
          ("method" => "basic", "realm" => "git", "require" => "valid-user"))
        alias.url = ("/git" => "\(backend)")
        $HTTP["url"] =~ "^/git" { cgi.assign = ("" => "") }
        setenv.set-environment = (
        \(list)
        )

        """, to: "config")
      return ["-D", "-f", folder.path("config")]
    }
  }

  /// The address of a repository below the root, with a member's name and password.
  func url(of name: String, for member: TestMember, password: String = "secret") -> String {
    "http://\(member.handle):\(password)@127.0.0.1:\(daemon.port)/git/\(name)"
  }
}
