import Charters
import History
import Prose

extension JSON {
  /// `charters` of `charter.diff/1`.
  static func comparison(
    _ files: [FileComparison], view: RedlineView = RedlineView(isStrict: true)
  ) -> JSON {
    .array(
      files.map { file in
        [
          "charter": .string(file.path),
          "change": .string(file.change.rawValue),
          "classes": .strings(file.classes.names),
          "approximate": .bool(file.redline.isApproximate),
          "unreadSettings": .bool(file.hasUnreadSettings),
          "hiddenPresentation": .number(Int64(view.hidden(file))),
          "sections": .array(view.sections(file).map { section($0, of: file, view) }),
          "moves": .array(file.redline.moves.map { move($0, of: file.redline) }),
        ]
      })
  }

  private static func section(
    _ section: SectionChange, of file: FileComparison, _ view: RedlineView
  ) -> JSON {
    let rows = view.isStatistic ? [] : section.rows.map { file.redline.rows[$0] }.filter(view.shows)
    return [
      "section": .string(section.name),
      "change": .string(section.fate.rawValue),
      "oldSection": .optional(section.oldName),
      "otherLevel": .bool(section.hasOtherLevel),
      "classes": .strings(section.classes.names),
      "summary": .string(file.summary(of: section)),
      "layoutOnly": .bool(section.isLayoutOnly),
      "added": .number(Int64(section.wordsAdded)),
      "removed": .number(Int64(section.wordsRemoved)),
      "meanings": .array(
        section.meanings.map { ["old": .string($0.old), "new": .string($0.new)] }),
      "setting": file.settings[section.name].map(setting) ?? nil,
      "rows": .array(rows.map { row($0, of: file.redline, view) }),
    ]
  }

  /// A field of the front matter as data.
  private static func setting(_ setting: SettingChange) -> JSON {
    var (added, removed, altered): ([String], [String], [JSON]) = ([], [], [])
    for entry in setting.entries {
      switch entry {
      case .added(let text): added.append(text)
      case .removed(let text): removed.append(text)
      case .altered(let name, let parts):
        altered += parts.map {
          [
            "entry": .string(name), "key": .string($0.key), "old": .optional($0.old),
            "new": .optional($0.new),
          ]
        }
      }
    }
    return [
      "field": .string(setting.field),
      "added": .strings(added),
      "removed": .strings(removed),
      "altered": .array(altered),
      "reordered": .bool(setting.isReordered),
    ]
  }

  private static func row(_ row: Redline.Row, of redline: Redline, _ view: RedlineView) -> JSON {
    [
      "change": .string(row.kind.name),
      "classes": .strings(row.classes.names),
      "marks": .string(redline.marks(of: row)),
      "move": row.move.map { .number(Int64($0)) } ?? nil,
      "old": place(redline.old, row.oldBlocks),
      "new": place(redline.new, row.newBlocks),
      "runs": .array(
        redline.pieces(of: row, showsForms: view.isStrict).map { piece in
          [
            "op": .string(piece.kind.name),
            "text": .string(piece.text),
            "blank": .bool(piece.isApart),
            "classes": .strings(piece.classes.names),
            "bytes": [
              .number(Int64(piece.bytes.lowerBound)), .number(Int64(piece.bytes.upperBound)),
            ],
          ]
        }),
    ]
  }

  private static func move(_ move: Redline.Move, of redline: Redline) -> JSON {
    func blocks(_ text: ProseText, _ range: Range<Int>) -> Range<Int> {
      guard move.isPassage else { return range }
      let first = text.blocks.firstIndex { $0.tokens.contains(range.lowerBound) } ?? 0
      let last = text.blocks.lastIndex { $0.tokens.contains(range.upperBound - 1) } ?? first
      return first..<last + 1
    }
    return [
      "passage": .bool(move.isPassage),
      "reordered": .bool(move.isReorder),
      "old": place(redline.old, blocks(redline.old, move.old)),
      "new": place(redline.new, blocks(redline.new, move.new)),
    ]
  }

  /// Where some blocks stand: bytes, and lines counted from 1, both ends included.
  private static func place(_ text: ProseText, _ blocks: Range<Int>) -> JSON {
    guard let first = blocks.first, let last = blocks.last else { return nil }
    let tokens = text.tokens(of: blocks)
    let bytes =
      tokens.isEmpty
      ? 0..<0
      : text.tokens[tokens.lowerBound].range
        .lowerBound..<text.tokens[tokens.upperBound - 1].range.upperBound
    return [
      "bytes": [.number(Int64(bytes.lowerBound)), .number(Int64(bytes.upperBound))],
      "lines": [
        .number(Int64(text.blocks[first].lines.lowerBound + 1)),
        .number(Int64(text.blocks[last].lines.upperBound)),
      ],
    ]
  }
}

extension Redline.Row.Kind {
  fileprivate var name: String {
    switch self {
    case .kept: "same"
    case .edited: "edited"
    case .added: "added"
    case .removed: "removed"
    case .away: "movedAway"
    }
  }
}

extension Redline.Piece.Kind {
  fileprivate var name: String {
    switch self {
    case .kept: "equal"
    case .deleted: "delete"
    case .inserted: "insert"
    case .moved: "moved"
    case .movedAway: "movedAway"
    }
  }
}
