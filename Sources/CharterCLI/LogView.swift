import Charters
import Console
import Evidence
import Git
import History
import Proposals
import Prose

/// What `log` looks up beside the steps themselves.
struct LogView {
  let clone: Clone
  let session: Session
  /// Only steps that changed this section of the charter, whatever it was called.
  var section: String?

  private var report: Report { clone.branch.report }

  /// A step with the charters that it changed.
  struct Row {
    let entry: HistoryLog.Entry
    let files: [FileComparison]
  }

  /// The entries with their words, newest first.
  ///
  /// - Parameter limit: the most rows; a section is looked for before they are counted.
  func rows(_ log: HistoryLog, limit: Int?) throws -> [Row] {
    var name = section
    var rows: [Row] = []
    for entry in log.entries {
      if let limit, rows.count == limit { break }
      var files = try files(entry)
      if let section = name {
        files = files.compactMap { file in
          let kept = file.sections.filter { RedlineView.isNamed($0, section) }
          return kept.isEmpty ? nil : file.only(kept)
        }
        guard !files.isEmpty else { continue }
        // Older steps knew it by its older name.
        name = files.lazy.flatMap(\.sections).first { $0.name == section }?.oldName ?? section
      }
      rows.append(Row(entry: entry, files: files))
    }
    return rows
  }

  /// What a step did, or would have done, charter by charter; nothing for a founding.
  private func files(_ entry: HistoryLog.Entry) throws -> [FileComparison] {
    guard entry.step.kind != .founding else { return [] }
    let names = Set(
      (entry.step.assessment?.authority.rulebook.roster.members.values.map { $0 } ?? [])
        .flatMap { [$0.handle.text] + $0.name.split(separator: " ").map(String.init) })
    func bytes(_ id: ObjectID?) throws -> [UInt8]? { try id.map(clone.repository.blob) }
    func compare(_ path: String, _ old: ObjectID?, _ new: ObjectID?) throws -> FileComparison {
      let (before, after) = (try bytes(old), try bytes(new))
      do throws(PathProblem) {
        return FileComparison(path: try CharterPath(path), old: before, new: after, names: names)
      } catch {
        return FileComparison(path: path, old: before, new: after, names: names, isLines: true)
      }
    }
    if let mark = entry.mark { return [try compare(mark.path, mark.old, mark.new)] }
    let changes =
      entry.step.kind == .closing ? entry.step.assessment?.changes ?? [] : entry.step.changes
    return try changes.map { try compare($0.pathText, $0.old?.id, $0.new?.id) }
  }

  func text(
    _ rows: [Row], _ earlier: [EarlierCommit], _ notices: [HistoryNotice], showsReasons: Bool,
    showsWords: Bool, isVerbose: Bool
  ) throws -> Text {
    let terminal = session.output.terminal
    let reported = try clone.engine.reportedKeys(in: report)
    var parts = rows.map { row in
      var text = LogScreen(
        entry: row.entry, files: row.files, terminal: terminal, showsReasons: showsReasons,
        isVerbose: isVerbose, doubts: reported.filter { $0.concerns(row.entry.step) }
      ).text
      if showsWords, !row.files.isEmpty {
        text += "\n" + ComparisonScreen(row.files, terminal: terminal).text.indented(by: 4)
      }
      return text
    }
    if !earlier.isEmpty {
      let path = rows.last?.entry.mark?.path ?? ""
      parts.append(EarlierScreen(commits: earlier, path: path).text)
    }
    if !notices.isEmpty {
      parts.append(
        notices.map { $0.words.styled(.warning).wrapped(to: terminal.width) }.lines)
    }
    return parts.joined(separator: "\n")
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

  /// A role that has, or had, a charter.
  func role(_ typed: String) throws -> RoleID {
    let known = Set(
      // What is no charter's path is no role's charter.
      report.steps.flatMap(\.changes).compactMap { (try? CharterPath($0.pathText))?.role })
    return try session.role(typed, among: known)
  }
}
