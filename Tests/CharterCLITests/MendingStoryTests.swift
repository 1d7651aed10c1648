import Git
import TestSupport
import Testing

/// A forge without hooks, its three merge buttons, and what puts right what they did.
@Suite struct MendingStoryTests {
  private let crew: Practice
  private var ana: TestMember { crew.member("ana") }
  private var ben: TestMember { crew.member("ben") }
  private var cy: TestMember { crew.member("cy") }

  init() throws {
    crew = try Practice(["ana", "ben", "cy"], policy: KeysStoryTests.policy)
    try Files.remove(crew.server + "/hooks")
  }

  private func propose(_ title: String, in file: String, by member: TestMember) throws {
    try crew.git(member, ["switch", "--quiet", "main"])
    let words = try crew.read("Charters/\(file)", of: member)
    try crew.write(words + "\n## \(title)\n\nWords.\n", to: "Charters/\(file)", of: member)
    try crew.expect(member, ["propose", title, "-m", "It helps."])
  }

  private func approve(_ slug: String, by members: TestMember...) throws {
    for member in members {
      try crew.expect(member, ["sync"])
      try crew.expect(member, ["approve", slug])
    }
  }

  private func head(_ member: TestMember, _ name: String = "HEAD") throws -> String {
    let line = try crew.git(member, ["rev-parse", name])
    return String(line.prefix { $0.isHexDigit })
  }

  @Test func everyMergeButtonIsMendedOldestFirst() throws {
    for (title, file) in [("First", "mission.md"), ("Second", "vision.md"), ("Third", "values.md")]
    {
      try propose(title, in: file, by: ana)
      try approve(title.lowercased(), by: ana, ben)
    }
    // What a forge does: a merge, a squash, and the commits copied onto the branch.
    try crew.git(cy, ["fetch", "--quiet"])
    try crew.git(cy, ["config", "commit.gpgSign", "false"])
    try crew.git(
      cy, ["merge", "--quiet", "--no-ff", "-m", "Merge first (#1)", "origin/proposals/first"])
    let merged = try head(cy)
    try crew.git(cy, ["merge", "--quiet", "--squash", "origin/proposals/second"])
    try crew.git(cy, ["commit", "--quiet", "-m", "Second (#2)"])
    let squashed = try head(cy)
    try crew.git(cy, ["cherry-pick", "origin/proposals/third"])
    let copied = try head(cy)
    try crew.git(cy, ["push", "--quiet", "origin", "main"])

    try crew.git(ana, ["switch", "--quiet", "main"])
    try crew.git(ana, ["pull", "--quiet", "--ff-only"])
    #expect(try crew.expect(ana, ["verify"], status: 4).contains("3 changes of charters"))
    let github = try crew.expect(ana, ["verify", "--format", "github"], status: 4)
    #expect(github.contains("::error title=\(merged.prefix(10)) Merge first (#1)::"), "\(github)")
    #expect(github.contains("The outcome is: unratified."))
    let words = try crew.read("Charters/mission.md", of: ana)
    try crew.write(words + "\n## More\n\nWords.\n", to: "Charters/mission.md", of: ana)
    let stopped = try crew.expect(ana, ["propose", "More", "-m", "No."], status: 4)
    #expect(stopped.contains("charter ratify PROPOSAL --late \(merged.prefix(10))"), "\(stopped)")
    try crew.git(ana, ["checkout", "--quiet", "Charters"])

    // Nothing is skipped: the newest cannot be approved afterwards while an older one is not.
    let skipped = try crew.expect(ana, ["ratify", "third", "--late", copied], status: 1)
    #expect(skipped.contains("What landed is not what the proposal says"), "\(skipped)")
    for (slug, commit) in [("first", merged), ("second", squashed), ("third", copied)] {
      let said = try crew.expect(ana, ["ratify", slug, "--late", commit])
      #expect(
        said.contains(
          slug == "third" ? "Every change on main is approved now." : "Still to be approved"),
        "\(said)")
      try crew.expect(ana, ["verify"], status: slug == "third" ? 0 : 4)
    }
    let proven = try crew.expect(ana, ["verify"])
    #expect(
      proven.split { $0.isWhitespace }.joined(separator: " ")
        .contains("but for 3 changes that were made without approval and put right later"),
      "\(proven)")

    // An administrator's change is approved by nobody, so the words of before come back.
    try crew.git(cy, ["pull", "--quiet", "--ff-only"])
    try crew.write("---\nkind: mission\n---\n# Mine\n", to: "Charters/mission.md", of: cy)
    try crew.git(cy, ["commit", "--quiet", "-am", "As I like it"])
    try crew.git(cy, ["push", "--quiet", "origin", "main"])
    try crew.expect(ben, ["restore", "-m", "Nobody agreed."])
    try crew.git(cy, ["pull", "--quiet", "--ff-only"])
    try crew.expect(cy, ["verify"])
    #expect(try crew.read("Charters/mission.md", of: cy) == words)
  }

  @Test func accidentalPullIsToldTheWayBack() throws {
    try propose("First", in: "mission.md", by: ben)
    try approve("first", by: ana, ben)
    try crew.write("Notes.\n", to: "notes.md", of: ana)
    let vision = try crew.read("Charters/vision.md", of: ana)
    try crew.write(vision + "\n## Mine\n\nWords.\n", to: "Charters/vision.md", of: ana)
    try crew.git(ana, ["add", "--all"])
    try crew.git(ana, ["commit", "--quiet", "-m", "Quick fix"])
    try crew.expect(ben, ["ratify", "first"])
    try crew.git(ana, ["pull", "--quiet", "--no-rebase", "--no-edit"])
    let sick = try crew.expect(ana, ["doctor"], status: 1)
    #expect(sick.contains("git reset --keep origin/main"), "\(sick)")
    #expect(sick.contains("charter propose -m \"why\" --from main"), "\(sick)")
    let verified = try crew.expect(ana, ["verify"], status: 1)
    #expect(
      verified.split { $0.isWhitespace }.joined(separator: " ").contains("swap or hide history"))
    try crew.git(ana, ["reset", "--quiet", "--keep", "origin/main"])
    try crew.expect(ana, ["verify"])

    // Where it went as far as the server, that is told too.
    try crew.git(cy, ["commit", "--quiet", "--allow-empty", "-m", "Nothing"])
    try crew.git(cy, ["pull", "--quiet", "--no-rebase", "--no-edit"])
    try crew.git(cy, ["push", "--quiet", "origin", "main"])
    let good = try head(cy, "HEAD~1")
    let shared = try crew.expect(cy, ["doctor"], status: 1)
    #expect(
      shared.contains("git push --force-with-lease origin \(good.prefix(10)):main"), "\(shared)")
  }
}
