/// A text made of styled runs, safe to print.
///
/// The words of a string literal are ours. Whatever is interpolated is somebody else's and is
/// escaped on the way in, so a name or a title from a repository cannot steer the terminal:
///
///     let line: Text = "\(.ok) approved by \(member.name, .strong)"
///
/// Use `\(block: words)` for text of several lines, where line ends and tabs are wanted.
package struct Text: Hashable, Sendable {
  /// A stretch of text in one style.
  struct Run: Hashable, Sendable {
    var words: String
    var style: Style?
    /// Whether the words are ours, which lets marks be replaced where the locale is not UTF-8.
    var isOwn: Bool
  }

  var runs: [Run]

  /// The empty text.
  package init() { runs = [] }

  /// Foreign words on one line: escaped, line ends and tabs too.
  package init(_ words: some StringProtocol, _ style: Style? = nil) {
    runs = [Run(words: String(words).escapedLine, style: style, isOwn: false)]
  }

  /// Foreign words of several lines: escaped, but for line ends and tabs.
  package init(block words: some StringProtocol, _ style: Style? = nil) {
    runs = [Run(words: String(words).escapedBlock, style: style, isOwn: false)]
  }

  /// Our own words; never pass anything that came from outside.
  package init(own words: String, _ style: Style? = nil) {
    runs = [Run(words: words, style: style, isOwn: true)]
  }

  /// The words without any style.
  package var plain: String { runs.map(\.words).joined() }

  package var isEmpty: Bool { runs.allSatisfy(\.words.isEmpty) }

  /// The columns that the text takes, when it has no line end.
  package var columns: Int { runs.reduce(0) { $0 + $1.words.columns } }

  /// The same words, styled where they had no style yet.
  package func styled(_ style: Style) -> Text {
    var copy = self
    for index in copy.runs.indices where copy.runs[index].style == nil {
      copy.runs[index].style = style
    }
    return copy
  }

  package static func + (left: Text, right: Text) -> Text {
    var sum = left
    sum += right
    return sum
  }

  package static func += (left: inout Text, right: Text) {
    left.runs += right.runs
  }
}

extension Text: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) {
    self.init(own: value)
  }

  package init(stringInterpolation: StringInterpolation) {
    self = stringInterpolation.text
  }

  package struct StringInterpolation: StringInterpolationProtocol {
    var text = Text()

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { text += Text(own: literal) }
    }

    package mutating func appendInterpolation(_ other: Text) { text += other }

    package mutating func appendInterpolation(_ mark: Mark) { text += mark.text }

    package mutating func appendInterpolation(_ words: some StringProtocol, _ style: Style? = nil) {
      text += Text(words, style)
    }

    package mutating func appendInterpolation(
      block words: some StringProtocol, _ style: Style? = nil
    ) {
      text += Text(block: words, style)
    }

    package mutating func appendInterpolation(_ number: some BinaryInteger, _ style: Style? = nil) {
      text += Text(own: String(number), style)
    }

    package mutating func appendInterpolation(
      _ value: some CustomStringConvertible, _ style: Style? = nil
    ) {
      text += Text(value.description, style)
    }
  }
}

extension Sequence<Text> {
  /// The texts in a row with `separator` between them.
  package func joined(separator: Text = "") -> Text {
    var sum = Text()
    var isFirst = true
    for text in self {
      if !isFirst { sum += separator }
      sum += text
      isFirst = false
    }
    return sum
  }

  /// The texts as lines, each ended.
  package var lines: Text {
    reduce(into: Text()) { $0 += $1 + "\n" }
  }
}
