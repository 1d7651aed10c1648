import Charters
import Console
import Foundation
import History
import Proposals
import Prose

/// What git hands to an external diff program (git(1), `GIT_EXTERNAL_DIFF`): path, old file, its id
/// and mode, new file, its id and mode; after a rename the new path and what git says of it; of a
/// file in conflict the path alone.
struct DiffDriver {
  let path: String
  let files: (old: Side, new: Side)?
  /// The path now, where git found that the file was renamed.
  let newPath: String?

  /// One side; git says `/dev/null` and `.` where there is none.
  struct Side {
    let file: String
    let mode: String
  }

  /// Nil for any number of words but those that git gives.
  init?(_ words: [String]) {
    guard let path = words.first else { return nil }
    self.path = path
    switch words.count {
    case 1: (files, newPath) = (nil, nil)
    case 7, 9:
      files = (Side(file: words[1], mode: words[3]), Side(file: words[4], mode: words[6]))
      newPath = words.count == 9 ? words[7] : nil
    default: return nil
    }
  }

  func show(_ view: RedlineView, _ session: Session) throws {
    guard let files else {
      try session.print("* Unmerged path \(path)")
      return
    }
    func read(_ side: Side) throws -> [UInt8]? {
      if side.file == "/dev/null" { return nil }
      do {
        return try WorkingFiles.read(session.path(side.file))
      } catch is CocoaError {
        throw Failure("a file could not be read", facts: ["\(side.file)"])
      }
    }
    let name = newPath ?? path
    let compared = FileComparison(
      path: name, old: try read(files.old), new: try read(files.new),
      isLines: !ComparedPair.isMarkdown(name))
    var lines: [Text] = []
    if let newPath { lines.append("\("\(path) → \(newPath)", .heading)") }
    let modes = [files.old.mode, files.new.mode].filter { $0 != "." }
    if Set(modes).count > 1 {
      lines.append("\("\(name): mode \(modes.joined(separator: " → "))", .dim)")
    }
    if !compared.redline.isIdentical || compared.change != .edit {
      let terminal = session.output.terminal
      lines.append(ComparisonScreen([compared], terminal: terminal, view: view).text)
    }
    guard !lines.isEmpty else { return }
    let text = lines.joined(separator: "\n")
    // git has its own pager, and tells one program after another.
    try session.output.write(text.splitLines().last?.isEmpty == true ? text : text + "\n")
  }
}
