/// What a merge leaves in a text for a person to choose: two versions between lines of signs.
///
/// One such line alone is text: a row of equals signs underlines a heading, and others are quoted.
/// Only all of them, in their order and equally long, are left over.
package enum LeftoverMarkers {
  /// The line, from 1, of the first that opens a choice; nil where all is chosen.
  package static func line(in bytes: [UInt8]) -> Int? {
    var opened: (line: Int, size: Int, isDivided: Bool)?
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    {
      guard let (sign, size, isAlone) = marker(line) else { continue }
      switch sign {
      case "<": opened = (index + 1, size, false)
      case "=" where opened?.size == size && isAlone: opened?.isDivided = true
      case ">":
        if let opened, opened.size == size, opened.isDivided { return opened.line }
      default: continue
      }
    }
    return nil
  }

  /// Seven signs or more at the beginning of a line, and a blank or nothing behind them.
  private static func marker(
    _ line: ArraySlice<UInt8>
  ) -> (sign: Character, size: Int, isAlone: Bool)? {
    guard let first = line.first, "<=>".utf8.contains(first) else { return nil }
    let size = line.prefix { $0 == first }.count
    let rest = line.dropFirst(size)
    guard size >= 7, rest.first == nil || rest.first == 0x20 else { return nil }
    return (Character(Unicode.Scalar(first)), size, rest.isEmpty)
  }

  /// What lint says of it, and what no proposal may hold.
  package static func findings(in bytes: [UInt8], path: String) -> [Finding] {
    guard let line = line(in: bytes) else { return [] }
    return [
      Finding(
        path: path, line: line, column: 1, code: "leftover-markers",
        message: "two versions stand here between marks, and nobody has chosen yet",
        hint: "keep the words that shall hold, and delete the lines of <, |, = and >")
    ]
  }
}
