import Foundation
import Git
import HookScripts
import Processes
import Stories
import TestSupport
import Testing

/// A server on which the judgement fails refuses, and stays as it was.
@Suite struct FailClosedTests {
  let story: Story
  let tip: ObjectID

  init() throws {
    story = try Story()
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    tip = try story.ratify(idea, by: "ana")
  }

  private func expectRefused(
    because reason: String, environment: [String: String] = [:], isWhole: Bool = true,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try story.push(["\(tip.hex):refs/heads/main"], environment: environment)
    #expect(!outcome.isAccepted, sourceLocation: location)
    #expect(!outcome.movedSomething, sourceLocation: location)
    #expect(
      reason.isEmpty || outcome.text.contains(reason), "\(outcome.transcript)",
      sourceLocation: location)
    if isWhole { try story.server.git.fsck() }
    let left = try Files.names(in: story.server.path + "/objects")
    #expect(!left.contains { $0.hasPrefix("tmp_objdir") }, sourceLocation: location)
  }

  /// The same push to the same server is taken once the hook is whole again.
  private func expectTakenAfterwards() throws {
    try story.server.install(.preReceive, program: Program.path)
    try story.land(tip)
  }

  @Test func withoutItsProgram() throws {
    try story.server.install(.preReceive, program: "/nowhere/charter")
    try expectRefused(
      because: "charter: the program was not found, so the push is refused.",
      environment: ["PATH": "/usr/bin:/bin"])
    try expectTakenAfterwards()
  }

  @Test func withAProgramThatCannotRun() throws {
    let folder = try TemporaryFolder()
    try folder.write("this is no program", to: "charter")
    try story.server.install(.preReceive, program: folder.path("charter"))
    try expectRefused(
      because: "the program was not found", environment: ["PATH": "/usr/bin:/bin"])
  }

  /// Killed at once, or after it has read every line but before it has answered.
  @Test(arguments: [
    "kill -9 $$\n",
    """
    mkfifo "$0.pipe"
    "$real" "$@" <"$0.pipe" & pid=$!
    exec 3>"$0.pipe"
    cat >&3
    kill -9 $pid
    wait $pid
    """,
    "\"$real\" \"$@\"; kill -9 $$\n",
    "ulimit -v 50000; exec \"$real\" \"$@\"\n",
  ])
  func killed(_ script: String) throws {
    try story.server.install(
      "#!/bin/sh\nreal='\(Program.path)'\n" + script, as: "hooks/charter")
    try story.server.install(.preReceive, program: story.server.path + "/hooks/charter")
    try expectRefused(because: "pre-receive hook declined")
    try expectTakenAfterwards()
  }

  /// An object that the judgement needs is gone.
  @Test(arguments: ["main", "main:Charters/policy.yml", "main~1:Charters/roles/support.md"])
  func withAMissingObject(_ name: String) throws {
    let id = try story.server.git.id(name)
    try removeObject(id)
    try expectRefused(because: "", isWhole: false)
  }

  private func removeObject(_ id: ObjectID) throws {
    let server = story.server.git
    // Loose objects only, so that one can be taken away.
    try server.shell(
      """
      for pack in objects/pack/*.pack; do
        [ -e "$pack" ] || continue
        mv "$pack" loose.pack
        rm -f "${pack%.pack}".*
        git unpack-objects -q <loose.pack
        rm loose.pack
      done
      """)
    let path = "objects/\(id.hex.prefix(2))/\(id.hex.dropFirst(2))"
    try server.shell("rm -f \"$1\"", path)
  }

  @Test func withADamagedObject() throws {
    let id = try story.server.git.id("main:Charters/policy.yml")
    let path = "objects/\(id.hex.prefix(2))/\(id.hex.dropFirst(2))"
    try removeObject(id)
    try story.server.git.shell("mkdir -p \"$(dirname \"$1\")\"; echo damaged >\"$1\"", path)
    try expectRefused(because: "", isWhole: false)
  }

  @Test(arguments: ["charter.repository", "charter.branch"])
  func withADamagedPin(_ key: String) throws {
    try story.server.git.git("config", key, "nothing of the kind")
    try expectRefused(because: "charter.")
  }

  @Test func withAnUnreadableConfiguration() throws {
    let before = try story.server.references()
    try story.server.git.shell("cp config kept; echo '[charter' >>config")
    let result = try story.work.run(
      "git", ["push", story.server.path, "\(tip.hex):refs/heads/main"])
    #expect(!result.succeeded)
    try story.server.git.shell("mv kept config")
    #expect(try story.server.references() == before)
  }

  /// A server that was itself cloned with a cut history can prove nothing.
  @Test func shallowServer() throws {
    try story.server.git.shell("git rev-parse main >shallow")
    try expectRefused(because: "nothing can be proven", isWhole: false)
  }

  /// What cannot be pushed because two people were faster is refused by git itself.
  @Test func raceIsLostCleanly() throws {
    let other = try story.propose(
      by: "ben", "Help all", changing: [Paths.support: .text(Setting.support(purpose: "Help all."))]
    )
    try story.approve(other, by: "ana", "dee")
    let second = try story.ratify(other, by: "ben")
    try story.expectTaken("\(tip.hex):refs/heads/main")
    let outcome = try story.push(["\(second.hex):refs/heads/main"])
    #expect(!outcome.isAccepted)
    #expect(!outcome.movedSomething)
    // Forced, it is the hook that refuses.
    try story.expectRefused(
      "+\(second.hex):refs/heads/main", because: "no longer be in this branch's own history",
      wayOut: "git fetch && charter log")
  }
}
