/// A random charter in parts, so that a change can be one that people make.
struct CharterDraft {
  struct Section {
    var level: Int
    var title: String
    var body: String
    var gap: String
  }

  var fields: [(name: String, lines: String)]
  var hasTitle: Bool
  var intro: String
  var sections: [Section]
  var tail: String

  private static let titles = ["A", "B", "C", "D", "*E*", "F g"]
  private static let bodies = ["", "x\n", "\nx\n", "y\n", "\n- x\n- y\n", "```\n# A\n```\n", "z"]
  private static let gaps = ["", "\n", "\n", "\n", "\n\n", " \n"]
  private static let names = ["kind", "lead", "members", "why", "keys"]
  private static let values = [
    " 1\n", " [a, b, c]\n", " [a, c]\n", "\n- a\n- b\n", "\n- b\n", " |\n  x\n  # y\n",
    " 'x'\n# c\n",
    "\n",
  ]

  init(using generator: inout some RandomNumberGenerator) {
    fields = []
    hasTitle = Bool.random(using: &generator)
    intro = ["", "intro\n", "\ntext\n\nmore\n"].randomElement(using: &generator) ?? ""
    sections = []
    tail = ["", "", "\n", "\n\n"].randomElement(using: &generator) ?? ""
    for name in Self.names.prefix(Int.random(in: 0...4, using: &generator)) {
      fields.append((name, Self.values.randomElement(using: &generator) ?? ""))
    }
    for _ in 0..<Int.random(in: 0...6, using: &generator) {
      sections.append(Self.section(using: &generator))
    }
  }

  private static func section(using generator: inout some RandomNumberGenerator) -> Section {
    Section(
      level: Int.random(in: 1...4, using: &generator),
      title: titles.randomElement(using: &generator) ?? "",
      body: bodies.randomElement(using: &generator) ?? "",
      gap: gaps.randomElement(using: &generator) ?? "")
  }

  var bytes: [UInt8] {
    var text = ""
    if !fields.isEmpty {
      text += "---\n" + fields.map { "\($0.name):\($0.lines)" }.joined() + "---\n"
    }
    if hasTitle { text += "# T\n" }
    text += intro
    for section in sections {
      if let last = text.last, last != "\n" { text += "\n" }
      text += section.gap + String(repeating: "#", count: section.level)
      text += " \(section.title)\n" + section.body
    }
    return Array((text + tail).utf8)
  }

  mutating func change(using generator: inout some RandomNumberGenerator) {
    guard Int.random(in: 0..<4, using: &generator) > 0, !sections.isEmpty else {
      changeFrame(using: &generator)
      return
    }
    let place = Int.random(in: sections.indices, using: &generator)
    let other = Int.random(in: sections.indices, using: &generator)
    let fresh = Self.section(using: &generator)
    switch Int.random(in: 0..<9, using: &generator) {
    case 0: sections[place].body = fresh.body
    case 1: sections[place].title = fresh.title
    case 2: sections[place].level = fresh.level
    case 3: sections[place].gap = fresh.gap
    case 4: sections.swapAt(place, other)
    case 5: sections.remove(at: place)
    case 6: sections.insert(fresh, at: place)
    case 7: sections.insert(sections.remove(at: place), at: other)
    default: sections[place].body += "more\n"
    }
  }

  private mutating func changeFrame(using generator: inout some RandomNumberGenerator) {
    let value = Self.values.randomElement(using: &generator) ?? ""
    switch Int.random(in: 0..<7, using: &generator) {
    case 0: hasTitle.toggle()
    case 1: intro += "more\n"
    case 2: tail = tail.isEmpty ? "\n" : ""
    case 3: fields.shuffle(using: &generator)
    case 4 where !fields.isEmpty: fields[0].lines = value
    case 5 where !fields.isEmpty: fields.removeLast()
    default:
      if let name = Self.names.first(where: { name in !fields.contains { $0.name == name } }) {
        fields.append((name, value))
      }
    }
  }
}
