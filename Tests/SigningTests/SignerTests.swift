import Foundation
import Processes
import Signing
import Testing

struct SignerTests {
  @Test(arguments: ["key", "key.pub", "~/key", "ABSOLUTE"])
  func signsWithAKeyFile(setting: String) throws {
    let workshop = try Workshop()
    let key = try workshop.makeKey("key", type: "ed25519")
    let setting = setting == "ABSOLUTE" ? workshop.file("key") : setting
    let signer = try Signer(workshop.configuration(setting))
    #expect(signer.publicKey == .ssh(key))
    let armor = try signer.sign(payload)
    #expect(armor.hasPrefix("-----BEGIN SSH SIGNATURE-----\n"))
    #expect(armor.hasSuffix("\n-----END SSH SIGNATURE-----"))
    try SSHSignature(armored: Array(armor.utf8)).verify(payload, with: key)
    #expect(try workshop.openSSHAccepts(Array(armor.utf8), of: payload, by: key.line))
    #expect(try workshop.temporaryFiles == [])
  }

  @Test func gitVerifiesTheCommit() throws {
    let workshop = try Workshop()
    let key = try workshop.makeKey("key", type: "ecdsa", bits: 256)
    try workshop.run("git", "init", "-q", "repository")
    let tree = try workshop.run("git", "-C", "repository", "write-tree").dropLast()
    let headers = """
      tree \(tree)
      author Ana <ana@example.org> 1790000000 +0000
      committer Ana <ana@example.org> 1790000000 +0000
      """
    let message = "\n\nApprove: Night shift\n"
    let armor = try Signer(workshop.configuration("key")).sign(Array((headers + message).utf8))
    let header = "\ngpgsig " + armor.replacingOccurrences(of: "\n", with: "\n ")
    let id = try workshop.run(
      "git", "-C", "repository", "hash-object", "-w", "-t", "commit", "--stdin",
      input: Array((headers + header + message).utf8)
    ).dropLast()
    try workshop.write("allowed", Array("ana@example.org \(key.line)\n".utf8))
    try workshop.run(
      "git", "-C", "repository", "-c", "gpg.ssh.allowedSignersFile=\(workshop.file("allowed"))",
      "verify-commit", String(id))
  }

  @Test func derivesAMissingPublicKey() throws {
    let workshop = try Workshop()
    let key = try workshop.makeKey("key", type: "ecdsa", bits: 384)
    try FileManager.default.removeItem(atPath: workshop.file("key.pub"))
    let signer = try Signer(workshop.configuration("key"))
    #expect(signer.publicKey == .ssh(key))
    _ = try signer.sign(payload)
  }

  @Test func asksForThePassPhrase() throws {
    let workshop = try Workshop()
    let key = try workshop.makeKey("key", type: "ed25519", passphrase: "open sesame")
    try workshop.script("answer", "echo 'open sesame'")
    try workshop.script("mistake", "echo 'open barley'")
    var configuration = workshop.configuration("key")
    func ask(_ program: String) {
      configuration.environment?["SSH_ASKPASS"] = workshop.file(program)
      configuration.environment?["SSH_ASKPASS_REQUIRE"] = "force"
    }
    ask("answer")
    try SSHSignature(armored: Array(try Signer(configuration).sign(payload).utf8))
      .verify(payload, with: key)
    ask("mistake")
    #expect(refusal { _ = try Signer(configuration).sign(payload) }?.isProgramFailure == true)
    // Without the .pub, the pass phrase is needed to know the key at all.
    try FileManager.default.removeItem(atPath: workshop.file("key.pub"))
    #expect(refusal { _ = try Signer(configuration) }?.isProgramFailure == true)
    ask("answer")
    #expect(try Signer(configuration).publicKey == .ssh(key))
    #expect(try workshop.temporaryFiles == [])
  }

  @Test func signsThroughAnAgent() throws {
    let workshop = try Workshop()
    let agent = try Agent(in: workshop)
    for (type, bits) in [("ed25519", nil), ("ecdsa", 256), ("rsa", 3072)] as [(String, Int?)] {
      let key = try workshop.makeKey(type, type: type, bits: bits)
      try workshop.run("ssh-add", "-q", workshop.file(type), adding: agent.variables)
      try FileManager.default.removeItem(atPath: workshop.file(type))
      var settings = ["key::\(key.line)", "key::\(key.line) a comment", "\(type).pub", type]
      // As in git, only a literal that begins with "ssh-" needs no prefix.
      if type != "ecdsa" { settings.append(key.line) }
      for setting in settings {
        var configuration = workshop.configuration(setting)
        #expect(try Signer(configuration).publicKey == .ssh(key))
        let absent = refusal { _ = try Signer(configuration).sign(payload) }
        #expect(absent?.isProgramFailure == true, "\(setting): \(String(describing: absent))")
        configuration.environment?.merge(agent.variables) { $1 }
        let signer = try Signer(configuration)
        #expect(signer.publicKey == .ssh(key))
        let armor = Array(try signer.sign(payload).utf8)
        #expect(try workshop.openSSHAccepts(armor, of: payload, by: key.line))
      }
    }
    let stranger = try workshop.makeKey("stranger", type: "ed25519")
    var configuration = workshop.configuration("key::\(stranger.line)")
    configuration.environment?.merge(agent.variables) { $1 }
    #expect(refusal { _ = try Signer(configuration).sign(payload) }?.isProgramFailure == true)
    #expect(try workshop.temporaryFiles == [])
  }

  @Test func asksTheDefaultKeyCommand() throws {
    let workshop = try Workshop()
    let agent = try Agent(in: workshop)
    let key = try workshop.makeKey("key", type: "ed25519")
    try workshop.run("ssh-add", "-q", workshop.file("key"), adding: agent.variables)
    try workshop.script("say", "printf '%s\\n' \"$@\"")
    try workshop.script("fail", "echo 'no card' >&2; exit 3")
    func signer(_ command: String, key: String? = nil) throws -> Signer {
      var configuration = workshop.configuration(key)
      configuration.defaultKeyCommand = command
      configuration.environment?.merge(agent.variables) { $1 }
      return try Signer(configuration)
    }
    for command in [
      "ssh-add -L", "./say 'key::\(key.line)' second", "./say \"\(key.line) a comment\"",
    ] {
      let signer = try signer(command)
      #expect(signer.publicKey == .ssh(key))
      _ = try signer.sign(payload)
    }
    _ = try signer("./fail", key: "key")
    _ = try signer("./say '\(key.line)'", key: "")
    #expect(
      refusal { _ = try signer("./fail") }
        == .noKeyFromCommand(command: "./fail", message: "no card\n"))
    #expect(
      refusal { _ = try signer("./say /home/ana/key") }
        == .noKeyFromCommand(command: "./say /home/ana/key", message: "/home/ana/key"))
    #expect(refusal { _ = try signer("./say 'open") } == .commandSyntax("./say 'open"))
    #expect(refusal { _ = try signer(" '' ") } == .commandSyntax(" '' "))
    #expect(
      refusal { _ = try signer("./none") }
        == .programNotStarted(program: "./none", errno: ENOENT))
    #expect(refusal { _ = try signer("") } == .noKey)
  }

  @Test func refusesOtherSettings() throws {
    let workshop = try Workshop()
    try workshop.makeKey("key", type: "ed25519")
    var configuration = workshop.configuration("key")
    for format in ["x509", "SSH", ""] {
      configuration.format = format
      #expect(refusal { _ = try Signer(configuration) } == .unsupportedFormat(format))
    }
    #expect(refusal { _ = try Signer(workshop.configuration(nil)) } == .noKey)
    #expect(refusal { _ = try Signer(workshop.configuration("")) } == .noKey)
    #expect(
      refusal { _ = try Signer(workshop.configuration("none")) }
        == .unreadable(path: workshop.file("none"), errno: ENOENT))
    #expect(
      refusal { _ = try Signer(workshop.configuration("key::ssh-dss AAAA")) }
        == .unsupportedAlgorithm("ssh-dss"))
    try workshop.write("junk", Array("hello\n".utf8))
    #expect(
      refusal { _ = try Signer(workshop.configuration("junk")) } == .unsupportedAlgorithm("hello"))
    try workshop.write("big", Array(repeating: 65, count: 70_000))
    #expect(
      refusal { _ = try Signer(workshop.configuration("big")) }
        == .tooLarge(.keyLine, limit: 65_536))
    configuration = workshop.configuration("key")
    configuration.environment?["TMPDIR"] = workshop.file("nowhere")
    #expect(
      refusal { _ = try Signer(configuration).sign(payload) }
        == .unwritable(path: workshop.file("nowhere"), errno: ENOENT))
  }

  @Test func theKeyBesideMustBeTheOneThatSigns() throws {
    let workshop = try Workshop()
    try workshop.makeKey("key", type: "ed25519")
    let other = try workshop.makeKey("other", type: "ed25519")
    try workshop.write("key.pub", try workshop.read("other.pub"))
    let signer = try Signer(workshop.configuration("key"))
    #expect(signer.publicKey == .ssh(other))
    #expect(refusal { _ = try signer.sign(payload) } != nil)
    #expect(try workshop.temporaryFiles == [])
  }
}

extension SigningError {
  var isProgramFailure: Bool {
    if case .programFailed = self { true } else { false }
  }
}

/// The error that `body` throws, if it is one of ours.
func refusal(_ body: () throws -> Void) -> SigningError? {
  do {
    try body()
    return nil
  } catch {
    return error as? SigningError
  }
}

/// A real ssh-agent, ended with this object.
final class Agent {
  let variables: [String: String]
  private let workshop: Workshop

  init(in workshop: Workshop) throws {
    let socket = workshop.file("agent")
    let said = try workshop.run("ssh-agent", "-s", "-a", socket)
    let pid = try #require(said.firstMatch(of: /SSH_AGENT_PID=([0-9]+)/)?.output.1)
    variables = ["SSH_AUTH_SOCK": socket, "SSH_AGENT_PID": String(pid)]
    self.workshop = workshop
  }

  deinit { _ = try? workshop.run("ssh-agent", "-k", adding: variables) }
}
