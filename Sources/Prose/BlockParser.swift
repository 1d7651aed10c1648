import Ccmark
import Synchronization

/// What cmark-gfm says of a text. Every C pointer of this room lives and dies in this type's files.
enum BlockParser {
  /// A heading that is a direct child of the document.
  struct FoundHeading {
    let level: Int
    /// The plain text of its inlines, trimmed.
    let title: String
    /// Lines counted from 0. Of a setext heading `last` is its underline or the line after: cmark
    /// is of two minds.
    let first: Int
    let last: Int
  }

  /// Headings that cannot be read in bounded time.
  struct Refusal: Error {
    /// From 0.
    let line: Int
    let reason: ProseError.Reason
  }

  /// The most bytes in a heading, its marks left out.
  static let longestHeading = 2000

  /// cmark-gfm keeps its extensions, and the characters that they claim while a text is parsed,
  /// in global variables: two parsers at once would read each other's (inlines.c,
  /// `cmark_inlines_add_special_character`), and a title would depend on the weather.
  static let gate = Mutex(())

  /// The headings of a text, in order.
  ///
  /// Tables and task boxes are read because they decide what the line below can begin (a raw HTML
  /// block cannot interrupt a paragraph, and would hide the headings in it), strikethrough because
  /// titles may hold it. Bare addresses change no block and have a record of quadratic time.
  ///
  /// Inlines are read in headings only. In paragraphs some of them cost cmark time that grows with
  /// the square of the text (`![[]()`, `<?`), and nothing here asks for them: so between the two
  /// halves of its work, blocks and inlines, every other text is taken away.
  ///
  /// A heading's brackets may each stand for a copy of a link's definition: `mostBrackets` bounds
  /// them over all headings.
  static func headings(
    of body: ArraySlice<UInt8>, mostBrackets: Int
  ) throws(Refusal) -> [FoundHeading] {
    try gate.withLock { _ throws(Refusal) in
      cmark_gfm_core_extensions_ensure_registered()
      let root = RootFinder()
      defer { root.free() }
      guard let parser = cmark_parser_new(CMARK_OPT_VALIDATE_UTF8) else { return [] }
      defer { cmark_parser_free(parser) }
      cmark_parser_attach_syntax_extension(parser, root.syntaxExtension)
      for name in ["table", "strikethrough", "tasklist"] {
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
      }
      body.withUnsafeBytes { buffer in
        if let start = buffer.baseAddress {
          cmark_parser_feed(parser, start.assumingMemoryBound(to: CChar.self), buffer.count)
        }
      }
      // A blank line closes the last paragraph, which then has given up its link definitions.
      cmark_parser_feed(parser, "\n\n", 2)
      let refusal = keepHeadings(below: root.found, mostBrackets: mostBrackets)
      guard let document = cmark_parser_finish(parser) else { return [] }
      defer { cmark_node_free(document) }
      if let refusal { throw refusal }
      return headings(in: document)
    }
  }

  /// Empties every block but the headings of the document itself. Returns what is too much in these,
  /// first come; they are emptied from there on.
  private static func keepHeadings(below root: OpaquePointer?, mostBrackets: Int) -> Refusal? {
    guard let root, let walk = cmark_iter_new(root) else { return nil }
    defer { cmark_iter_free(walk) }
    var refusal: Refusal?
    var brackets = 0
    while true {
      let event = cmark_iter_next(walk)
      guard event != CMARK_EVENT_DONE else { return refusal }
      guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(walk) else { continue }
      switch cmark_node_get_type(node) {
      case CMARK_NODE_DOCUMENT, CMARK_NODE_BLOCK_QUOTE, CMARK_NODE_LIST, CMARK_NODE_ITEM,
        CMARK_NODE_CODE_BLOCK, CMARK_NODE_HTML_BLOCK, CMARK_NODE_THEMATIC_BREAK:
        continue
      case CMARK_NODE_HEADING where cmark_node_parent(node) == root && refusal == nil:
        var length = 0
        if let text = cmark_node_get_string_content(node) {
          while text[length] != 0, length <= longestHeading {
            brackets += text[length] == CChar(bitPattern: UInt8(ascii: "[")) ? 1 : 0
            length += 1
          }
        }
        let line = Int(cmark_node_get_start_line(node)) - 1
        if length > longestHeading {
          refusal = Refusal(line: line, reason: .headingTooLong(limit: longestHeading))
        } else if brackets > mostBrackets {
          refusal = Refusal(line: line, reason: .tooIntricate)
        } else {
          continue
        }
      default: break
      }
      cmark_node_set_string_content(node, "")
    }
  }

  private static func headings(in document: OpaquePointer) -> [FoundHeading] {
    var headings: [FoundHeading] = []
    var next = cmark_node_first_child(document)
    while let node = next {
      if cmark_node_get_type(node) == CMARK_NODE_HEADING {
        headings.append(
          FoundHeading(
            level: Int(cmark_node_get_heading_level(node)), title: plainText(of: node),
            first: Int(cmark_node_get_start_line(node)) - 1,
            last: Int(cmark_node_get_end_line(node)) - 1))
      }
      next = cmark_node_next(node)
    }
    return headings
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
      switch cmark_node_get_type(node) {
      case CMARK_NODE_TEXT, CMARK_NODE_CODE:
        var literal = cmark_node_get_literal(node)
        while let byte = literal?.pointee, byte != 0 {
          text.append(UInt8(bitPattern: byte))
          literal = literal?.successor()
        }
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK:
        text.append(Byte.space)
      default: continue
      }
    }
    return String(decoding: text, as: UTF8.self).trimmed
  }
}

/// Gets at the tree while it is being built. cmark hands it out only when all work is done, but
/// shows each line that could begin a paragraph to every extension, with the block around it.
struct RootFinder {
  let syntaxExtension: OpaquePointer?
  private let place = UnsafeMutablePointer<OpaquePointer?>.allocate(capacity: 1)

  init() {
    place.initialize(to: nil)
    syntaxExtension = cmark_syntax_extension_new("charter")
    cmark_syntax_extension_set_private(syntaxExtension, place, nil)
    cmark_syntax_extension_set_open_block_func(syntaxExtension) { me, _, _, block, _, _ in
      let place = cmark_syntax_extension_get_private(me)?
        .assumingMemoryBound(to: OpaquePointer?.self)
      guard let place, place.pointee == nil else { return nil }
      var root = block
      while let parent = cmark_node_parent(root) { root = parent }
      place.pointee = root
      return nil
    }
  }

  /// Nil where no line could begin a paragraph: then there is none.
  var found: OpaquePointer? { place.pointee }

  func free() {
    cmark_syntax_extension_free(cmark_get_default_mem_allocator(), syntaxExtension)
    place.deallocate()
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
