extension ProseMerge {
  /// What the sides of a conflict are called beside its markers.
  package struct Labels: Hashable, Sendable {
    package let ours: String
    package let base: String
    package let theirs: String

    package init(ours: String, base: String, theirs: String) {
      self.ours = ours
      self.base = base
      self.theirs = theirs
    }
  }

  /// The least number of signs in a marker, as git has it.
  package static let shortestMarker = 7

  /// The text with each conflict between markers, what it was in the middle (`diff3` of RCS; git's
  /// `merge.conflictStyle`).
  ///
  /// - Parameter size: signs in a marker; more where the text itself has lines that look like one.
  package func marked(_ labels: Labels, size: Int = shortestMarker) -> [UInt8] {
    let size = max(size, Self.shortestMarker, longestMarkerLike + 1)
    var bytes: [UInt8] = []
    func mark(_ sign: Character, _ label: String) {
      if let last = bytes.last, last != Byte.lineFeed { bytes.append(Byte.lineFeed) }
      // A label of several lines would end the marker.
      let name = label.filter { !$0.isNewline }
      bytes += Array((String(repeating: sign, count: size)).utf8)
      if !name.isEmpty { bytes += [Byte.space] + Array(name.utf8) }
      bytes.append(Byte.lineFeed)
    }
    for part in parts {
      switch part {
      case .text(let text): bytes += text
      case .conflict(let conflict):
        mark("<", labels.ours)
        bytes += conflict.ours
        mark("|", labels.base)
        bytes += conflict.base
        mark("=", "")
        bytes += conflict.theirs
        mark(">", labels.theirs)
      }
    }
    return bytes
  }

  /// The most signs in a row at the beginning of a line that could be taken for a marker; 0 where
  /// there are fewer than in any marker.
  private var longestMarkerLike: Int {
    var longest = 0
    for part in parts {
      let texts: [[UInt8]]
      switch part {
      case .text(let text): texts = [text]
      case .conflict(let conflict): texts = [conflict.base, conflict.ours, conflict.theirs]
      }
      for text in texts {
        for line in text.split(separator: Byte.lineFeed) {
          guard let first = line.first, "<|=>".utf8.contains(first) else { continue }
          let count = line.prefix { $0 == first }.count
          let isMarker = count == line.count || line[line.startIndex + count].isWhite
          if isMarker, count >= Self.shortestMarker { longest = max(longest, count) }
        }
      }
    }
    return longest
  }
}
