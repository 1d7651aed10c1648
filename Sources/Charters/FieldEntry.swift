/// One entry of a list field: a text alone, or a map of texts such as `{who: ana, until: 2026-12-31}`.
struct FieldEntry {
  /// By key; a text alone stands under the field's main key.
  let texts: [String: Located<String>]
  /// Where the entry begins.
  let line: Int
  let column: Int

  subscript(key: String) -> Located<String>? { texts[key] }
}

extension FieldReader {
  /// The entries of a field that is a list; one text or one map is a list of one.
  ///
  /// What is neither, and keys that do not belong, are warnings: rights hang on none of these
  /// fields, so no step is refused over them.
  ///
  /// - Parameters:
  ///   - keys: what an entry may say; the first is what a text alone says, and must be there.
  ///   - form: an entry as it should be written, for hints.
  mutating func entries(_ field: String, keys: [String], form: String) -> [FieldEntry] {
    guard let value = fields[field] else { return [] }
    return (value.list ?? [value]).compactMap { entry(of: field, $0, keys: keys, form: form) }
  }

  mutating func entry(
    of field: String, _ value: YAMLValue, keys: [String], form: String
  ) -> FieldEntry? {
    let hint = "write \(form)"
    if let scalar = value.scalar, !scalar.text.isEmpty {
      return FieldEntry(
        texts: [keys[0]: scalar.located], line: scalar.line, column: scalar.column)
    }
    guard let map = value.map else {
      report(
        "bad-entry", at: value, level: .warning, "this entry of '\(field)' is \(value.shape)",
        hint: hint)
      return nil
    }
    var texts: [String: Located<String>] = [:]
    for item in map {
      let key = item.key
      guard keys.contains(key.text) else {
        let nearest = Spelling.nearest(to: key.text, in: keys)
        report(
          "bad-entry", line: key.line, column: key.column, level: .warning,
          "'\(key.text)' does not belong in an entry of '\(field)'",
          hint: nearest.map { "did you mean \($0)?" } ?? hint)
        continue
      }
      if item.value.isEmpty { continue }
      guard let text = item.value.scalar?.located, !text.value.isEmpty else {
        report(
          "bad-entry", at: item.value, level: .warning,
          "'\(key.text)' in '\(field)' is one line of text, not \(item.value.shape)", hint: hint)
        continue
      }
      texts[key.text] = text
    }
    guard texts[keys[0]] != nil else {
      report(
        "bad-entry", at: value, level: .warning,
        "this entry of '\(field)' does not say '\(keys[0])'", hint: hint)
      return nil
    }
    return FieldEntry(texts: texts, line: value.line, column: value.column)
  }

  /// The day under a key of an entry; one that does not exist is a warning.
  mutating func day(_ key: String, in entry: FieldEntry) -> Day? {
    entry[key].flatMap { day($0, of: key, level: .warning) }
  }
}
