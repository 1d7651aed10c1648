import Console

/// Foreign words in a Markdown document that the program writes: nothing in them is markup, and
/// nothing in them is unseen.
enum Markdown {
  /// Words on one line: every sign that could begin markup has a backslash (CommonMark 2.4).
  static func escaped(_ words: some StringProtocol) -> String {
    var text = ""
    for character in String(words).escapedLine.unicodeScalars {
      if "\\`*_{}[]<>()#|~&!$^=\"".unicodeScalars.contains(character) { text += "\\" }
      text.unicodeScalars.append(character)
    }
    return text
  }

  /// Lines as a quotation.
  static func quoted(_ words: String) -> String {
    words.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let text = escaped(line.drop { $0 == " " || $0 == "\t" })
      return text.isEmpty ? ">" : "> " + beginning(text)
    }.joined(separator: "\n")
  }

  /// Lines as they are, in a fence that none of them closes.
  static func fenced(_ lines: String) -> String {
    var (longest, present) = (2, 0)
    for character in lines {
      present = character == "`" ? present + 1 : 0
      longest = max(longest, present)
    }
    let fence = String(repeating: "`", count: longest + 1)
    return "\(fence)text\n\(lines)\(lines.hasSuffix("\n") ? "" : "\n")\(fence)"
  }

  /// Signs that begin a list or a line only where they come first.
  private static func beginning(_ line: String) -> String {
    if let first = line.first, "-+".contains(first) { return "\\" + line }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, let sign = line[digits.endIndex...].first, sign == "." else {
      return line
    }
    return "\(digits)\\\(line[digits.endIndex...])"
  }
}
