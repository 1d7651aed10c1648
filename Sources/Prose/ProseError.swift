/// Why a text could not be cut. Only limits and a contradiction between two readings are errors;
/// Markdown itself has none.
package struct ProseError: Error, Hashable {
  package enum Reason: Hashable, Sendable {
    /// More bytes than a charter may have.
    case tooLarge(bytes: Int, limit: Int)
    /// Lists or quotes nested deeper than anybody reads.
    case nestedTooDeeply(limit: Int)
    /// Tables, nesting or link definitions that cannot be parsed in bounded time; see
    /// ``Intricacy``.
    case tooIntricate
    /// A heading with more text than can be parsed in bounded time, or than anybody reads.
    case headingTooLong(limit: Int)
    /// cmark names a heading where the line holds none; cutting there would be a guess.
    case headingNotFound
  }

  /// From 1, counted from the start of the file.
  package let line: Int
  package let reason: Reason

  package init(line: Int, reason: Reason) {
    self.line = line
    self.reason = reason
  }
}
