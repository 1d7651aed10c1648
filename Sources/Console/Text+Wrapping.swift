extension Text {
  /// The text broken into lines of at most `width` columns at blanks.
  ///
  /// Line ends in the text stay. `indent` blanks stand before each first line, `hanging` before
  /// every line that a break made. A word longer than the width keeps its own line whole: ids
  /// and commands must stay copyable.
  package func wrapped(to width: Int, indent: Int = 0, hanging: Int? = nil) -> Text {
    let followingIndent = hanging ?? indent
    return splitLines().map { line in
      var result = Text.blanks(indent)
      var column = indent
      var isLineStart = true
      for word in line.splitWords() {
        let space = isLineStart ? 0 : word.blanks
        if !isLineStart && column + space + word.text.columns > width {
          result += "\n" + Text.blanks(followingIndent)
          column = followingIndent
        } else {
          // Blanks at the very beginning are layout that the author of the line chose.
          let lead = isLineStart ? word.blanks : space
          result += Text.blanks(lead)
          column += lead
        }
        result += word.text
        column += word.text.columns
        isLineStart = false
      }
      return result
    }.joined(separator: "\n")
  }

  /// The text cut to at most `width` columns, with `…` where something is missing.
  package func truncated(to width: Int) -> Text {
    if columns <= width { return self }
    var result = Text()
    var left = width - 1
    for run in runs {
      var kept = ""
      for character in run.words {
        guard character.columns <= left else {
          left = -1
          break
        }
        left -= character.columns
        kept.append(character)
      }
      result.runs.append(Run(words: kept, style: run.style, isOwn: run.isOwn))
      if left < 0 { break }
    }
    return result + "…"
  }

  /// The text filled up with blanks to `width` columns.
  package func padded(to width: Int, trailing: Bool = false) -> Text {
    let fill = Text.blanks(max(0, width - columns))
    return trailing ? fill + self : self + fill
  }

  /// Each line of the text with `count` blanks before it; empty lines stay empty.
  package func indented(by count: Int) -> Text {
    splitLines().map { $0.isEmpty ? $0 : Text.blanks(count) + $0 }.joined(separator: "\n")
  }

  package static func blanks(_ count: Int) -> Text {
    count > 0 ? Text(own: String(repeating: " ", count: count)) : Text()
  }

  /// The lines of the text, without their ends.
  package func splitLines() -> [Text] {
    var lines = [Text()]
    for run in runs {
      var parts = run.words.split(separator: "\n", omittingEmptySubsequences: false)[...]
      if let first = parts.popFirst(), !first.isEmpty {
        lines[lines.count - 1].runs.append(
          Run(words: String(first), style: run.style, isOwn: run.isOwn))
      }
      for part in parts {
        lines.append(
          part.isEmpty
            ? Text() : Text(runs: [Run(words: String(part), style: run.style, isOwn: run.isOwn)]))
      }
    }
    return lines
  }

  private init(runs: [Run]) { self.runs = runs }

  /// The words of one line, each with the number of blanks before it.
  private func splitWords() -> [(blanks: Int, text: Text)] {
    var words: [(blanks: Int, text: Text)] = []
    var blanks = 0
    var word = Text()
    for run in runs {
      var part = ""
      for character in run.words {
        if character == " " {
          if !part.isEmpty {
            word.runs.append(Run(words: part, style: run.style, isOwn: run.isOwn))
            part = ""
          }
          if !word.isEmpty {
            words.append((blanks, word))
            word = Text()
            blanks = 0
          }
          blanks += 1
        } else {
          part.append(character)
        }
      }
      if !part.isEmpty {
        word.runs.append(Run(words: part, style: run.style, isOwn: run.isOwn))
      }
    }
    if !word.isEmpty { words.append((blanks, word)) }
    return words
  }
}
