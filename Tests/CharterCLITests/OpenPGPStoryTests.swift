import Foundation
import Git
import TestSupport
import Testing

/// A team in which one member signs with OpenPGP, told with the program itself.
@Suite struct OpenPGPStoryTests {
  static let policy = """
    charter-policy: 1
    rules:
      - name: Two agree
        for: {}
        needs: [ { approve: 2 of everyone } ]

    """

  @Test func openPGPAndSSHSignTogether() throws {
    let gpg = try OpenPGPHome("Ben <ben@example.org>", subkey: "ed25519")
    let crew = try Practice(
      ["ana", "ben", "cy"], policy: Self.policy, openPGP: ["ben": gpg.exported()])
    let (ana, ben, cy) = (crew.member("ana"), crew.member("ben"), crew.member("cy"))
    try crew.sign(ben, with: gpg)
    let page = try crew.read("Charters/members/ben.md", of: ana)
    #expect(page.contains("openpgp: |\n  -----BEGIN PGP PUBLIC KEY BLOCK-----\n\n  "))

    let mission = try crew.read("Charters/mission.md", of: ben)
    try crew.write(mission + "\n## More\n\nAnd more.\n", to: "Charters/mission.md", of: ben)
    try crew.expect(ben, ["propose", "Say more", "-m", "It helps."])
    for member in [ana, cy] {
      try crew.expect(member, ["sync"])
      try crew.expect(member, ["approve", "say-more"])
    }
    try crew.expect(ben, ["ratify", "say-more"])
    try crew.expect(ana, ["sync"])
    try crew.git(ana, ["pull", "--quiet", "--ff-only"])
    let verified = try crew.expect(ana, ["verify"])
    #expect(verified.contains("Valid:"))
    #expect(try crew.expect(ana, ["keys"]).contains(gpg.fingerprint))
    let document = try crew.expect(ana, ["keys", "--json"])
    #expect(document.contains("\"type\": \"openpgp\""))
    // git agrees where ben's own gpg is asked.
    try crew.git(ben, ["verify-commit", "HEAD"])

    // ben approves too, in one more round.
    try crew.write(mission + "\n## Less\n\nOr less.\n", to: "Charters/mission.md", of: ana)
    try crew.expect(ana, ["propose", "Say less", "-m", "It helps."])
    for member in [ben, cy] {
      try crew.expect(member, ["sync"])
      try crew.expect(member, ["approve", "say-less"])
    }
    try crew.expect(ana, ["ratify", "say-less"])

    // Without gpg nothing that it signed is taken for valid.
    let tools = try TemporaryFolder("charter-tools")
    for tool in ["git", "ssh-keygen", "sh"] {
      let place = try #require(
        ["/usr/bin/", "/bin/", "/usr/local/bin/"].map { $0 + tool }
          .first { FileManager.default.isExecutableFile(atPath: $0) })
      try FileManager.default.createSymbolicLink(
        atPath: tools.path(tool), withDestinationPath: place)
    }
    let blind = try crew.charter(ana, ["verify"], environment: ["PATH": tools.path])
    #expect(blind.status == 2)
    #expect(blind.text.contains("gpg is not installed"))
    #expect(blind.text.contains("apt-get install gnupg"))
    #expect(!blind.text.contains("Valid:"))

    // Somebody else's key with ben's name on it is not ben's.
    let forger = try OpenPGPHome("Ben <ben@example.org>")
    try crew.sign(ben, with: forger)
    try crew.git(ben, ["switch", "--quiet", "main"])
    try crew.git(ben, ["pull", "--quiet", "--ff-only"])
    try crew.write(mission + "\n## Other\n\nWords.\n", to: "Charters/mission.md", of: ben)
    let refused = try crew.charter(ben, ["propose", "Forge", "-m", "Because."])
    #expect(refused.status == 6)
    #expect(refused.text.contains("charter join"), "\(refused.text)")
  }
}
