/// Joins three versions of a list in the front matter, entry by entry: the order is no words.
struct ListFieldMerge {
  /// Nil where a version is no list, or an entry was changed by both.
  private(set) var bytes: [UInt8]?

  /// - Parameter base: nil where both added the field.
  init(base: [UInt8]?, ours: [UInt8], theirs: [UInt8]) {
    guard let mine = ListField(ours), let other = ListField(theirs) else { return }
    var before: ListField?
    if let base {
      guard let list = ListField(base) else { return }
      before = list
    }
    // Comments above the field and behind it are merged by nobody.
    guard mine.head == other.head || mine.head == before?.head || other.head == before?.head else {
      return
    }
    func entries(_ list: ListField?) -> [String: [UInt8]] {
      Dictionary(
        (list?.entries ?? []).map { ($0.key, $0.text) }, uniquingKeysWith: { first, _ in first })
    }
    let (old, left, right) = (entries(before), entries(mine), entries(other))
    let row = FrontMatterMerge.row(
      before?.entries.map(\.key) ?? [], mine.entries.map(\.key), other.entries.map(\.key))
    var joined: [ListField.Entry] = []
    for key in row {
      let (base, ours, theirs) = (old[key], left[key], right[key])
      let text: [UInt8]?
      if ours == theirs || theirs == base {
        text = ours
      } else if ours == base {
        text = theirs
      } else if let base, let ours, let theirs, let map = Self.map(base, ours, theirs) {
        text = map
      } else {
        return
      }
      if let text { joined.append(ListField.Entry(key: key, text: text)) }
    }
    let isRestyled = mine.style == before?.style && mine.head == before?.head
    bytes = (isRestyled ? other : mine).written(joined)
  }

  /// A map's further lines, each a field of its own.
  private static func map(_ base: [UInt8], _ ours: [UInt8], _ theirs: [UInt8]) -> [UInt8]? {
    func fields(_ text: [UInt8]) -> (names: [String], lines: [String: [UInt8]])? {
      var (names, lines): ([String], [String: [UInt8]]) = ([], [:])
      var indent: Int?
      for line in text.split(separator: Byte.lineFeed, omittingEmptySubsequences: false) {
        guard let colon = line.firstIndex(of: Byte.colon) else { return nil }
        if names.isEmpty == false {
          let blanks = line.prefix(while: \.isBlank).count
          guard indent == nil || blanks == indent else { return nil }
          indent = blanks
        }
        let name = String(decoding: line[..<colon].drop(while: \.isBlank), as: UTF8.self)
        guard !name.contains("\""), !name.contains("{"), lines[name] == nil else { return nil }
        names.append(name)
        lines[name] = Array(line)
      }
      return (names, lines)
    }
    guard let base = fields(base), let mine = fields(ours), let other = fields(theirs) else {
      return nil
    }
    var joined: [[UInt8]] = []
    for name in FrontMatterMerge.row(base.names, mine.names, other.names) {
      let (before, ours, theirs) = (base.lines[name], mine.lines[name], other.lines[name])
      if ours == theirs || theirs == before {
        if let ours { joined.append(ours) }
      } else if ours == before {
        if let theirs { joined.append(theirs) }
      } else {
        return nil
      }
    }
    return Array(joined.joined(separator: [Byte.lineFeed]))
  }
}
