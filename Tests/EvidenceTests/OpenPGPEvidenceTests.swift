import Charters
import Evidence
import Git
import Policies
import Stories
import TestSupport
import Testing

/// OpenPGP keys in rosters: whose they are, and what does not make them somebody's.
@Suite struct OpenPGPEvidenceTests {
  private static func rulebook(_ pages: [String: String]) throws -> Rulebook {
    let sandbox = try GitSandbox()
    for (handle, fields) in pages {
      try sandbox.write(
        "---\nkind: member\nname: \(handle)\n\(fields)---\n# \(handle)\n",
        to: "Charters/members/\(handle).md")
    }
    try sandbox.write(Setting.twoAgree, to: "Charters/policy.yml")
    let commit = try sandbox.commit("Pages")
    let repository = try sandbox.repository()
    return try Engine(repository).rulebook(of: repository.commit(commit).tree)
  }

  private static func field(_ block: String) -> String {
    "openpgp: |\n"
      + block.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "\n" : "  \($0)\n" }.joined()
  }

  private static func ssh(_ line: String) -> String { "keys:\n  - \(line)\n" }

  @Test func keyInTwoHandsOrTwoFormsIsRefused() throws {
    let home = try OpenPGPHome("Ana <ana@example.org>", algorithm: "ed25519", subkey: "rsa3072")
    let block = try home.exported()
    let ben = try TestMember("ben")
    // gpg itself gives the OpenSSH form of a key that may authenticate; this one may sign too.
    let line = try home.gpg("--export-ssh-key", home.fingerprint + "!")
      .split(separator: " ").prefix(2).joined(separator: " ")
    let honest = try Self.rulebook(["ana": Self.field(block), "ben": Self.ssh(ben.key.line)])
    #expect(honest.problems.allSatisfy { $0.code == .lockOut })

    let shared = try Self.rulebook(["ana": Self.field(block), "ben": Self.field(block)])
    #expect(shared.problems.contains { $0.message.contains("ana and ben have the same key") })
    let acrossForms = try Self.rulebook(["ana": Self.field(block), "ben": Self.ssh(line)])
    #expect(acrossForms.problems.contains { $0.message.contains("ana and ben have the same key") })
    let twice = try Self.rulebook(["ana": Self.field(block) + Self.ssh(line)])
    #expect(twice.problems.contains { $0.message.contains("as SSH key and as OpenPGP key") })
    let secret = try home.gpg("--armor", "--export-secret-keys", home.fingerprint)
    let careless = try Self.rulebook(["ana": Self.field(secret)])
    #expect(careless.problems.contains { $0.message.contains("private key") })
  }

  @Test func subkeyOfAnotherIsNotTheMembers() throws {
    // eve puts ana's name on a key of her own; nothing of it is ana's.
    var setting = Setting()
    let home = try OpenPGPHome("Ana <ana@example.org>")
    setting.files["Charters/members/gil.md"] =
      "---\nkind: member\nname: Gil\n\(Self.field(try home.exported()))---\n# Gil\n"
    let story = try Story(setting)
    let idea = try story.propose(
      by: "ana", "Serve the sea",
      changing: ["Charters/mission.md": .text(Setting.mission(statement: "To serve the sea."))])
    try story.approve(idea, by: "ben")
    // A sign-off in cy's name under gil's key.
    try story.sign(.approve, idea, by: "cy") { draft in
      draft.signer = .armor(String(decoding: try home.sign(draft.payload), as: UTF8.self))
    }
    let step = try story.ratify(idea, by: "ana")
    let report = try Engine(story.work.repository()).verify(step)
    #expect(report.outcome == .invalid)
    let reading = try #require(
      report.steps.last?.assessment?.signoffs.first { $0.message.member.text == "cy" })
    #expect(reading.defects.contains(.unknownKey))
    let push = try story.push(["\(step.hex):refs/heads/main"])
    #expect(!push.isAccepted)
  }
}
