/// "Did you mean": the nearest of some known words.
package enum Spelling {
  /// The known word that differs least, where it differs by at most a third of its letters
  /// (by one in words of up to four).  Ties go to the word that comes first.  Where three letters
  /// or more begin one known word alone, it is that.
  package static func nearest(
    to word: some StringProtocol, in known: some Sequence<String>
  ) -> String? {
    let lowered = word.lowercased()
    let begun = lowered.utf8.count < 3 ? [] : known.filter { $0.lowercased().hasPrefix(lowered) }
    if begun.count == 1 { return begun[0] }
    let letters = Array(lowered.unicodeScalars.prefix(80))
    var best: (distance: Int, word: String)?
    for candidate in known {
      let other = Array(candidate.lowercased().unicodeScalars.prefix(80))
      let allowed = max(1, other.count / 3)
      guard abs(other.count - letters.count) <= allowed else { continue }
      let distance = distance(letters, other)
      if distance <= allowed, distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    return best?.word
  }

  /// The least number of inserted, deleted, replaced or swapped neighbouring letters (optimal
  /// string alignment).
  private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var before: [Int] = []
    var previous = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var cost = min(
          previous[column] + (letter == other ? 0 : 1), previous[column + 1] + 1,
          current[column] + 1)
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          cost = min(cost, before[column - 1] + 1)
        }
        current.append(cost)
      }
      before = previous
      previous = current
    }
    return previous[right.count]
  }
}
