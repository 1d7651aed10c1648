import Charters
import Console
import Evidence
import Git
import History
import Proposals

/// What `log` looks up beside the steps themselves.
struct LogView {
  let clone: Clone
  let session: Session

  private var report: Report { clone.branch.report }

  func text(
    _ log: HistoryLog, _ earlier: [EarlierCommit], showsReasons: Bool, showsWords: Bool,
    isVerbose: Bool
  ) throws -> Text {
    let terminal = session.output.terminal
    let reported = try clone.engine.reportedKeys(in: report)
    var parts = try log.entries.map { entry in
      var text = LogScreen(
        entry: entry, terminal: terminal, showsReasons: showsReasons, isVerbose: isVerbose,
        doubts: reported.filter { $0.concerns(entry.step) }
      ).text
      if showsWords, let files = try changes(entry.step), !files.isEmpty {
        text += "\n" + ComparisonScreen(files, terminal: terminal).text.indented(by: 4)
      }
      return text
    }
    if !earlier.isEmpty {
      let lines = earlier.map { commit -> Text in
        "  \(commit.id.hex.prefix(10), .identifier)  \(commit.date.day.text)  \(commit.subject)"
      }
      parts.append("\("Before the founding; nothing of it is proven", .dim)\n" + lines.lines)
    }
    return parts.joined(separator: "\n")
  }

  /// What a step changed; nil for one that has no other state beside it.
  func changes(_ step: StepReport) throws -> [FileComparison]? {
    guard step.kind != .founding, let parent = try clone.repository.parents(of: step.commit).first
    else { return nil }
    let trees = try [parent, step.commit].map { try clone.repository.commit($0).tree }
    return try TreeComparison(clone.engine, from: trees[0], to: trees[1]).files
  }

  func earlier(_ charter: CharterPath) throws -> [EarlierCommit] {
    guard let founding = report.steps.first?.commit else { return [] }
    return try EarlierCommit.all(of: charter, before: founding, in: clone.repository)
  }

  /// The charter that is meant, one that no longer exists too.
  func path(_ typed: String) throws -> CharterPath {
    let known = Set(
      report.steps.flatMap { step in
        (step.changes + (step.assessment?.changes ?? [])).map(\.pathText)
      })
    let path = try session.charter(typed, in: clone.repository) { known.contains($0.text) }
    if let path { return path }
    throw try ChartersInForce(clone, at: nil, session).noSuchCharter(typed)
  }

  func proposals(_ name: String) throws -> Set<ProposalID> {
    let found = report.steps.compactMap(\.assessment?.proposal).filter { facts in
      name.count >= 4 && facts.id.text.hasPrefix(name)
        || Slug(title: facts.message.title.text)?.text == name
    }
    guard !found.isEmpty else {
      throw Failure(
        "no proposal \(name) has ended on this branch",
        hint: "\("charter list", .command) shows those that are open")
    }
    return Set(found.map(\.id))
  }
}
