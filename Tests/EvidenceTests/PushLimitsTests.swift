import Charters
import Evidence
import Git
import Stories
import TestSupport
import Testing

/// What a server's owner allows one push to cost.
@Suite struct PushLimitsTests {
  @Test func commitsOfOnePush() throws {
    let story = try Story()
    let idea = try story.serveTheSea(approvedBy: "ben")
    // The opening and one approval.
    try story.server.git.git("config", "charter.maxCommits", "1")
    let approval = try #require(idea.signoffs.first)
    let reference = try #require(story.references[approval])
    let refused = try story.push([
      "\(idea.head.hex):\(idea.branch)", "\(approval.hex):\(reference)",
    ])
    #expect(!refused.isAccepted && !refused.movedSomething)
    #expect(refused.text.contains("this server takes 1 in one push"), "\(refused.text)")
    #expect(refused.text.contains("git config charter.maxCommits 2"))
    // Each by itself is few enough, and other branches are nobody's business.
    try story.expectTaken("\(idea.head.hex):\(idea.branch)")
    try story.expectTaken("\(approval.hex):\(reference)")
    try story.expectTaken("\(story.main.hex):refs/heads/notes")

    try story.server.git.git("config", "charter.maxCommits", "many")
    let misread = try story.push(["\(story.main.hex):refs/heads/other"])
    #expect(
      !misread.isAccepted && misread.text.contains("a setting of this repository is no number"))
  }

  @Test func timeOfOnePush() throws {
    let story = try Story()
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    let step = try story.ratify(idea, by: "ana")
    let main = try ReferenceName("refs/heads/main")
    var asked = 0
    func review(asked limit: Int) throws -> [Refusal] {
      let repository = try story.work.repository()
      let review = try PushReview(
        repository, pin: nil,
        changes: [.init(name: main, old: story.main, new: step)],
        now: Timestamp(seconds: story.seconds), existing: [main: story.main])
      asked = 0
      review.checkpoint = {
        asked += 1
        if asked > limit { throw EvidenceError.outOfTime(seconds: 1) }
      }
      return try review.refusals()
    }
    #expect(try review(asked: 10_000) == [])
    // Wherever in the judging it runs out, that is no verdict.
    for limit in 0..<asked {
      #expect(throws: EvidenceError.self) { try review(asked: limit) }
    }
    try story.server.git.git("config", "charter.maxSeconds", "-1")
    let refused = try story.push(["\(step.hex):refs/heads/main"])
    #expect(!refused.isAccepted && refused.text.contains("charter.maxseconds is -1"))
    try story.server.git.git("config", "charter.maxSeconds", "0")
    try story.land(step)
  }

  /// A step that somebody kept back; the first push of a branch brings its past all the same.
  @Test func ageOfAStep() throws {
    let story = try Story(Setting().withoutServer)
    try story.server.git.git("config", "charter.maxStepAgeHours", "1")
    try story.expectTaken("\(story.main.hex):refs/heads/main")
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    let step = try story.ratify(idea, by: "ana")
    try story.expectRefused(
      "\(step.hex):refs/heads/main", because: "a step is dated longer ago than this server takes",
      wayOut: "charter ratify")
    // What is no step has no date that anybody vouches for.
    try story.expectTaken("\(try story.change(["README.md": "Ours.\n"]).hex):refs/heads/other")
    try story.server.git.git("config", "charter.maxStepAgeHours", "1000000")
    try story.land(step)
  }

  /// What git pushes by itself of an honest clone is taken: all branches, and the clone as a mirror.
  @Test func allAndMirror() throws {
    let story = try Story()
    let idea = try story.serveTheSea(approvedBy: "ben", "cy")
    let server = story.server.path
    let clone = try GitSandbox(
      at: story.work.directory + "-mirror", home: story.work.home, seconds: story.seconds)
    try story.work.git("clone", "--quiet", "--bare", server, clone.directory)
    try clone.git("fetch", "--quiet", story.work.directory, "\(idea.head.hex):\(idea.branch)")
    for signoff in idea.signoffs {
      let name = try #require(story.references[signoff])
      try clone.git("fetch", "--quiet", story.work.directory, "\(signoff.hex):\(name)")
    }
    try clone.git("push", "--quiet", "--all", server)
    try clone.git("push", "--quiet", "--mirror", server)
    #expect(try story.server.references().count == 2 + idea.signoffs.count)
    try clone.git("push", "--quiet", "--mirror", server)
  }
}
