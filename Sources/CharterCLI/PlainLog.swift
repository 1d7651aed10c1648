import Charters
import Console
import Git
import History
import Proposals
import Prose

/// The history of a file that is no charter: its commits, and what happened to its words in each.
struct PlainLog {
  private let place: BlamePlace
  private let history: FileHistory

  /// Nil where a charter of a governed repository is meant, one that is no more as well.
  init?(_ typed: String, at text: String?, _ session: Session) throws {
    guard let place = try BlamePlace.plain(typed, at: text, session) else { return nil }
    self.place = place
    history = try FileHistory(of: place.path, at: place.commit, in: place.repository)
  }

  /// One commit with what it did to the file.
  private struct Row {
    let version: FileVersion
    let date: Timestamp
    let title: String
    let author: String
    let file: FileComparison
    /// What it was called before, where that was another name.
    let oldPath: String?
  }

  func show(_ command: LogCommand, _ session: Session) throws {
    let repository = place.repository
    let since = try command.since.map { try session.start($0, in: repository) }
    var name = command.section
    var rows: [Row] = []
    let older: [FileVersion?] = history.versions.dropFirst().map(\.self) + [nil]
    for (version, before) in zip(history.versions, older) {
      if let most = command.maxCount, rows.count == most { break }
      let (commit, raw) = try repository.rawCommit(version.commit)
      let date = Timestamp(seconds: commit.committerSeconds)
      if let since, date < since { continue }
      var file = FileComparison(
        path: version.path, old: try before.map { try repository.blob($0.blob) },
        new: try repository.blob(version.blob))
      if let section = name {
        let kept = file.sections.filter { RedlineView.isNamed($0, section) }
        guard !kept.isEmpty else { continue }
        file = file.only(kept)
        name = kept.first { $0.name == section }?.oldName ?? section
      }
      rows.append(
        Row(
          version: version, date: date, title: commit.subject,
          author: CommitPeople(parsing: raw).author.name, file: file,
          oldPath: before.flatMap { $0.path == version.path ? nil : $0.path }))
    }
    if command.reading.json {
      try session.print(document(rows, showsWords: command.patch))
      return
    }
    try session.note("\(place.words)")
    if rows.isEmpty { try session.note("Nothing of that kind happened.") }
    let terminal = session.output.terminal
    var parts = rows.map { text($0, terminal, showsWords: command.patch) }
    if !history.notices.isEmpty {
      parts.append(
        history.notices.map { $0.words.styled(.warning).wrapped(to: terminal.width) }.lines)
    }
    try session.page(parts.joined(separator: "\n"))
  }

  private func text(_ row: Row, _ terminal: Terminal, showsWords: Bool) -> Text {
    let old: Text = row.version.path == place.path ? "" : "  \("as \(row.version.path)", .dim)"
    let head: Text =
      "\(row.version.commit.hex.prefix(10), .identifier)  \(row.date.day.text)  "
      + "\(row.title, .strong)" + old
    var lines = [head.wrapped(to: terminal.width, hanging: 4)]
    if let old = row.oldPath { lines.append("    was \(old)") }
    if !row.author.isEmpty { lines.append("    \("\(row.author), unverified", .dim)") }
    if row.file.change == .create {
      lines.append("    new")
    } else {
      let sections = RedlineView().sections(row.file)
      lines += sections.map { "    \($0.name): \($0.summary)" }
      if sections.isEmpty { lines.append("    no word changed") }
    }
    let text = lines.map { $0.wrapped(to: terminal.width, hanging: 6) }.lines
    guard showsWords else { return text }
    return text + "\n" + ComparisonScreen([row.file], terminal: terminal).text.indented(by: 4)
  }

  private func document(_ rows: [Row], showsWords: Bool) -> JSON {
    [
      "schema": "charter.log/1", "repository": nil, "branch": nil,
      "tip": .string(place.commit.hex), "outcome": "ungoverned", "steps": [],
      "beforeFounding": .array(
        rows.map { row in
          let commit: JSON = [
            "commit": .string(row.version.commit.hex), "date": .moment(row.date),
            "title": .string(row.title), "path": .string(row.version.path),
            "author": .string(row.author), "changes": .changes(row.file),
          ]
          return showsWords ? commit.adding(["diff": .comparison([row.file])]) : commit
        }),
      "notices": .array(history.notices.map(JSON.notice)),
    ]
  }
}
