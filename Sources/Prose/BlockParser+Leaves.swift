import Ccmark
import Synchronization

extension BlockParser {
  /// A block that holds text and no other block.
  struct Leaf {
    enum Kind: Hashable {
      case heading(level: Int)
      case paragraph, code, html, rule, table
    }

    /// A list item or a quote around a leaf.
    struct Container: Hashable {
      enum Kind: Hashable {
        case quote, bullet
        case number(start: Int)
      }

      let kind: Kind
      /// From 0, of the item's or quote's first line.
      let line: Int
    }

    let kind: Kind
    /// Lines counted from 0; cmark is not exact about the end.
    let first: Int
    let last: Int
    let containers: [Container]
  }

  /// The leaves of a text in order. No inline is read, so time grows with the text alone, bounded
  /// as ``Intricacy`` bounds it.
  static func leaves(of body: ArraySlice<UInt8>) -> [Leaf] {
    gate.withLock { _ in
      cmark_gfm_core_extensions_ensure_registered()
      let root = RootFinder()
      defer { root.free() }
      guard let parser = cmark_parser_new(CMARK_OPT_VALIDATE_UTF8) else { return [] }
      defer { cmark_parser_free(parser) }
      cmark_parser_attach_syntax_extension(parser, root.syntaxExtension)
      for name in ["table", "tasklist"] {
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
      }
      body.withUnsafeBytes { buffer in
        if let start = buffer.baseAddress {
          cmark_parser_feed(parser, start.assumingMemoryBound(to: CChar.self), buffer.count)
        }
      }
      cmark_parser_feed(parser, "\n\n", 2)
      if let found = root.found { dropInlines(below: found) }
      guard let document = cmark_parser_finish(parser) else { return [] }
      defer { cmark_node_free(document) }
      return leaves(in: document)
    }
  }

  private static func dropInlines(below root: OpaquePointer) {
    guard let walk = cmark_iter_new(root) else { return }
    defer { cmark_iter_free(walk) }
    while true {
      let event = cmark_iter_next(walk)
      guard event != CMARK_EVENT_DONE else { return }
      guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(walk) else { continue }
      switch cmark_node_get_type(node) {
      case CMARK_NODE_DOCUMENT, CMARK_NODE_BLOCK_QUOTE, CMARK_NODE_LIST, CMARK_NODE_ITEM,
        CMARK_NODE_CODE_BLOCK, CMARK_NODE_HTML_BLOCK, CMARK_NODE_THEMATIC_BREAK:
        continue
      default: cmark_node_set_string_content(node, "")
      }
    }
  }

  private static func leaves(in document: OpaquePointer) -> [Leaf] {
    var leaves: [Leaf] = []
    var containers: [Leaf.Container] = []
    var numbers: [Int] = []
    guard let walk = cmark_iter_new(document) else { return [] }
    defer { cmark_iter_free(walk) }
    while true {
      let event = cmark_iter_next(walk)
      guard event != CMARK_EVENT_DONE else { return leaves }
      guard let node = cmark_iter_get_node(walk) else { continue }
      let isEntering = event == CMARK_EVENT_ENTER
      let line = Int(cmark_node_get_start_line(node)) - 1
      let type = cmark_node_get_type(node)
      switch type {
      case CMARK_NODE_DOCUMENT: continue
      case CMARK_NODE_LIST:
        if isEntering {
          let isNumbered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
          numbers.append(isNumbered ? Int(cmark_node_get_list_start(node)) : -1)
        } else {
          numbers.removeLast()
        }
        continue
      case CMARK_NODE_BLOCK_QUOTE, CMARK_NODE_ITEM:
        if !isEntering {
          containers.removeLast()
        } else if type == CMARK_NODE_BLOCK_QUOTE {
          containers.append(Leaf.Container(kind: .quote, line: line))
        } else {
          let start = numbers.last ?? -1
          containers.append(
            Leaf.Container(kind: start < 0 ? .bullet : .number(start: start), line: line))
        }
        continue
      default: break
      }
      guard isEntering else { continue }
      let kind: Leaf.Kind
      switch type {
      case CMARK_NODE_HEADING:
        kind = .heading(level: Int(cmark_node_get_heading_level(node)))
      case CMARK_NODE_CODE_BLOCK: kind = .code
      case CMARK_NODE_HTML_BLOCK: kind = .html
      case CMARK_NODE_THEMATIC_BREAK: kind = .rule
      case CMARK_NODE_PARAGRAPH: kind = .paragraph
      default:
        // Task items are items with another type; rows and cells stand below a table.
        let name = String(cString: cmark_node_get_type_string(node))
        guard name == "table" else { continue }
        kind = .table
      }
      leaves.append(
        Leaf(
          kind: kind, first: line, last: max(line, Int(cmark_node_get_end_line(node)) - 1),
          containers: containers))
    }
  }
}
