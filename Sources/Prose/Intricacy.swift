/// Bounds on what cmark is given, so that no text of a megabyte keeps a hook busy.
enum Intricacy {
  static func check(_ lines: SourceLines, from first: Int) throws(ProseError) {
  }
}
