/// One entry of a member's `acknowledges:`: a charter that they have read and stand by.
///
/// Whether the words are still the same is told by `words`, git's name for the charter's bytes, so
/// that nothing has to be believed.
package struct Acknowledgement: Hashable, Sendable {
  /// The charter as written: `values`, `Charters/values.md`.
  package let charter: Located<String>
  /// 40 or 64 hexadecimal digits; nil where the entry does not say which words.
  package let words: String?
  package let day: Day?
}

extension FieldReader {
  mutating func acknowledgements() -> [Acknowledgement] {
    let form = "{charter: values, words: 40 digits, on: 2026-11-24}, as charter acknowledge does"
    return entries("acknowledges", keys: ["charter", "words", "on"], form: form).compactMap {
      entry in
      guard let charter = entry["charter"] else { return nil }
      let day = day("on", in: entry)
      guard let words = entry["words"] else {
        return Acknowledgement(charter: charter, words: nil, day: day)
      }
      let isName =
        [40, 64].contains(words.value.utf8.count)
        && words.value.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
      if !isName {
        report(
          "bad-entry", line: words.line, column: words.column, level: .warning,
          "'\(words.value)' names no words of a charter", hint: "write \(form)")
      }
      return Acknowledgement(charter: charter, words: isName ? words.value : nil, day: day)
    }
  }
}
