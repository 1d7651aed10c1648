internal import Prose

/// A piece of a text that is compared by itself: a paragraph, a list item, a heading, a row of a
/// table, or a line of code.
struct TextBlock: Hashable {
  /// The words with single blanks between them; a verbatim line as it is.
  let text: String
  /// White space matters: code, front matter, policy.
  let isVerbatim: Bool

  /// What makes two blocks the same: their words.
  var key: String { (isVerbatim ? "v" : "p") + text }

  /// The blocks of Markdown text.
  static func blocks(ofMarkdown bytes: some Sequence<UInt8>) -> [TextBlock] {
    var splitter = Splitter()
    for line in lines(of: bytes) { splitter.add(line) }
    return splitter.finished()
  }

  /// Every line a block of its own.
  static func blocks(ofLines bytes: some Sequence<UInt8>) -> [TextBlock] {
    lines(of: bytes).filter { !$0.allSatisfy(\.isWhitespace) }
      .map { TextBlock(text: String($0), isVerbatim: true) }
  }

  private static func lines(of bytes: some Sequence<UInt8>) -> [Substring] {
    var text = Substring(String(decoding: Array(bytes), as: UTF8.self))
    if text.hasSuffix("\n") { text.removeLast() }
    return text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
  }

  /// Joins the lines of paragraphs.
  private struct Splitter {
    private var blocks: [TextBlock] = []
    private var words: [Substring] = []
    private var fence: Character?

    mutating func add(_ line: Substring) {
      let trimmed = line.drop(while: \.isWhitespace)
      if let mark = fence {
        blocks.append(TextBlock(text: String(line), isVerbatim: true))
        if trimmed.prefix(while: { $0 == mark }).count >= 3 { fence = nil }
        return
      }
      if trimmed.isEmpty {
        close()
      } else if trimmed.hasPrefix("```") || trimmed.hasPrefix("~~~") {
        close()
        fence = trimmed.first
        blocks.append(TextBlock(text: String(line), isVerbatim: true))
      } else {
        if Self.beginsBlock(trimmed) { close() }
        words += Prose.words(trimmed)
        if trimmed.hasPrefix("#") || trimmed.hasPrefix("|") { close() }
      }
    }

    mutating func finished() -> [TextBlock] {
      close()
      return blocks
    }

    private mutating func close() {
      guard !words.isEmpty else { return }
      blocks.append(TextBlock(text: words.joined(separator: " "), isVerbatim: false))
      words = []
    }

    /// A heading, a row of a table, or an item of a list.
    private static func beginsBlock(_ line: Substring) -> Bool {
      if line.hasPrefix("#") || line.hasPrefix("|") { return true }
      if let mark = line.first, "-*+".contains(mark) {
        return line.dropFirst().first?.isWhitespace ?? true
      }
      let rest = line.drop { $0.isASCII && $0.isNumber }
      guard rest.count < line.count, let mark = rest.first, ".)".contains(mark) else {
        return false
      }
      return rest.dropFirst().first?.isWhitespace ?? true
    }
  }
}
