internal import Charters
internal import Evidence
internal import Git
internal import History
internal import Policies

/// Reads the charters in force at a moment for what they say of how people are supported.
struct PracticeReader {
  private let roster: Roster
  private let policy: Policy?
  private let charters: [CharterPath: CharterText]
  /// git's names of the charters' bytes.
  private let words: [CharterPath: ObjectID]
  private let graph: ServesGraph
  private let names: CharterNames
  private let report: Report
  private let trials: [Trial]
  private let moment: Timestamp

  init(_ engine: Engine, _ report: Report, _ step: StepReport, at moment: Timestamp) throws {
    let tree = try engine.repository.commit(step.commit).tree
    let rulebook = try engine.rulebook(of: tree)
    roster = rulebook.roster
    policy = rulebook.policy
    var charters: [CharterPath: CharterText] = [:]
    var words: [CharterPath: ObjectID] = [:]
    for file in try engine.changes(from: nil, to: tree) {
      // What no charter can be read from says nothing here; verify and lint say that.
      guard let entry = file.new, let path = try? CharterPath(file.pathText), path.kind != .policy
      else { continue }
      words[path] = entry.id
      do {
        charters[path] = try engine.charter(path, in: tree)
      } catch is CharterTextError {
        continue
      }
    }
    self.charters = charters
    self.words = words
    graph = ServesGraph(charters.values)
    names = CharterNames(charters.keys)
    trials = try engine.state(of: report.tip)?.trials ?? []
    self.report = report
    self.moment = moment
  }

  func snapshot() -> PracticeSnapshot {
    var snapshot = PracticeSnapshot()
    let active = roster.members.values.filter { $0.status == .active }
    snapshot.coachedMembers = Part(
      active.count { $0.coaching?.isInForce(at: moment) ?? false }, of: active.count)
    let roles = roster.roles.values
    snapshot.coachedRoles = Part(
      roles.count { $0.coaching?.isInForce(at: moment) ?? false }, of: roles.count)
    snapshot.deputisedRoles = Part(
      roles.count { role in role.deputies.contains { $0.isInForce(at: moment) } },
      of: roles.count)
    snapshot.overdueReviews = reviews
    let serving = graph.charters.filter(\.isExpectedToServe)
    snapshot.reaching = Part(serving.count(where: graph.aligned.contains), of: serving.count)
    snapshot.lessons = lessons
    snapshot.acknowledged = acknowledged(active)
    return snapshot
  }

  /// When charters were last changed, or looked at in a reflection that serves them.
  private var reviews: Part {
    var changed: [String: Day] = [:]
    for step in report.current where step.step != nil && step.effective <= moment {
      for change in step.changes { changed[change.pathText] = step.effective.day }
    }
    var seen: [CharterPath: Day] = [:]
    for path in charters.keys { seen[path] = changed[path.text] }
    for path in graph.charters where path.kind == .reflection {
      guard let day = changed[path.text] else { continue }
      for link in graph.served(by: path) { seen[link.target] = max(seen[link.target] ?? day, day) }
    }
    var due = charters.values.compactMap { charter in
      charter.review.map { $0.due(lastSeen: seen[charter.path]) }
    }
    if let review = policy?.review {
      due.append(review.due(lastSeen: changed[CharterPath.policy.text]))
    }
    return Part(due.count { $0.map { $0.end < moment } ?? false }, of: due.count)
  }

  /// A lesson stands in a reflection on the experiment, or in its entry in the charter.
  private var lessons: Part {
    let over = trials.filter { trial in
      trial.term == .experiment && trial.ratified <= moment
        && (trial.expires.end < moment || trial.settled.map { $0 <= moment } ?? false)
    }
    let told = charters.values.compactMap { text -> (charter: CharterPath, until: Day)? in
      guard let past = text.pastExperiment, past.lesson != nil, let until = past.until,
        let charter = past.charter.flatMap({ names.charter(named: $0.value) })
      else { return nil }
      return (charter, until)
    }
    let learned = over.count { trial in
      Set(trial.atoms.map(\.charter)).contains { path in
        told.contains { $0.charter == path && $0.until == trial.expires }
          || charters[path]?.experiments.contains {
            $0.until == trial.expires && $0.lesson != nil
          } ?? false
      }
    }
    return Part(learned, of: over.count)
  }

  /// Whoever has acknowledged the values of the whole in the words that they have now.
  private func acknowledged(_ active: [Member]) -> Part {
    let values = words.filter { $0.key.kind == .values && $0.key.team == nil }
    guard !values.isEmpty else { return Part(0, of: 0) }
    let knowing = active.count { member in
      values.allSatisfy { path, id in
        member.acknowledges.contains {
          names.charter(named: $0.charter.value) == path && $0.words == id.hex
        }
      }
    }
    return Part(knowing, of: active.count)
  }
}
