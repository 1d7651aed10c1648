internal import Prose

/// The findings about one charter.
struct CharterLint {
  let charter: CharterText
  let context: LintContext
  var reader: FieldReader
  private let form: KindForm

  init(charter: CharterText, context: LintContext) {
    self.charter = charter
    self.context = context
    form = KindForm(charter.path.kind)
    reader = FieldReader(path: charter.path, fields: charter.frontMatter ?? .empty)
  }

  mutating func check() -> [Finding] {
    head()
    unknownFields()
    sections()
    serves()
    affects()
    review()
    _ = reader.resources()
    _ = reader.measures()
    acknowledges()
    experiments()
    goal()
    placeholders()
    return reader.findings + LeftoverMarkers.findings(in: charter.bytes, path: charter.path.text)
  }

  // MARK: Front matter

  private mutating func head() {
    if charter.frontMatter == nil {
      reader.report(
        "front-matter-missing", level: .warning, "this charter has no front matter",
        hint: "begin it with '---', 'kind: \(charter.path.kind)', '---'")
    } else if reader.fields["kind"] == nil {
      reader.report(
        "kind-missing", level: .warning, "there is no 'kind'",
        hint: "write kind: \(charter.path.kind)")
    }
    let heading = charter.outline?.headings.first { $0.isTitle }
    if charter.path.kind == .member {
      if reader.text("name") == nil {
        reader.report("name-missing", level: .warning, "there is no 'name'", hint: "write name: …")
      }
    } else if reader.text("title") == nil, heading == nil {
      reader.report(
        "title-missing", level: .warning, "this charter has no title",
        hint: "write title: … in the front matter, or a first heading '# …'")
    }
  }

  private mutating func unknownFields() {
    for key in reader.fields.keys where !form.allFields.contains(key.text) {
      let kinds = KindForm.kinds(with: key.text).map(\.withArticle)
      let nearest = Spelling.nearest(to: key.text, in: form.allFields)
      reader.report(
        "unknown-field", line: key.line, column: key.column, level: .warning,
        kinds.isEmpty
          ? "'\(key.text)' is not a field of \(charter.path.kind.withArticle)"
          : "'\(key.text)' belongs to \(kinds.joined(separator: " or ")), "
            + "not to \(charter.path.kind.withArticle)",
        hint: nearest.map { "did you mean \($0)?" })
    }
  }

  private mutating func serves() {
    for name in reader.texts("serves", level: .warning) { known(name, "to serve") }
  }

  private mutating func acknowledges() {
    guard charter.path.kind == .member else { return }
    // The roster has said what of an entry cannot be read.
    var silent = reader
    for entry in silent.acknowledgements() { known(entry.charter, "to stand by") }
  }

  mutating func known(_ name: Located<String>, _ purpose: String) {
    guard context.names.charter(named: name.value) == nil else { return }
    let nearest = Spelling.nearest(to: name.value, in: context.names.all)
    reader.report(
      "unknown-charter", line: name.line, column: name.column, level: .warning,
      "there is no charter '\(name.value)' \(purpose)",
      hint: nearest.map { "did you mean \($0)?" } ?? "name it as mission or roles/support")
  }

  private mutating func affects() {
    for name in reader.texts("affects", level: .warning) {
      let words = name.value.split(separator: " ", maxSplits: 1).map(String.init)
      let known: [String]
      let isKnown: Bool
      switch (words.first, words.count) {
      case ("team", 2):
        known = context.teams
        isKnown = TeamID(words[1]).map { context.roster.teams[$0] != nil } ?? false
      case ("role", 2):
        known = context.roles
        isKnown = RoleID(words[1]).map { context.roster.roles[$0] != nil } ?? false
      default:
        known = context.people
        let member = Handle(name.value).flatMap { context.roster.members[$0] }
        isKnown = name.value == "everyone" || member != nil
      }
      guard !isKnown else { continue }
      reader.report(
        "unknown-affected", line: name.line, column: name.column, level: .warning,
        "'\(name.value)' in 'affects' is nobody here",
        hint: Spelling.nearest(to: name.value, in: known).map { "did you mean \($0)?" }
          ?? "write a handle, 'team ID' or 'role ID'")
    }
  }

  private mutating func review() {
    guard let value = reader.fields["review"],
      value.scalar.flatMap({ Review($0.text) }) == nil
    else { return }
    reader.report(
      "bad-review", at: value, level: .warning,
      "'\(value.scalar?.text ?? value.shape)' does not say when to review",
      hint: "write 'every 6 months' or a date such as 2026-11-24")
  }

  // MARK: Body

  private mutating func sections() {
    guard let outline = charter.outline else { return }
    let top = outline.sections.filter { $0.path.count == 1 }
    let titles = top.compactMap { $0.path.last }
    if charter.path.kind == .values, top.isEmpty {
      reader.report(
        "section-missing", level: .warning, "there is no section for any value",
        hint: "add a heading '## …' for each value")
    }
    for wanted in form.sections where wanted != Self.signs {
      let key = TitleRules.fold(wanted)
      if let found = top.first(where: { TitleRules.fold($0.path[0]) == key }) {
        empty(found, in: outline)
        continue
      }
      let deeper = outline.sections.first { TitleRules.fold($0.path.last ?? "") == key }
      let nearest = Spelling.nearest(to: wanted, in: titles)
      reader.report(
        "section-missing", line: deeper?.line ?? 1, column: 1, level: .warning,
        "the section '\(wanted)' is missing",
        hint: deeper != nil
          ? "it stands below another heading; move it up to the top level"
          : nearest.map { "rename '\($0)', or add a heading '## \(wanted)'" }
            ?? "add a heading '## \(wanted)'")
    }
  }

  private mutating func empty(_ section: Outline.Section, in outline: Outline) {
    guard isBlank(section, in: outline) else { return }
    reader.report(
      "section-empty", line: section.line, column: 1, level: .warning,
      "the section '\(section.path[0])' says nothing", hint: "write a sentence or two below it")
  }

  /// Whether a section has no text of its own and no sections below it.
  func isBlank(_ section: Outline.Section, in outline: Outline) -> Bool {
    charter.bytes[section.body].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A }
      && !outline.sections.contains {
        $0.path.count > section.path.count && $0.path.starts(with: section.path)
      }
  }

  private mutating func placeholders() {
    var line = 1
    for text in charter.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      defer { line += 1 }
      guard text.contains(UInt8(ascii: "{")) else { continue }
      let string = String(decoding: text, as: UTF8.self)
      guard let start = string.firstRange(of: "{{"),
        string[start.upperBound...].contains("}}")
      else { continue }
      let column = string[..<start.lowerBound].unicodeScalars.count + 1
      reader.report(
        "placeholder-left", line: line, column: column, level: .warning,
        "a placeholder of the starter text is still here", hint: "write your own words instead")
    }
  }
}
