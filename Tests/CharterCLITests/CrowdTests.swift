import Processes
import TestSupport
import Testing

/// Many sign, revise and ratify at the same time: nothing that was acknowledged is lost, nothing is
/// there twice, and whoever was slower is told what to do.
///
/// `CHARTER_CROWD` says how many members there are.
@Suite(.enabled(if: SSHServer.isInstalled, SSHServer.hint)) struct CrowdTests {
  static let size = Command.inheritedEnvironment["CHARTER_CROWD"].flatMap { Int($0) } ?? 4

  @Test func allAtOnce() throws {
    let crowd = try Crowd(of: Self.size)
    let acts = try crowd.run(seed: 20)
    let practice = crowd.practice
    let first = practice.members[0]
    let server = try GitSandbox(at: practice.server, home: first.home)
    try server.fsck()
    // Who has nothing but a clone finds every step in order.
    let copy = practice.folder.path("copy")
    try practice.git(first, ["clone", "--quiet", practice.server, copy])
    try practice.expect(first, ["-C", copy, "verify"])
    try prove(acts, in: server, of: crowd)
    // A calm round behind the race: there is a decision to find, whoever was slow.
    for slug in crowd.proposals {
      for member in practice.members {
        _ = try practice.charter(member, ["approve", slug, "--yes"])
      }
      _ = try practice.charter(first, ["ratify", slug, "--yes"])
    }
    try proveEndings(acts, in: server, of: crowd)
    for act in acts where act.status != 0 {
      // Waiting is no failure; everything else says how to go on.
      #expect(
        act.status == 8 || act.status == 1 || act.status == 2, "\(act)")
      // What a hook answers ends with commands, a line each.
      let ways = ["hint:", "Next: ", "ended", "try again", "\n    charter "]
      let isTold = ways.contains { act.text.contains($0) }
      #expect(isTold, "\(act)")
    }
    report(acts)
  }

  /// Each acknowledged word is in the branch's history or on its reference, once.
  private func prove(_ acts: [Crowd.Act], in server: GitSandbox, of crowd: Crowd) throws {
    let lines = try server.git(
      "log", "--format=%an %s", "refs/heads/main", "--glob=refs/charter/signoffs", "--"
    ).split(separator: "\n").map(String.init)
    for member in crowd.practice.members {
      for (verb, past) in [("approve", "Approve"), ("comment", "Comment")] {
        for slug in crowd.proposals {
          let mine = acts.filter {
            $0.member == member.handle && $0.words.prefix(2) == [verb, slug]
          }
          let recorded = mine.filter { $0.text.contains("\(slug) as \(member.handle)") }
          let acknowledged = recorded.filter(\.isAcknowledged).count
          let found = lines.filter { $0 == "\(member.name) \(past): \(slug)" }.count
          #expect(
            found >= acknowledged && found <= recorded.count,
            "\(member.handle) \(verb) \(slug): \(found) found, \(acknowledged) acknowledged")
        }
      }
    }
  }

  /// Each proposal that somebody was told is in force ended in one step, and no step is another's.
  private func proveEndings(_ acts: [Crowd.Act], in server: GitSandbox, of crowd: Crowd) throws {
    let steps = try server.git(
      "log", "--first-parent", "--format=%s", "--grep=^Ratify: ", "refs/heads/main"
    ).split(separator: "\n").map(String.init)
    #expect(Set(steps).count == steps.count, "\(steps)")
    for slug in crowd.proposals {
      let isSaid = acts.contains {
        $0.words.prefix(2) == ["ratify", slug] && $0.text.contains("\(slug) is in force")
      }
      if isSaid { #expect(steps.contains("Ratify: \(slug)"), "\(slug)") }
    }
    #expect(!steps.isEmpty)
  }

  private func report(_ acts: [Crowd.Act]) {
    let failed = acts.filter { $0.status != 0 }
    let endings = acts.filter { $0.words.first == "ratify" && $0.status == 0 }.count
    print(
      "\(Self.size) members gave \(acts.count) commands at once: "
        + "\(acts.filter { ["approve", "comment"].contains($0.words[0]) && $0.isAcknowledged }.count)"
        + " sign-offs acknowledged, \(endings) endings, \(failed.count) told to wait or to go on")
  }
}
