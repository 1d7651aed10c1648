import Evidence
import Foundation
import Git
import Policies
import Stories
import TestSupport

/// Goes on with a story at random: honest work, mistakes and attacks, the same ones for each seed.
///
/// It knows of what it makes only which rules it breaks that no history can show, but a server can
/// see; whether the rest is right is for others to say.
struct RandomHistory {
  /// What only a server can know.
  enum ServerRule: String, Hashable {
    /// Dated ahead of its clock.
    case clock
    /// An objection or retraction that is on a reference was left out of the record.
    case leftOut
    /// The proposal's branch shows another version than the record.
    case otherVersion
  }

  /// What is pushed to `main`.
  struct Candidate {
    let tip: ObjectID
    let what: String
    var breaks: Set<ServerRule> = []
  }

  let story: Story
  private var random: SeededGenerator
  private var count = 0
  /// Proposals that have been told of, ended or not.
  private var known: [StoryProposal] = []

  init(seed: UInt64) throws {
    random = SeededGenerator(seed: seed)
    var setting = Setting(policy: Self.policies.randomElement(using: &random) ?? Setting.twoAgree)
    setting.members = Array(
      ["ana", "ben", "cy", "dee"].prefix(Int.random(in: 3...4, using: &random)))
    setting.hasFirstStep = false
    story = try Story(setting)
  }

  // MARK: Chance

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  private static let everybody = ["ana", "ben", "cy", "dee", "eve", "fay"]

  static let policies: [String] = [
    ["approve: 1 of everyone"], ["approve: 2 of everyone"], ["approve: majority of everyone"],
    ["approve: 2/3 of everyone"], ["approve: unopposed of everyone"],
    ["approve: 1 of everyone", "consent: everyone", "open-for: 1 hours"],
  ].flatMap { needs in
    ["", "    exclude: nobody\n"].map { exclude in
      """
      charter-policy: 1
      rules:
        - name: Others agree
          for: {}
      \(exclude)    needs:
      \(needs.map { "      - \($0)\n" }.joined())
      """
    }
  }

  private mutating func edits() throws -> [String: Entry] {
    count += 1
    let word = pick(["sea", "hill", "town", "moor", "lake"])
    switch Int.random(in: 0..<10, using: &random) {
    case 0...2: return [Paths.mission: .text(Setting.mission(statement: "The \(word) \(count)."))]
    case 3...4:
      return [
        Paths.mission: .text(Setting.mission(whom: "The \(word).", what: "We ask \(count) times."))
      ]
    case 5...6:
      return [
        Paths.support: .text(Setting.support(purpose: "Help the \(word).", hours: "\(count) h"))
      ]
    case 7: return [Paths.policy: .text(pick(Self.policies))]
    case 8:
      let handle = pick(["cy", "dee", "eve"])
      let member = try story.cast.member(handle)
      let status = pick(["active", "left"])
      return [
        "Charters/members/\(handle).md": .text(
          Setting.member(member.name, keys: [member.key.line], status: status))
      ]
    default:
      return [
        "Charters/agreements/\(word).md": .text(
          "---\nkind: agreement\ntitle: \(word)\n---\n# \(word)\n\n## Driver\n\nIt \(count).\n\n"
            + "## Agreement\n\nWe go.\n\n## Evaluation\n\nYearly.\n")
      ]
    }
  }

  // MARK: Proposals

  private mutating func proposal() throws -> StoryProposal {
    count += 1
    // Sometimes on what is no longer the newest.
    let base = chance(15) ? story.founding : nil
    let handle = pick(chance(90) ? story.setting.members : Self.everybody)
    let idea = try story.propose(by: handle, "Idea \(count)", changing: try edits(), on: base)
    known.append(idea)
    if chance(25) { try revise(idea) }
    try discuss(idea)
    if chance(15) {
      try revise(idea)
      try discuss(idea)
    }
    return idea
  }

  /// A proposal that nothing stands against.
  private mutating func agreed() throws -> StoryProposal {
    count += 1
    let idea = try story.propose(
      by: "ana", "Idea \(count)",
      changing: [Paths.mission: .text(Setting.mission(statement: "Agreed \(count)."))])
    known.append(idea)
    for handle in story.setting.members.dropFirst() {
      try story.sign(.approve, idea, by: handle)
    }
    story.seconds += 86_400
    return idea
  }

  private mutating func revise(_ idea: StoryProposal) throws {
    let isSigned = chance(90)
    try story.revise(idea, by: pick(story.setting.members), changing: try edits()) { draft in
      if !isSigned { draft.signer = .nobody }
    }
  }

  private mutating func discuss(_ idea: StoryProposal) throws {
    for handle in Self.everybody.shuffled(using: &random) {
      guard chance(story.setting.members.contains(handle) ? 75 : 5) else { continue }
      let decision: Decision =
        chance(80) ? .approve : pick([.object, .abstain, .comment, .retract, .approve])
      let forgets = chance(10)
      let signer = chance(3) ? "fay" : handle
      let person = try story.cast.member(signer)
      try story.sign(decision, idea, by: handle, reason: "Because.") { draft in
        if forgets { draft.namePrevious([]) }
        if signer != handle { draft.signer = .member(person) }
      }
    }
    story.seconds += pick([0, 0, 7_200, 86_400 * 3])
  }

  // MARK: What is pushed

  /// The next push to `main`.
  mutating func next() throws -> Candidate {
    switch Int.random(in: 0..<20, using: &random) {
    case 0...7: return try decision()
    case 8...11: return try falsified()
    case 12: return try bare()
    case 13: return try merged()
    case 14: return try restored()
    case 15: return try leftOut()
    case 16: return try otherVersion()
    case 17: return try again()
    case 18: return try aside()
    default: return try code()
    }
  }

  private mutating func decision() throws -> Candidate {
    let idea = try proposal()
    let outcome = chance(85) ? StepOutcome.ratified : pick([.withdrawn, .declined, .lapsed])
    let handle = pick(chance(95) ? story.setting.members : Self.everybody)
    return Candidate(tip: try story.ratify(idea, by: handle, outcome: outcome), what: "\(outcome)")
  }

  private mutating func falsified() throws -> Candidate {
    let idea = chance(50) ? try agreed() : try proposal()
    var breaks: Set<ServerRule> = []
    let way = Int.random(in: 0..<14, using: &random)
    let (eve, ana) = (try story.cast.member("eve"), try story.cast.member("ana"))
    let (old, landed) = (story.founding, try story.landing(of: idea))
    let slipped = try story.tree(landed, try edits())
    let story = story
    var signoffs = idea.signoffs
    if way == 12 { signoffs = Array(signoffs.dropFirst()) }
    if way == 13 { signoffs += known.randomElement(using: &random)?.signoffs ?? [] }
    let gather = try story.gather(idea, by: "ana", signoffs: signoffs)
    let tip = try story.ratify(idea, by: "ana", gather: gather, landing: landed) { draft in
      switch way {
      case 0: draft.signer = .nobody
      case 1: draft.signer = .member(eve)
      case 2: draft.tree = slipped
      case 3: try draft.replace("Charter-Step: ", with: "Charter-Step: 1")
      case 4: draft.parents.append(old)
      case 5: draft.parents.reverse()
      case 6: draft.parents[1] = idea.head
      case 7: draft.date(ana, story.seconds - 86_400 * 400)
      case 8: draft.date(ana, Int64(Date().timeIntervalSince1970) + 3_600)
      case 9: draft.headers = ["encoding UTF-8"]
      case 10: draft.message += "\0hidden\n"
      case 11: draft.committer = eve.headerText(seconds: story.seconds)
      default: break
      }
    }
    if way == 8 { breaks.insert(.clock) }
    return Candidate(tip: tip, what: "falsified \(way)", breaks: breaks)
  }

  private mutating func bare() throws -> Candidate {
    Candidate(tip: try story.change(try edits()), what: "bare")
  }

  /// A forge's merge button.
  private mutating func merged() throws -> Candidate {
    let idea = try proposal()
    let tree = chance(70) ? try story.landing(of: idea) : try story.tree(of: story.main)
    let tip = try story.change([:], message: "Merge pull request\n") { draft in
      draft.tree = tree
      draft.parents.append(idea.head)
    }
    return Candidate(tip: tip, what: "merged")
  }

  /// A change without approval, and the restore of what was there.
  private mutating func restored() throws -> Candidate {
    let good = story.main
    defer { story.main = good }
    story.main = try story.change(try edits())
    let right = try story.tree(of: good)
    let tree = chance(80) ? right : try story.tree(right, try edits())
    return Candidate(
      tip: try story.restore(to: tree, from: good, mending: story.main), what: "restored")
  }

  /// Somebody's word is on the server and not in the record.
  private mutating func leftOut() throws -> Candidate {
    let idea = chance(70) ? try agreed() : try proposal()
    let word = try story.sign(
      chance(50) ? .object : .retract, idea, by: pick(story.setting.members), reason: "No.")
    _ = try story.push(
      ["\(idea.head.hex):\(idea.branch)"]
        + idea.signoffs.compactMap { id in story.references[id].map { "\(id.hex):\($0)" } })
    let signoffs = idea.signoffs.filter { $0 != word }
    let gather = try story.gather(idea, by: "ana", signoffs: signoffs)
    let tip = try story.ratify(idea, by: "ana", gather: gather)
    return Candidate(tip: tip, what: "left out")
  }

  private mutating func otherVersion() throws -> Candidate {
    let idea = chance(70) ? try agreed() : try proposal()
    let tip = try story.ratify(idea, by: "ana")
    try story.revise(idea, by: "ana", changing: try edits())
    let shown = try story.push(["\(idea.head.hex):\(idea.branch)"])
    return Candidate(
      tip: tip, what: "other version", breaks: shown.isAccepted ? [.otherVersion] : [])
  }

  /// A proposal that was decided, or was not, decided once more.
  private mutating func again() throws -> Candidate {
    guard let idea = known.randomElement(using: &random) else { return try decision() }
    return Candidate(tip: try story.ratify(idea, by: "ana"), what: "again")
  }

  /// From an older commit of the branch, with the newest one behind it or not.
  private mutating func aside() throws -> Candidate {
    let (tip, isMerge) = (story.main, chance(50))
    let tree = try story.tree(of: story.founding)
    let commit = try story.change([:], message: "Merge\n") { draft in
      draft.tree = tree
      draft.parents = [story.founding] + (isMerge ? [tip] : [])
    }
    return Candidate(tip: commit, what: isMerge ? "foxtrot" : "aside")
  }

  private mutating func code() throws -> Candidate {
    count += 1
    let extra: [String: Entry] =
      chance(80) ? [:] : pick([[".gitattributes": "* -diff\n"], ["charters/x.md": "x\n"]])
    let edits = ["src/main.c": Entry.text("int main\(count);\n")].merging(extra) { $1 }
    return Candidate(tip: try story.change(edits), what: "code")
  }
}
