import Charters
import Console
import History
import Prose

/// What changed, section by section and word by word.
struct ComparisonScreen {
  let files: [FileComparison]
  let terminal: Terminal

  /// Words that are shown around a change; longer runs of unchanged words are cut.
  private static let context = 12

  init(_ files: [FileComparison], terminal: Terminal) {
    self.files = files
    self.terminal = terminal
  }

  var text: Text { files.map { file($0).lines }.joined(separator: "\n") }

  private func file(_ file: FileComparison) -> [Text] {
    var head: Text = "\(file.path, .heading)"
    switch file.change {
    case .create: head += "  \("new", .added)"
    case .delete: head += "  \("removed", .removed)"
    default: break
    }
    return [head] + file.sections.flatMap { section($0, in: file) }
  }

  private func section(_ section: SectionComparison, in file: FileComparison) -> [Text] {
    var head: Text = "  \(section.section, .strong)"
    if file.change == .edit { head += "  \(what(section), .dim)" }
    let isReordered = section.section.hasSuffix("(order)")
    if section.isLayoutOnly && !isReordered { return [head] }
    return [head] + blocks(section)
  }

  private func what(_ section: SectionComparison) -> String {
    switch section.change {
    case .create: return "new"
    case .delete: return "removed"
    case .move: return "moved to \(section.movedTo ?? "another place")"
    case .edit: break
    }
    if section.section.hasSuffix("(order)") { return "in another order" }
    if section.isLayoutOnly { return "no word changed, only line breaks, blanks or order" }
    let counts = [
      section.added > 0 ? "\(section.added) \(section.added == 1 ? "word" : "words") came" : nil,
      section.removed > 0
        ? "\(section.removed) \(section.removed == 1 ? "word" : "words") went" : nil,
    ].compactMap(\.self)
    return counts.isEmpty ? "changed" : counts.joined(separator: ", ")
  }

  private func blocks(_ section: SectionComparison) -> [Text] {
    var lines: [Text] = []
    var isCut = false
    for block in section.blocks {
      guard block.change != .same else {
        isCut = !lines.isEmpty
        continue
      }
      if isCut { lines.append("      \("…", .dim)") }
      isCut = false
      lines.append(self.block(block))
    }
    return lines
  }

  private func block(_ block: BlockComparison) -> Text {
    let mark =
      switch block.change {
      case .added: Text("+", .added)
      case .removed: Text("-", .removed)
      case .edited, .same: Text("~", .dim)
      }
    let last = block.runs.count - 1
    let runs = block.runs.enumerated().map { index, run in
      words(run, isFirst: index == 0, isLast: index == last, in: block)
    }
    let text: Text = "    \(mark) \(runs.joined(separator: " "))"
    return block.isVerbatim ? text : text.wrapped(to: terminal.width, hanging: 6)
  }

  private func words(
    _ run: BlockComparison.Run, isFirst: Bool, isLast: Bool, in block: BlockComparison
  ) -> Text {
    switch run.operation {
    case .insert: return labelled(run.text, "{+", "+}", .added)
    case .delete: return labelled(run.text, "[-", "-]", .removed)
    case .equal: break
    }
    let words = run.text.split(separator: " ")
    guard words.count > 2 * Self.context + 2, block.change == .edited else {
      return Text(escaped(run.text))
    }
    let head = isFirst ? "" : words.prefix(Self.context).joined(separator: " ") + " "
    let tail = isLast ? "" : " " + words.suffix(Self.context).joined(separator: " ")
    return "\(escaped(head))…\(escaped(tail))"
  }

  private func labelled(_ words: String, _ open: String, _ close: String, _ style: Style) -> Text {
    terminal.hasColour ? Text(words, style) : Text(open + escaped(words) + close, style)
  }

  /// Signs of our own that stand in the charter's text, told apart by a backslash.
  private func escaped(_ words: String) -> String {
    guard !terminal.hasColour else { return words }
    return ["[-", "-]", "{+", "+}"].reduce(words) { text, sign in
      text.replacing(sign, with: "\(sign.prefix(1))\\\(sign.suffix(1))")
    }
  }
}

extension JSON {
  /// `charters` of `charter.diff/1`.
  static func comparison(_ files: [FileComparison]) -> JSON {
    .array(
      files.map { file in
        [
          "charter": .string(file.path),
          "change": .string(file.change.rawValue),
          "sections": .array(file.sections.map(section)),
        ]
      })
  }

  private static func section(_ section: SectionComparison) -> JSON {
    [
      "section": .string(section.section),
      "change": .string(section.change.rawValue),
      "movedTo": .optional(section.movedTo),
      "layoutOnly": .bool(section.isLayoutOnly),
      "added": .number(Int64(section.added)),
      "removed": .number(Int64(section.removed)),
      "blocks": .array(
        section.blocks.map { block in
          [
            "change": .string(block.change.rawValue),
            "runs": .array(
              block.runs.map { run in
                ["op": .string(run.operation.name), "text": .string(run.text)]
              }),
          ]
        }),
    ]
  }
}

extension WordDiff.Operation {
  fileprivate var name: String {
    switch self {
    case .equal: "equal"
    case .delete: "delete"
    case .insert: "insert"
    }
  }
}
