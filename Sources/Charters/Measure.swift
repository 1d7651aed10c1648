/// One entry of `measures:`: how anybody can see whether a charter does what it is for.
package struct Measure: Hashable, Sendable {
  package let what: String
  /// As written: `under 4 hours`.
  package let target: String?
  /// Its place in the file.
  package let line: Int
}

extension FieldReader {
  mutating func measures() -> [Measure] {
    entries("measures", keys: ["what", "target"], form: "{what: first reply, target: 4 hours}")
      .map {
        Measure(what: $0["what"]?.value ?? "", target: $0["target"]?.value, line: $0.line)
      }
  }
}

extension CharterText {
  /// How its effect is seen; entries that cannot be read are left to lint.
  package var measures: [Measure] {
    var reader = FieldReader(path: path, fields: frontMatter ?? .empty)
    return reader.measures()
  }
}
