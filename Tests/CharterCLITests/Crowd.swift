import Foundation
import Processes
import TestSupport
import Testing

/// Many members at the same time on one server over SSH, each a shell of its own that runs one
/// command of charter after another.
final class Crowd {
  let practice: Practice
  let proposals: [String]
  private let server: SSHServer

  /// One command that somebody gave, and what came of it.
  struct Act: Sendable {
    let member: String
    let words: [String]
    let status: Int32
    let text: String

    var isAcknowledged: Bool { status == 0 || status == 8 }
  }

  static let policy = """
    charter-policy: 1
    rules:
      - name: Two others agree
        for: {}
        needs:
          - approve: 2 of everyone

    """

  /// - Parameter count: of members; half as many proposals are open at the beginning.
  init(of count: Int) throws {
    let handles = (1...count).map { "m\($0)" }
    practice = try Practice(handles, policy: Self.policy)
    server = try SSHServer(members: practice.members)
    for member in practice.members {
      try practice.git(member, ["config", "core.sshCommand", server.command(for: member)])
      try practice.git(
        member, ["remote", "set-url", "origin", server.url(of: practice.server)])
    }
    proposals = (1...max(1, count / 2)).map { "idea-\($0)" }
    for (member, slug) in zip(practice.members, proposals) {
      try practice.write(Self.agreement(slug), to: "Charters/agreements/\(slug).md", of: member)
      try practice.expect(member, ["propose", slug, "-m", "Somebody asked."])
    }
  }

  private static func agreement(_ slug: String) -> String {
    """
    ---
    kind: agreement
    title: \(slug)
    ---
    # \(slug)

    ## Driver

    Somebody asked.

    ## Agreement

    We do it.

    ## Evaluation

    Yearly.

    """
  }

  /// What each does, in an order of its own: revise what is theirs, approve everything, comment on
  /// one, and make official what they can, some times over.
  private func script(of member: TestMember, _ random: inout SeededGenerator) -> String {
    var lines: [String] = []
    for slug in proposals.shuffled(using: &random) {
      lines.append("run approve \(slug) --yes")
      if Int.random(in: 0..<4, using: &random) == 0 {
        lines.append("run comment \(slug) -m 'I say so.' --yes")
      }
      if Int.random(in: 0..<3, using: &random) == 0 { lines.append("run ratify \(slug)") }
    }
    let place = practice.members.firstIndex { $0.handle == member.handle } ?? 0
    if place < proposals.count {
      let file = "Charters/agreements/\(proposals[place]).md"
      lines.insert(
        "git checkout --quiet proposals/\(proposals[place]) -- && echo 'And more.' >>\(file)"
          + " && run revise -m 'Say more.'",
        at: Int.random(in: 0...min(3, lines.count), using: &random))
    }
    let own = proposals[place % proposals.count]
    lines += Array(repeating: "run ratify \(own)", count: 3)
    return """
      n=0
      run() {
        n=$((n+1))
        "$charter" "$@" >"$log/$n.text" 2>&1
        echo "$?" >"$log/$n.status"
        printf '%s\\n' "$@" >"$log/$n.words"
      }

      """ + lines.joined(separator: "\n") + "\n"
  }

  /// Lets all of them go at once and waits for the last; every command that was given.
  func run(seed: UInt64) throws -> [Act] {
    var random = SeededGenerator(seed: seed)
    var line = ""
    for member in practice.members {
      let log = try practice.folder.makeFolder("logs/\(member.handle)")
      try practice.folder.write(script(of: member, &random), to: "scripts/\(member.handle)")
      let variables = member.environment().merging(["charter": Program.path, "log": log]) { $1 }
        .sorted { $0.key < $1.key }.map { "'\($0.key)=\($0.value)'" }.joined(separator: " ")
      line +=
        "(cd '\(practice.clone(member))' && exec env -i \(variables)"
        + " sh '\(practice.folder.path)/scripts/\(member.handle)') &\n"
    }
    var command = Command("sh", ["-c", line + "wait\n"])
    command.environment = practice.members[0].environment()
    command.timeout = 7_200
    let result = try command.run()
    guard result.succeeded else { throw CommandFailure(command: ["sh"], result: result) }
    return try practice.members.flatMap { try acts(of: $0.handle) }
  }

  private func acts(of handle: String) throws -> [Act] {
    let log = practice.folder.path("logs/\(handle)")
    return try Files.names(in: log).filter { $0.hasSuffix(".words") }.map { name in
      func text(_ kind: String) throws -> String {
        let path = "\(log)/\(name.replacing(".words", with: ".\(kind)"))"
        return String(decoding: try Files.read(path), as: UTF8.self)
      }
      return Act(
        member: handle, words: try text("words").split(separator: "\n").map(String.init),
        status: Int32(try text("status").trimmingCharacters(in: .newlines)) ?? -1,
        text: try text("text"))
    }
  }
}
