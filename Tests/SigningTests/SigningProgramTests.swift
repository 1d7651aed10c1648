import Crypto
import Foundation
import Processes
@testable import Signing
import Testing

/// What another program than ssh-keygen may do when it is asked to sign.
struct SigningProgramTests {
  let workshop: Workshop
  let key: SSHPublicKey

  init() throws {
    workshop = try Workshop()
    key = try workshop.makeKey("key", type: "ed25519")
    try workshop.makeKey("other", type: "ed25519")
  }

  /// Signs by a shell script in which `$file` is the payload's file and `$@` are all arguments.
  private func sign(_ script: String, setting: String = "key") throws -> String {
    try workshop.script("program", "for file; do :; done\n" + script)
    var configuration = workshop.configuration(setting)
    configuration.sshProgram = workshop.file("program")
    let signed = Result { try Signer(configuration).sign(payload) }
    #expect(try workshop.temporaryFiles == [])
    return try signed.get()
  }

  @Test func isRunAsGitRunsIt() throws {
    _ = try sign(
      """
      printf '%s\\n' "$@" > "$HOME/arguments"
      stat -c '%a' "$file" "$(dirname "$file")" > "$HOME/modes"
      cp "$file" "$HOME/payload"
      exec ssh-keygen "$@"
      """)
    let arguments = String(decoding: try workshop.read("arguments"), as: UTF8.self)
      .split(separator: "\n").map(String.init)
    #expect(arguments.dropLast() == ["-Y", "sign", "-n", "git", "-f", workshop.file("key")])
    #expect(arguments.last?.hasPrefix(workshop.file("tmp/charter-")) == true)
    #expect(String(decoding: try workshop.read("modes"), as: UTF8.self) == "600\n700\n")
    #expect(try workshop.read("payload") == payload)
  }

  @Test func aLiteralKeyIsHandedOverInAFile() throws {
    _ = try sign(
      """
      printf '%s\\n' "$@" > "$HOME/arguments"
      while [ "$1" != -f ]; do shift; done
      cp "$2" "$HOME/handed"
      exec ssh-keygen -q -Y sign -n git -f "$HOME/key" "$file"
      """, setting: "key::\(key.line) comment")
    let arguments = String(decoding: try workshop.read("arguments"), as: UTF8.self)
      .split(separator: "\n")
    #expect(arguments.prefix(5) == ["-Y", "sign", "-n", "git", "-f"])
    #expect(arguments[6] == "-U")
    #expect(
      String(decoding: try workshop.read("handed"), as: UTF8.self) == key.line + " comment\n")
  }

  @Test func isNotBelieved() throws {
    let real = "ssh-keygen -q -Y sign -n git -f \"$HOME/key\" \"$file\""
    _ = try sign(real)
    // Line ends of another system are taken away, as git does.
    let plain = try sign(real + "\nsed -i 's/$/\\r/' \"$file.sig\"")
    #expect(!plain.contains("\r"))
    #expect(
      refusal { _ = try sign("exit 0") } == .nothingSigned(program: workshop.file("program")))
    #expect(
      refusal { _ = try sign("echo 'card removed' >&2; exit 9") }
        == .programFailed(
          program: workshop.file("program"), status: 9, message: "card removed\n"))
    #expect(refusal { _ = try sign("echo hello > \"$file.sig\"") } == .armorBegin)
    #expect(refusal { _ = try sign(": > \"$file.sig\"") } == .empty(.armor))
    #expect(
      refusal { _ = try sign("head -c 100000 /dev/zero > \"$file.sig\"") }
        == .tooLarge(.armor, limit: 16384))
    #expect(refusal { _ = try sign("echo x >> \"$file\"\n" + real) } == .badSignature)
    #expect(
      refusal { _ = try sign("ssh-keygen -q -Y sign -n file -f \"$HOME/key\" \"$file\"") }
        == .namespace("file"))
    guard
      case .otherKey = refusal({
        _ = try sign("ssh-keygen -q -Y sign -n git -f \"$HOME/other\" \"$file\"")
      })
    else {
      Issue.record("another key's signature was taken")
      return
    }
    #expect(refusal { _ = try sign(real + "\necho x >> \"$file.sig\"") } == .armorEnd)
  }

  @Test func mayBeMissing() throws {
    var configuration = workshop.configuration("key")
    configuration.sshProgram = "no-such-program"
    #expect(
      refusal { _ = try Signer(configuration).sign(payload) } == .programMissing("no-such-program"))
    #expect(try workshop.temporaryFiles == [])
  }

  /// A hardware key's program has the terminal to itself, so that it can ask for a touch.
  @Test func hardwareKeysAreSignedWithInTheForeground() throws {
    let forged = ForgedKey.securityEd25519(.init(), .init())
    try workshop.write("token.pub", Array("\(forged.line)\n".utf8))
    try workshop.write(
      "ready", SSHForge.armor(try SSHForge().blob(payload, by: forged)) + [10])
    let armor = try sign("cp \"$HOME/ready\" \"$file.sig\"", setting: "token.pub")
    try SSHSignature(armored: Array(armor.utf8)).verify(payload)
    #expect(
      refusal { _ = try sign("exit 7", setting: "token.pub") }
        == .programFailed(program: workshop.file("program"), status: 7, message: ""))
  }

  @Test(arguments: [
    ("ssh-add -L", ["ssh-add", "-L"]), ("  a\t b  ", ["a", "b"]), ("a 'b c' d", ["a", "b c", "d"]),
    ("a \"b 'c\" d", ["a", "b 'c", "d"]), ("a b\\ c", ["a", "b c"]),
    ("a 'b\\' c", ["a", "b\\", "c"]),
    ("a \"b\\\"c\"", ["a", "b\"c"]), ("a ''", ["a", ""]), ("pre'fix'ed", ["prefixed"]), ("", []),
  ])
  func commandsAreCutAsGitCutsThem(text: String, words: [String]) throws {
    #expect(try CommandLineWords.split(text) == words)
  }

  @Test(arguments: ["a 'b", "a \"b", "a b\\"])
  func openCommandsAreRefused(text: String) {
    #expect(throws: SigningError.commandSyntax(text)) { try CommandLineWords.split(text) }
  }
}

struct KeyMakerTests {
  @Test func makesAKey() throws {
    let workshop = try Workshop()
    let path = workshop.file(".ssh/charter")
    let key = try KeyMaker.makeEd25519(
      at: path, comment: "ana@laptop", environment: workshop.environment)
    #expect(key.algorithm == .ed25519)
    #expect(key.comment == "ana@laptop")
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let folder = try FileManager.default.attributesOfItem(atPath: workshop.file(".ssh"))
    #expect(folder[.posixPermissions] as? Int == 0o700)
    let signer = try Signer(workshop.configuration(path))
    #expect(signer.publicKey == .ssh(key))
    _ = try signer.sign(payload)
  }

  @Test func overwritesNothing() throws {
    let workshop = try Workshop()
    for (name, taken) in [("a", "a"), ("b", "b.pub")] {
      try workshop.write(taken, Array("precious".utf8))
      #expect(
        refusal {
          _ = try KeyMaker.makeEd25519(
            at: workshop.file(name), comment: "", environment: workshop.environment)
        } == .alreadyExists(path: workshop.file(taken)))
      #expect(try workshop.read(taken) == Array("precious".utf8))
    }
    try FileManager.default.createSymbolicLink(
      atPath: workshop.file("c"), withDestinationPath: workshop.file("nowhere"))
    #expect(
      refusal {
        _ = try KeyMaker.makeEd25519(
          at: workshop.file("c"), comment: "", environment: workshop.environment)
      } == .alreadyExists(path: workshop.file("c")))
    #expect(
      refusal {
        _ = try KeyMaker.makeEd25519(
          at: workshop.file("d"), comment: "a\nb", environment: workshop.environment)
      } == .controlCharacter(.keyLine, offset: 1))
  }
}
