import Charters
import Evidence
import Git
import History
import Policies
import Proposals

/// What happened in a stretch of time, for those who were not there: what changed, why, whom it
/// concerns, and what waits for whom.
struct Digest {
  let organisation: String
  /// Nil where it tells of one push.
  let since: Timestamp?
  let until: Timestamp
  /// Steps that changed charters, oldest first.
  private(set) var changes: [Entry] = []
  /// Proposals that ended without a change, oldest first.
  private(set) var refused: [Entry] = []
  /// Open proposals, as they stand at the end of it.
  private(set) var open: [Open] = []
  /// Charters were changed without approval and nobody has mended it.
  let unmended: Int

  /// A step with what changed in it.
  struct Entry {
    let entry: HistoryLog.Entry
    let files: [FileComparison]
    let affected: [String]

    var step: StepReport { entry.step }
  }

  /// An open proposal and whom it waits for.
  struct Open {
    let standing: Standing
    let affected: [String]
    /// Members whom it asks for something, grouped by what that is.
    let asked: [(words: String, members: [Handle])]
  }

  /// What of the history and of the open proposals it tells; the default is all.
  struct Choice {
    var steps: (StepReport) -> Bool = { _ in true }
    var proposals: (OpenProposal) -> Bool = { _ in true }
  }

  init(
    _ clone: Clone, since: Timestamp?, until: Timestamp, of choice: Choice = Choice()
  ) throws {
    let (report, state) = (clone.branch.report, clone.branch.state)
    organisation = state.organisation
    self.since = since
    self.until = until
    unmended = report.unmended.count
    var query = HistoryLog.Query()
    query.since = since
    query.until = until
    for entry in HistoryLog(report, query).entries.reversed() where choice.steps(entry.step) {
      guard entry.step.step != nil else { continue }
      let one = try Self.entry(entry, clone)
      if entry.step.kind == .closing { refused.append(one) } else { changes.append(one) }
    }
    let roster = state.rulebook.roster
    let standings = try ProposalRegister(clone).open().filter(choice.proposals)
      .filter { $0.facts.openingDate <= until }
      .map { try Standing($0, in: clone, now: until) }
    let inboxes = roster.present.map { Inbox(of: $0, standings) }
    open = try standings.map { standing in
      var asked: [(words: String, members: [Handle])] = []
      for inbox in inboxes {
        for item in inbox.waiting where item.standing.proposal.id == standing.proposal.id {
          for reason in item.reasons {
            let words = reason.digestWords
            if let index = asked.firstIndex(where: { $0.words == words }) {
              asked[index].members.append(inbox.member)
            } else {
              asked.append((words, [inbox.member]))
            }
          }
        }
      }
      let affected = try standing.assessment.map { try Self.affected($0, clone) } ?? []
      return Open(standing: standing, affected: affected, asked: asked)
    }
  }

  /// Nothing happened, and nothing waits.
  var isEmpty: Bool { changes.isEmpty && refused.isEmpty && open.isEmpty && unmended == 0 }

  private static func entry(_ entry: HistoryLog.Entry, _ clone: Clone) throws -> Entry {
    let (step, repository) = (entry.step, clone.repository)
    var files: [FileComparison] = []
    if step.kind != .founding, !step.changes.isEmpty,
      let parent = try repository.parents(of: step.commit).first
    {
      let trees = try [parent, step.commit].map { try repository.commit($0).tree }
      files = try TreeComparison(clone.engine, from: trees[0], to: trees[1]).files
    }
    return Entry(
      entry: entry, files: files,
      affected: try step.assessment.map { try affected($0, clone) } ?? [])
  }

  /// Whom the proposal and the changed charters name, else whose charters they are.
  private static func affected(_ assessment: Assessment, _ clone: Clone) throws -> [String] {
    var named = Set(assessment.proposal.message.affects.compactMap { Affected($0) })
    var owners: Set<Affected> = []
    var isEverybody = false
    for charter in Set(assessment.atoms.map(\.charter)) {
      if charter.kind != .policy {
        for tree in [assessment.authority.tree, assessment.landedTree] {
          do {
            named.formUnion(try clone.engine.charter(charter, in: tree)?.affects ?? [])
          } catch is CharterTextError {
            continue  // what cannot be read names nobody
          }
        }
      }
      if let role = charter.role {
        owners.insert(.role(role))
      } else if let team = charter.team {
        owners.insert(.team(team))
      } else if let member = charter.member {
        owners.insert(.person(member))
      } else {
        isEverybody = true
      }
    }
    let roster = clone.branch.state.rulebook.roster
    let all = named.isEmpty ? owners : named
    let words = all.sorted().map { one in
      let people: [Handle] =
        switch one {
        case .person: []
        case .team(let id): roster.members(of: id)
        case .role(let id): roster.holders(of: id, at: assessment.now)
        }
      return people.isEmpty
        ? one.description : "\(one) (\(people.map(\.text).joined(separator: ", ")))"
    }
    return named.isEmpty && isEverybody ? ["everyone"] : words
  }
}

extension Inbox.Reason {
  /// What it asks of the members who stand behind it.
  fileprivate var digestWords: String {
    switch self {
    case .approve: "to decide"
    case .approveAgain: "to decide again, since the words changed"
    case .asked(let by): "for advice, asked by \(by)"
    case .objection(let by): "to answer the objection of \(by)"
    case .comment(let by): "to answer a comment of \(by)"
    case .outOfDate: "to bring it up to date"
    case .ranOut: "to close it: it ran out of time"
    case .ownObjection: "to take back an objection, or agree on other words"
    }
  }
}
