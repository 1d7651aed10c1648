import Ccmark
import Synchronization

/// What cmark-gfm says of a text. Every C pointer of this room lives and dies in this file.
enum BlockParser {
  /// A heading that is a direct child of the document.
  struct FoundHeading {
    let level: Int
    /// The plain text of its inlines, trimmed.
    let title: String
    /// Lines counted from 0; `last` is the underline of a setext heading.
    let first: Int
    let last: Int
  }

  /// cmark-gfm keeps its extensions, and the characters that they claim while a text is parsed,
  /// in global variables: two parsers at once would read each other's (inlines.c,
  /// `cmark_inlines_add_special_character`), and a title would depend on the weather.
  private static let gate = Mutex(())

  /// The headings of a text, in order.
  ///
  /// The table extension is attached because it decides whether a `---` below a row underlines a
  /// heading, strikethrough because titles may hold it. Autolinks and task boxes change neither a
  /// block nor the words of a title, and autolinks have a record of quadratic time.
  static func headings(of body: ArraySlice<UInt8>) -> [FoundHeading] {
    gate.withLock { _ in
      cmark_gfm_core_extensions_ensure_registered()
      guard let parser = cmark_parser_new(CMARK_OPT_VALIDATE_UTF8) else { return [] }
      defer { cmark_parser_free(parser) }
      for name in ["table", "strikethrough"] {
        if let found = cmark_find_syntax_extension(name) {
          cmark_parser_attach_syntax_extension(parser, found)
        }
      }
      body.withUnsafeBytes { buffer in
        if let start = buffer.baseAddress {
          cmark_parser_feed(parser, start.assumingMemoryBound(to: CChar.self), buffer.count)
        }
      }
      guard let document = cmark_parser_finish(parser) else { return [] }
      defer { cmark_node_free(document) }

      var headings: [FoundHeading] = []
      var next = cmark_node_first_child(document)
      while let node = next {
        if cmark_node_get_type(node) == CMARK_NODE_HEADING {
          headings.append(
            FoundHeading(
              level: Int(cmark_node_get_heading_level(node)),
              title: plainText(of: node),
              first: Int(cmark_node_get_start_line(node)) - 1,
              last: Int(cmark_node_get_end_line(node)) - 1))
        }
        next = cmark_node_next(node)
      }
      return headings
    }
  }

  /// The words of a block with emphasis, code and links reduced to their text, and raw HTML left
  /// out; a line break is a space.
  private static func plainText(of block: OpaquePointer) -> String {
    guard let walk = cmark_iter_new(block) else { return "" }
    defer { cmark_iter_free(walk) }
    var text: [UInt8] = []
    while true {
      let event = cmark_iter_next(walk)
      guard event != CMARK_EVENT_DONE else { break }
      guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(walk) else { continue }
      let type = cmark_node_get_type(node)
      if type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE {
        var literal = cmark_node_get_literal(node)
        while let byte = literal?.pointee, byte != 0 {
          text.append(UInt8(bitPattern: byte))
          literal = literal?.successor()
        }
      } else if type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK {
        text.append(Byte.space)
      }
    }
    return String(decoding: text, as: UTF8.self).trimmed
  }
}

extension String {
  /// Without white space at either end.
  fileprivate var trimmed: String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
