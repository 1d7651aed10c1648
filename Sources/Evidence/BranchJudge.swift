internal import Charters
internal import Git
internal import Policies

/// What the judging of one branch shares: readers that remember facts, and the branch's graph.
final class BranchJudge {
  let repository: Repository
  let commits: CommitReader
  let governed: GovernedReader
  let rulebooks: RulebookReader
  let history: BranchHistory
  /// Chain positions of steps, ascending.
  private(set) var steps: [Int] = []
  /// The date of the newest step at each position.
  private var stepDates: [Timestamp] = []
  private var latest: [ObjectID: Int64] = [:]
  /// Rulebooks by chain position, which share their storage where nothing changed.
  private var rulebooksAt: [Int: Rulebook] = [:]

  init(_ readers: Readers, founding: Commit) {
    repository = readers.repository
    commits = readers.commits
    governed = readers.governed
    rulebooks = readers.rulebooks
    history = BranchHistory(founding: founding, commits: readers.commits)
  }

  /// Remembers whether the commit at the next position is a step, and the newest step's date.
  func record(position: Int, isStep: Bool, date: Timestamp) {
    if isStep { steps.append(position) }
    while stepDates.count <= position { stepDates.append(stepDates.last ?? date) }
    stepDates[position] = date
  }

  /// Steps after one position up to another.
  func stepPositions(after start: Int, through end: Int) -> ArraySlice<Int> {
    let first = count(through: start)
    return steps[first..<max(first, count(through: end))]
  }

  /// How many steps stand at or before a position.
  private func count(through position: Int) -> Int {
    var (low, high) = (0, steps.count)
    while low < high {
      let middle = (low + high) / 2
      if steps[middle] <= position { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whose signature a commit bears by the roster at a chain position.
  func authorship(of commit: RawCommit, at position: Int) throws -> Authorship {
    guard let rulebook = try rulebook(at: position) else { return .nobody(key: "no roster") }
    return try commits.authorship(of: commit, in: rulebook)
  }

  /// Whether somebody was a member at a chain position and has not left at any step after it.
  func isMember(_ handle: Handle, since position: Int, in authority: BranchState) throws -> Bool {
    try authority.rulebook.isMember(handle)
      && stepPositions(after: position, through: authority.position).allSatisfy {
        try rulebook(at: $0)?.isMember(handle) == true
      }
  }

  /// The rulebook at a chain position; nil where there is none that can be read.
  private func rulebook(at position: Int) throws -> Rulebook? {
    if let rulebook = rulebooksAt[position] { return rulebook }
    guard history.chain.indices.contains(position),
      // A tree that cannot be read names no owner, and so nothing counts by it.
      let rulebook = try readable({
        try rulebooks.read(commits.facts(history.chain[position]).graph.tree)
      })
    else { return nil }
    rulebooksAt[position] = rulebook
    return rulebook
  }

  /// Why a commit is not signed by the member it names, by the roster that it builds on.
  func signatureProblems(_ facts: CommitFacts, claimed: Handle, limit: Int) throws -> [Problem] {
    guard let raw = facts.raw else {
      return [
        Problem(
          .notCanonical, "This commit is not evidence: \(facts.defect?.reason.rawValue ?? "?").",
          commit: facts.id)
      ]
    }
    // A graph that cannot be read gives no position, and then no owner.
    guard
      let position = try readable({ try history.newestAncestor(of: facts.id, limit: limit) })
        ?? nil
    else {
      return [Problem(.unknownKey, "It does not build on this branch.", commit: facts.id)]
    }
    let authorship = try authorship(of: raw, at: position)
    return authorship.problem(claimed: claimed, commit: facts.id).map { [$0] } ?? []
  }

  /// Nil where what is read is not there or is no such thing; any other error, such as a time that
  /// has run out, is no answer.
  private func readable<Value>(_ read: () throws -> Value) throws -> Value? {
    do {
      return try read()
    } catch let error as GitError where error.isNotFound || error.isMalformed {
      return nil
    } catch EvidenceError.tooManyFiles {
      return nil
    } catch EvidenceError.notAFile {
      return nil
    } catch EvidenceError.tooLarge {
      return nil
    }
  }

  /// The earliest second that evidence on top of these commits may carry.
  func earliest(after parents: [ObjectID], in authority: BranchState) throws -> Int64 {
    var stack = parents
    while let id = stack.last {
      if latest[id] != nil {
        stack.removeLast()
        continue
      }
      if let position = history.position(id) {
        latest[id] =
          stepDates.indices.contains(position)
          ? stepDates[position].seconds : authority.stepDate.seconds
        stack.removeLast()
        continue
      }
      let facts = try commits.facts(id)
      let open = facts.graph.parents.filter { latest[$0] == nil }
      guard open.isEmpty else {
        stack.append(contentsOf: open)
        continue
      }
      var seconds = facts.graph.parents.compactMap { latest[$0] }.max() ?? 0
      switch facts.role {
      case .opening, .revision, .signoff: seconds = max(seconds, facts.raw?.seconds ?? 0)
      default: break
      }
      latest[id] = seconds
      stack.removeLast()
    }
    return parents.compactMap { latest[$0] }.max() ?? 0
  }
}

/// Readers that remember facts by object id; they may serve several branches and tips.
final class Readers {
  let repository: Repository
  let commits: CommitReader
  let governed: GovernedReader
  let rulebooks: RulebookReader

  init(_ repository: Repository) {
    self.repository = repository
    commits = CommitReader(repository)
    governed = GovernedReader(repository)
    rulebooks = RulebookReader(governed)
  }
}
