/// One entry of `resources:`: money, tools or time that somebody needs in order to act.
package struct Resource: Hashable, Sendable {
  package enum Status: String, Sendable, CaseIterable {
    /// It is there to be used.
    case granted
    /// It was asked for; nobody has said yes.
    case asked
  }

  package let what: String
  /// As written: `500 EUR a year`, `4 hours a week`.
  package let amount: String?
  /// Nil where the page does not say.
  package let status: Status?
  /// Its place in the file.
  package let line: Int
}

extension FieldReader {
  mutating func resources() -> [Resource] {
    let form = "{what: training, amount: 500 EUR a year, status: granted}"
    return entries("resources", keys: ["what", "amount", "status"], form: form).map { entry in
      let word = entry["status"]
      let status = word.flatMap { Resource.Status(rawValue: $0.value) }
      if let word, status == nil {
        report(
          "bad-entry", line: word.line, column: word.column, level: .warning,
          "'\(word.value)' does not say whether this is there", hint: "write granted or asked")
      }
      return Resource(
        what: entry["what"]?.value ?? "", amount: entry["amount"]?.value, status: status,
        line: entry.line)
    }
  }
}

extension CharterText {
  /// What its people need in order to act; entries that cannot be read are left to lint.
  package var resources: [Resource] {
    var reader = FieldReader(path: path, fields: frontMatter ?? .empty)
    return reader.resources()
  }
}
