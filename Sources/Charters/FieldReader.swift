/// Reads the typed fields of one charter's front matter and collects what is wrong with them.
struct FieldReader {
  let path: CharterPath
  let fields: FrontMatter
  private(set) var findings: [Finding] = []

  init(path: CharterPath, fields: FrontMatter) {
    self.path = path
    self.fields = fields
  }

  mutating func report(
    _ code: String, at place: YAMLValue? = nil, level: Finding.Level = .error, _ message: String,
    hint: String? = nil
  ) {
    report(
      code, line: place?.line ?? 1, column: place?.column ?? 1, level: level, message, hint: hint)
  }

  mutating func report(
    _ code: String, line: Int, column: Int, level: Finding.Level = .error, _ message: String,
    hint: String? = nil
  ) {
    findings.append(
      Finding(
        path: path.text, line: line, column: column, code: code, level: level, message: message,
        hint: hint))
  }

  /// One line of text.
  mutating func text(_ name: String) -> Located<String>? {
    guard let value = fields[name] else { return nil }
    if let scalar = value.scalar, !scalar.text.isEmpty { return scalar.located }
    report("bad-value", at: value, "'\(name)' is one line of text, not \(value.shape)")
    return nil
  }

  /// A list of texts; one text is a list of one.
  mutating func texts(_ name: String, level: Finding.Level = .error) -> [Located<String>] {
    guard let value = fields[name] else { return [] }
    guard let list = fields.list(name) else {
      report(
        "bad-value", at: value, level: level, "'\(name)' is a list of texts",
        hint: "write [one, two]")
      return []
    }
    for item in list where item.value.isEmpty {
      report(
        "bad-value", line: item.line, column: item.column, level: level,
        "'\(name)' has an empty entry")
    }
    return list.filter { !$0.value.isEmpty }
  }

  mutating func day(_ name: String) -> Day? {
    guard let text = text(name) else { return nil }
    return day(text, of: name)
  }

  mutating func day(
    _ text: Located<String>, of name: String, level: Finding.Level = .error
  ) -> Day? {
    if let day = Day(text.value) { return day }
    report(
      "bad-date", line: text.line, column: text.column, level: level,
      "'\(name)' is a date such as 2026-11-24, not '\(text.value)'",
      hint: Day.lastBefore(text.value).map { "that month ends on \($0)" }
        ?? "write year, month and day, each with all its digits")
    return nil
  }

  mutating func handle(_ name: String) -> Located<Handle>? {
    text(name).flatMap { handle($0, of: name) }
  }

  mutating func handles(_ name: String) -> [Located<Handle>] {
    texts(name).compactMap { handle($0, of: name) }
  }

  mutating func handle(_ text: Located<String>, of name: String) -> Located<Handle>? {
    if let handle = Handle(text.value) {
      return Located(handle, line: text.line, column: text.column)
    }
    report(
      "bad-handle", line: text.line, column: text.column,
      "'\(text.value)' in '\(name)' is not a member's handle",
      hint: PathProblem.slug(of: text.value).map { "did you mean \($0)?" }
        ?? "a handle is the name of a page in members/, of a–z, 0–9 and -")
    return nil
  }

  /// `kind:` must say what the path says.
  mutating func checkKind() {
    guard let value = fields["kind"], value.scalar?.text != path.kind.rawValue else { return }
    report(
      "kind-mismatch", at: value,
      "'kind' is \(value.scalar.map { "'\($0.text)'" } ?? value.shape), "
        + "but this is the place of \(path.kind.withArticle)",
      hint: "write kind: \(path.kind.rawValue), or move the file")
  }
}
