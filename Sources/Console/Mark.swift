/// A sign at the beginning of a line; a word always stands beside it.
package enum Mark: Hashable, Sendable {
  case ok, bad, waiting, moved

  /// The mark in the style of what it says.
  package var text: Text {
    switch self {
    case .ok: Text(own: "✓", .ok)
    case .bad: Text(own: "✗", .bad)
    case .waiting: Text(own: "·", .dim)
    case .moved: Text(own: "↷", .moved)
    }
  }

  /// What our own signs become where the locale is not UTF-8.
  static let asciiForms: [Character: String] = [
    "✓": "+", "✗": "x", "·": "-", "↷": "~>", "…": "...", "›": ">", "–": "-", "—": "--",
    "→": "->", "←": "<-", "“": "\"", "”": "\"", "‘": "'", "’": "'", "≥": ">=", "≤": "<=",
    "×": "x", "÷": "/", "│": "|", "─": "-", "├": "|", "└": "`", "•": "*",
  ]

  /// `words` with every sign of ours in its ASCII form.
  static func inASCII(_ words: String) -> String {
    if words.utf8.allSatisfy({ $0 < 0x80 }) { return words }
    return words.reduce(into: "") { $0 += asciiForms[$1] ?? String($1) }
  }
}
