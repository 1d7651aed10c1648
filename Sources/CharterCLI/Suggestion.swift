/// What somebody probably meant to type.
enum Suggestion {
  /// Words of other tools for our verbs.
  private static let synonyms = [
    "accept": "approve", "sign": "approve", "vote": "approve", "reject": "object",
    "block": "object", "merge": "ratify", "land": "ratify", "commit": "propose", "pr": "propose",
    "history": "log", "fetch": "sync", "format": "fmt", "create": "new", "add": "new",
    "discuss": "comment", "close": "withdraw", "cancel": "withdraw", "undo": "revert",
    "pending": "inbox", "todo": "inbox", "members": "who",
  ]

  /// The candidate nearest to `word`, if one is near enough; the first of several equals.
  static func meant(by word: String, among candidates: [String]) -> String? {
    if let synonym = synonyms[word.lowercased()], candidates.contains(synonym) { return synonym }
    let limit = max(1, word.count / 3)
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      let distance = distance(word.lowercased(), candidate)
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    if let best { return best.candidate }
    let longer = candidates.filter { word.count >= 3 && $0.hasPrefix(word.lowercased()) }
    return longer.count == 1 ? longer[0] : nil
  }

  /// Insertions, deletions, substitutions and swaps of neighbours that make one word the other.
  private static func distance(_ left: String, _ right: String) -> Int {
    let (a, b) = (Array(left), Array(right))
    var rows = [Array(0...b.count)]
    for i in 1..<(a.count + 1) {
      var row = [i]
      for j in 1..<(b.count + 1) {
        let cost = a[i - 1] == b[j - 1] ? 0 : 1
        var least = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + cost)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          least = min(least, rows[i - 2][j - 2] + 1)
        }
        row.append(least)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
