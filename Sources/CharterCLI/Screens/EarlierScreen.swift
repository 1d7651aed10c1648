import Charters
import Console
import Git
import History

/// Commits of a charter's history that are no steps.
struct EarlierScreen {
  let commits: [EarlierCommit]
  /// What the charter is called now, from the repository's root.
  let path: String

  var text: Text {
    let lines = commits.map { commit -> Text in
      let old: Text =
        commit.path == path ? "" : "  \("as \(commit.path)", .dim)"
      return "  \(commit.id.hex.prefix(10), .identifier)  \(commit.date.day.text)  "
        + "\(commit.subject)" + old
    }
    return "\("Before it was governed; nothing of it is proven", .dim)\n" + lines.lines
  }
}
