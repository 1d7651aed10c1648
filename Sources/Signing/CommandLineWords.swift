/// Cuts a configured command into words as git's `split_cmdline` does (alias.c): blanks separate,
/// quotes of either kind join, a backslash takes the next character as it is but not in single
/// quotes. Nothing is expanded, and no shell runs.
enum CommandLineWords {
  static func split(_ text: String) throws(SigningError) -> [String] {
    var words: [String] = []
    var word: String.UnicodeScalarView?
    var quote: Unicode.Scalar?
    var scalars = text.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      if quote == nil, scalar.properties.isWhitespace {
        if let whole = word { words.append(String(whole)) }
        word = nil
      } else if quote == nil, scalar == "'" || scalar == "\"" {
        quote = scalar
        word = word ?? String.UnicodeScalarView()
      } else if scalar == quote {
        quote = nil
      } else if scalar == "\\", quote != "'" {
        guard let next = scalars.next() else { throw .commandSyntax(text) }
        word = (word ?? String.UnicodeScalarView()) + [next]
      } else {
        word = (word ?? String.UnicodeScalarView()) + [scalar]
      }
    }
    guard quote == nil else { throw .commandSyntax(text) }
    if let whole = word { words.append(String(whole)) }
    return words
  }
}
