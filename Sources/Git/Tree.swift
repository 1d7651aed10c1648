/// One line of a tree: a name, what it is, and the object it names.
package struct TreeEntry: Hashable, Sendable {
  /// Without a slash or NUL; not necessarily UTF-8.
  package let name: [UInt8]
  /// As stored: 0o100644, 0o100755, 0o120000, 0o160000, 0o040000, or what an old git left.
  package let mode: UInt32
  package let id: ObjectID

  package init(name: [UInt8], mode: UInt32, id: ObjectID) {
    self.name = name
    self.mode = mode
    self.id = id
  }

  /// The name for display: bytes that are not UTF-8 become U+FFFD.
  package var nameText: String { String(decoding: name, as: UTF8.self) }

  /// Whether it is a folder, by the mode's type bits as git reads them.
  package var isTree: Bool { mode & 0o170000 == 0o040000 }

  /// Whether it comes before another in the order of a tree.
  package func stands(before other: TreeEntry) -> Bool {
    TreeEntry.precedes(name, isTree: isTree, other.name, isTree: other.isTree)
  }

  /// The order that git gives names in a tree: a folder sorts as if it ended with a slash.
  ///
  /// fsck's `treeNotSorted`; base_name_compare() in git's read-cache.c.
  static func precedes(
    _ left: some Collection<UInt8>, isTree leftIsTree: Bool,
    _ right: some Collection<UInt8>, isTree rightIsTree: Bool
  ) -> Bool {
    var (first, second) = (left.makeIterator(), right.makeIterator())
    while true {
      let (a, b) = (first.next(), second.next())
      if let a, let b {
        if a != b { return a < b }
        continue
      }
      // Past its end a folder still holds its slash, anything else nothing.
      let x = a ?? (leftIsTree ? UInt8(ascii: "/") : 0)
      let y = b ?? (rightIsTree ? UInt8(ascii: "/") : 0)
      return x < y
    }
  }
}

/// A folder: its entries in git's order, no name twice.
package struct Tree: Hashable, Sendable {
  package let entries: [TreeEntry]

  init(sorted entries: [TreeEntry]) { self.entries = entries }

  /// The entry of exactly that name, bytes compared.
  package func entry(named name: some StringProtocol) -> TreeEntry? {
    entry(named: Array(name.utf8))
  }

  package func entry(named name: [UInt8]) -> TreeEntry? {
    // The order depends on what the entry is, so there are two places to look.
    search(name, isTree: false) ?? search(name, isTree: true)
  }

  private func search(_ name: [UInt8], isTree: Bool) -> TreeEntry? {
    Tree.search(entries, name, isTree: isTree)
  }

  private static func search(_ entries: [TreeEntry], _ name: [UInt8], isTree: Bool) -> TreeEntry? {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      let entry = entries[middle]
      if TreeEntry.precedes(entry.name, isTree: entry.isTree, name, isTree: isTree) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low < entries.count, entries[low].name == name, entries[low].isTree == isTree else {
      return nil
    }
    return entries[low]
  }
}

extension Tree {
  /// Reads a tree's bytes.
  ///
  /// Refuses, with the offset, what git fsck calls an error, and names that are no names:
  /// a cut entry, a mode that is not octal, an empty name or one with a slash, a wrong order, a
  /// name twice (as a file and as a folder too). A mode with leading zeros is read, as git does.
  package init(parsing bytes: [UInt8]) throws(GitError) {
    var entries: [TreeEntry] = []
    var offset = 0
    entries.reserveCapacity(bytes.count / 40)
    while offset < bytes.count {
      let start = offset
      func malformed(_ message: String) -> GitError {
        .malformed("parse tree", "\(message) at byte \(start)")
      }
      var mode: UInt32 = 0
      while offset < bytes.count, bytes[offset] != UInt8(ascii: " ") {
        let digit = bytes[offset] &- UInt8(ascii: "0")
        guard digit < 8, offset - start < 7 else { throw malformed("bad mode") }
        mode = mode << 3 | UInt32(digit)
        offset += 1
      }
      guard offset > start, offset < bytes.count, mode <= 0o177777 else {
        throw malformed("bad mode")
      }
      offset += 1
      guard let end = bytes[offset...].firstIndex(of: 0) else {
        throw malformed("name without an end")
      }
      let name = Array(bytes[offset..<end])
      guard !name.isEmpty else { throw malformed("empty name") }
      guard !name.contains(UInt8(ascii: "/")) else { throw malformed("name with a slash") }
      offset = end + 1
      guard bytes.count - offset >= ObjectID.byteCount,
        let id = ObjectID(bytes: bytes[offset..<offset + ObjectID.byteCount])
      else { throw malformed("cut object id") }
      offset += ObjectID.byteCount
      let entry = TreeEntry(name: name, mode: mode, id: id)
      if let last = entries.last {
        guard last.name != name else { throw malformed("name twice") }
        guard TreeEntry.precedes(last.name, isTree: last.isTree, name, isTree: entry.isTree)
        else { throw malformed("names out of order") }
        // A file sorts before a folder of the same name, with others in between.
        guard !entry.isTree || Tree.search(entries, name, isTree: false) == nil else {
          throw malformed("name twice")
        }
      }
      entries.append(entry)
    }
    self.init(sorted: entries)
  }

  /// Sorts as git does.
  ///
  /// Refuses what no tree may hold: `.`, `..`, any writing of `.git`, an empty name, a slash or
  /// NUL, a name twice, an unknown mode.
  package init(_ entries: [TreeEntry]) throws(GitError) {
    var names: Set<[UInt8]> = []
    for entry in entries {
      func refused(_ message: String) -> GitError {
        .invalidName("make tree", "\(String(reflecting: entry.nameText)) \(message)")
      }
      guard !entry.name.isEmpty else { throw refused("is empty") }
      guard !entry.name.contains(where: { $0 == 0 || $0 == UInt8(ascii: "/") }) else {
        throw refused("holds a slash or NUL")
      }
      let folded = entry.nameText.lowercased()
      guard ![".", "..", ".git"].contains(folded) else { throw refused("is no name for a file") }
      guard [0o100644, 0o100755, 0o120000, 0o160000, 0o040000].contains(entry.mode) else {
        throw refused("has mode \(String(entry.mode, radix: 8))")
      }
      guard !entry.id.isZero else { throw refused("names no object") }
      guard names.insert(entry.name).inserted else { throw refused("is there twice") }
    }
    self.init(
      sorted: entries.sorted {
        TreeEntry.precedes($0.name, isTree: $0.isTree, $1.name, isTree: $1.isTree)
      })
  }

  /// The tree as git stores it.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for entry in entries {
      bytes += String(entry.mode, radix: 8).utf8
      bytes.append(UInt8(ascii: " "))
      bytes += entry.name
      bytes.append(0)
      bytes += entry.id.bytes
    }
    return bytes
  }
}
