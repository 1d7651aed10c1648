import Charters
import Console
import History
import Prose

/// Redlines for other programs: CriticMarkup, and one run of words a line.
enum RedlineLines {
  /// The new text with every change in CriticMarkup (`{--went--}`, `{++came++}`); what moved is
  /// marked as a comment. Line breaks are those of the blocks.
  static func critic(_ redline: Redline, view: RedlineView) -> String {
    var text = ""
    var lastLine: Int?
    for row in redline.rows {
      if row.kind == .away { continue }
      let isOld = row.newBlocks.isEmpty
      let source = isOld ? redline.old : redline.new
      let blocks = isOld ? row.oldBlocks : row.newBlocks
      guard let first = blocks.first, let last = blocks.last else { continue }
      if let line = lastLine, !isOld, source.blocks[first].lines.lowerBound > line { text += "\n" }
      if !isOld { lastLine = source.blocks[last].lines.upperBound }
      var words = redline.marks(of: row)
      if let move = row.move {
        let line = redline.firstLine(of: row, in: move)
        words += (words.isEmpty ? "" : " ") + "{>>moved from line \(line)<<}"
      }
      for piece in redline.pieces(of: row, showsForms: view.isStrict) {
        if !words.isEmpty, piece.isApart { words += " " }
        let own = escaped(piece.text)
        switch piece.kind {
        case .kept: words += own
        case .deleted: words += "{--\(own)--}"
        case .inserted: words += "{++\(own)++}"
        case .moved: words += "{>>moved here<<}" + own
        case .movedAway: words += "{>>moved away<<}"
        }
      }
      text += words + "\n"
    }
    return text
  }

  private static func escaped(_ words: String) -> String {
    ["{--", "--}", "{++", "++}", "{>>", "<<}", "{~~", "~~}", "{==", "==}"].reduce(
      words.escapedLine
    ) { text, sign in
      text.replacing(sign, with: "\(sign.prefix(1))\\\(sign.dropFirst())")
    }
  }

  /// `op`, tab, raw words of the source: exact bytes, for programs; only `\`, line ends and tabs are
  /// written as `\\`, `\n` and `\t`.
  static func operations(_ redline: Redline) -> [UInt8] {
    var lines: [UInt8] = []
    for run in WordRuns(redline).runs {
      lines += run.operation.rawValue.utf8
      lines.append(UInt8(ascii: "\t"))
      for byte in run.bytes {
        switch byte {
        case UInt8(ascii: "\\"): lines += "\\\\".utf8
        case UInt8(ascii: "\n"): lines += "\\n".utf8
        case UInt8(ascii: "\t"): lines += "\\t".utf8
        default: lines.append(byte)
        }
      }
      lines.append(UInt8(ascii: "\n"))
    }
    return lines
  }
}
