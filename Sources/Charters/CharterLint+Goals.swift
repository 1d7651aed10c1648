internal import Prose

/// Whether words that give direction can be followed: visions, values and purposes.
extension CharterLint {
  /// The section of a vision that says how anybody would know.
  static let signs = "Signs of arrival"

  mutating func goal() {
    guard let outline = charter.outline else { return }
    let top = outline.sections.filter { $0.path.count == 1 }
    switch charter.path.kind {
    case .vision:
      arrival(top, outline)
      purpose("Statement", top)
    case .mission: purpose("Statement", top)
    case .team, .role: purpose("Purpose", top)
    case .values: for section in top { value(section, outline) }
    default: break
    }
  }

  /// A vision that nobody could see come true guides nobody.
  private mutating func arrival(_ top: [Outline.Section], _ outline: Outline) {
    let key = TitleRules.fold(Self.signs)
    let found = top.first { TitleRules.fold($0.path[0]) == key }
    guard found.map({ isBlank($0, in: outline) }) ?? true else { return }
    reader.report(
      "vision-without-signs", line: found?.line ?? 1, column: 1, level: .warning,
      "this vision does not say by what anybody would see that it has come true",
      hint: "list what could be seen or counted below a heading '## \(Self.signs)'")
  }

  /// What something is for fits in a sentence; a list of things to do belongs elsewhere.
  private mutating func purpose(_ title: String, _ top: [Outline.Section]) {
    let key = TitleRules.fold(title)
    guard let section = top.first(where: { TitleRules.fold($0.path[0]) == key }) else { return }
    var line = section.line
    var items: [Int] = []
    var isFenced = false
    for text in charter.bytes[section.body].split(
      separator: 0x0A, omittingEmptySubsequences: false)
    {
      line += 1
      let words = text.drop { $0 == 0x20 }
      if words.starts(with: "```".utf8) || words.starts(with: "~~~".utf8) { isFenced.toggle() }
      if !isFenced, Self.isItem(words) { items.append(line) }
    }
    guard items.count > 1 else { return }
    let place = charter.path.kind == .role ? "Accountabilities" : "Responsibilities"
    reader.report(
      "purpose-is-task-list", line: items[0], column: 1, level: .advice,
      "'\(section.path[0])' lists \(items.count) things to do instead of saying what for",
      hint: section.path[0] == "Statement"
        ? "say it in one or two sentences" : "move the list to '## \(place)'")
  }

  /// `- `, `* `, `+ `, `1. ` and `1) `.
  private static func isItem(_ line: ArraySlice<UInt8>) -> Bool {
    let digits = line.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let rest = line.dropFirst(digits.count)
    let marks = digits.isEmpty ? "-*+".utf8 : ".)".utf8
    guard let mark = rest.first, marks.contains(mark) else { return false }
    return rest.dropFirst().first == 0x20
  }

  /// A value that says what it means, how it shows and what breaks it can be lived by.
  private mutating func value(_ section: Outline.Section, _ outline: Outline) {
    let below = outline.sections.filter { $0.path.first == section.path[0] }
    let bytes = below.flatMap { charter.bytes[$0.text] }
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    func says(_ forms: String...) -> Bool { forms.contains { text.contains($0) } }
    if !says("behaviour", "behavior") {
      reader.report(
        "value-without-behaviour", line: section.line, column: 1, level: .advice,
        "'\(section.path[0])' does not say how anybody would see it done",
        hint: "write **Behaviour:** and what people do who live by it")
    }
    var missing: [String] = []
    if !says("meaning") { missing.append("meaning") }
    if !says("counter-example", "counterexample") { missing.append("counter-example") }
    guard !missing.isEmpty else { return }
    reader.report(
      "value-incomplete", line: section.line, column: 1, level: .advice,
      "'\(section.path[0])' does not give its \(missing.joined(separator: ", "))",
      hint: "say what it means, how it shows, and an example of the opposite")
  }
}
