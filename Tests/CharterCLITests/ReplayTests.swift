import Foundation
import Processes
import TestSupport
import Testing

/// Real documents, imported and amended revision by revision, signed, ratified and pushed.
@Suite struct ReplayTests {
  struct Series: Sendable, CustomTestStringConvertible {
    let name: String
    /// Where the document goes below `Charters/`.
    let path: String
    var testDescription: String { name }
  }

  /// Revisions replayed of one document.
  static let limit = 15

  static let series: [Series] = {
    guard let folder = Corpora.path("corpora/histories"),
      let names = try? Files.names(in: folder)
    else { return [] }
    return names.sorted().map { name in
      let last = String(name.split(separator: "-").last ?? "text")
      let path =
        switch true {
        case name.contains("-role-"): "roles/\(last).md"
        case name.contains("-team-"): "teams/\(last)/team.md"
        case name == "handbook-mission": "mission.md"
        case name == "handbook-values": "values.md"
        default: "agreements/\(name).md"
        }
      return Series(name: name, path: path)
    }
  }()

  @Test(.enabled(if: Corpora.isPresent, Corpora.hint), arguments: series)
  func replay(_ series: Series) throws {
    let practice = try Practice(["ana", "ben", "cy", "dee"], preset: "team-leads")
    let folder = try #require(Corpora.path("corpora/histories/\(series.name)"))
    let revisions = try Files.names(in: folder).filter { $0.hasSuffix(".md") }.sorted()
      .prefix(Self.limit)
    var steps = 0
    for (index, revision) in revisions.enumerated() {
      let proposer = practice.members[index % 4]
      try practice.git(proposer, ["checkout", "--quiet", "main"])
      try practice.git(proposer, ["pull", "--quiet", "--ff-only", "origin", "main"])
      let title = "Revision \(index + 1)"
      let slug = "revision-\(index + 1)"
      guard
        try offer(folder + "/" + revision, series, title, first: index == 0, proposer, practice)
      else { continue }
      try practice.expect(proposer, ["approve", slug, "--yes"])
      for offset in 1...2 {
        try practice.expect(practice.members[(index + offset) % 4], ["approve", slug, "--yes"])
      }
      try practice.expect(practice.members[(index + 3) % 4], ["ratify", slug])
      steps += 1
    }
    #expect(steps > 0)
    try prove(practice, steps: steps)
  }

  /// Opens a proposal with the next text; false where it changes nothing.
  private func offer(
    _ file: String, _ series: Series, _ title: String, first: Bool, _ proposer: TestMember,
    _ practice: Practice
  ) throws -> Bool {
    let reason = ["-m", "As it was agreed at the time."]
    let path = "Charters/" + series.path
    let isThere = Files.exists(practice.clone(proposer) + "/" + path)
    if first, !isThere {
      var arguments = ["import", file, "--as", series.path, "--title", title] + reason
      let outcome = try practice.charter(proposer, arguments)
      if outcome.status == 0 { return true }
      // The text breaks a rule: it says where and what, and mends it where that is asked for.
      #expect(
        outcome.text.contains("\(path):") && outcome.text.contains("--normalise"), "\(outcome)")
      arguments.append("--normalise")
      try practice.expect(proposer, arguments)
      return true
    }
    let old = try practice.read(path, of: proposer)
    let fields = old.split(separator: "---\n", maxSplits: 2, omittingEmptySubsequences: false)
    var text = Array("---\n\(fields[1])---\n".utf8)
    var body = try Files.read(file)
    if body.starts(with: [0xEF, 0xBB, 0xBF]) { body.removeFirst(3) }
    text += Self.withoutFields(body)
    try practice.folder.write(text, to: "\(proposer.handle)/\(path)")
    try practice.expect(proposer, ["fmt", series.path])
    if try practice.git(proposer, ["status", "--porcelain"]).isEmpty { return false }
    try practice.expect(proposer, ["propose", title] + reason)
    return true
  }

  /// A text without the fields that the site it came from put before it.
  private static func withoutFields(_ text: [UInt8]) -> ArraySlice<UInt8> {
    let fence = Array("---\n".utf8)
    guard text.starts(with: fence),
      let end = text.indices.dropFirst(4).first(where: {
        text[$0 - 1] == 10 && text[$0...].starts(with: fence)
      })
    else { return text[...] }
    return text[(end + fence.count)...]
  }

  /// A plain clone proves it all, and git and ssh-keygen agree.
  private func prove(_ practice: Practice, steps: Int) throws {
    let ana = practice.members[0]
    let copy = practice.folder.path("copy")
    try practice.git(ana, ["clone", "--quiet", practice.server, copy])
    let report = try practice.charter(ana, ["-C", copy, "verify", "--json"])
    #expect(report.status == 0, "\(report.text)")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(report.output.utf8)) as? [String: Any])
    #expect(json["outcome"] as? String == "valid")
    let numbers = (json["steps"] as? [[String: Any]] ?? []).compactMap { $0["step"] as? Int }
    #expect(numbers == Array(0...steps))
    try practice.git(ana, ["-C", copy, "fsck", "--strict", "--no-dangling"])
    let signers = try practice.charter(ana, ["-C", copy, "keys", "--allowed-signers"])
    #expect(signers.status == 0, "\(signers.text)")
    try practice.folder.write(signers.output, to: "signers")
    let log = try practice.git(
      ana,
      [
        "-C", copy, "-c", "gpg.ssh.allowedSignersFile=\(practice.folder.path("signers"))", "log",
        "--format=%G? %s",
      ])
    for line in log.split(separator: "\n") {
      let isGather = line.contains(" Sign-offs on: ")
      #expect(line.hasPrefix(isGather ? "N " : "G "), "\(line)")
    }
  }
}
