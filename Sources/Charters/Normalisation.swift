internal import Prose

/// A text made fit to be a charter, and what had to be changed for it.
package struct Normalisation: Hashable, Sendable {
  /// One kind of change, said to people before they accept it.
  package struct Change: Hashable, Sendable {
    /// Stable, for scripts: `line-ends`, `heading-repeated` …
    package let code: String
    /// In the text before the change of this kind, from 1.
    package let line: Int
    package let message: String
  }

  package let bytes: [UInt8]
  package let changes: [Change]
}

extension ContentRules {
  /// Changes as little as R16 of the evidence format asks for, and never a word but to keep headings apart.
  ///
  /// A byte-order mark and characters that nobody can see go; line ends become LF and the last
  /// line gets one; underlined headings get `#`, empty ones become blank lines, ` > ` in one
  /// becomes ` → `, and a heading that is in its place twice gets ` (2)`.  Private-use characters,
  /// words of mixed alphabets, reserved headings and faulty front matter are left for people:
  /// ``checkContent(of:bytes:)`` of the result says what is left.  Doing it twice changes nothing
  /// more.
  package static func normalise(_ bytes: [UInt8]) -> Normalisation {
    guard bytes.count <= fileByteLimit, let text = String(validating: bytes, as: UTF8.self) else {
      return Normalisation(bytes: bytes, changes: [])
    }
    var cleaner = TextCleaner(text)
    cleaner.clean()
    var headings = HeadingMender(cleaner.output)
    headings.mend()
    return Normalisation(bytes: headings.bytes, changes: cleaner.changes + headings.changes)
  }
}
