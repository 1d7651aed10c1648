import Git

/// Every file of a tree by its path; the bytes of a path are what counts, not its characters.
struct TreeListing: Hashable {
  struct File: Hashable {
    /// As git prints it: `100644`.
    let mode: String
    let id: ObjectID
  }

  private(set) var files: [[UInt8]: File] = [:]

  init() {}

  /// Reads what `git ls-tree -r -z --full-tree` prints.
  init(_ output: [UInt8]) throws {
    for line in output.split(separator: 0) {
      let parts = line.split(separator: 9, maxSplits: 1)
      let words = String(decoding: parts[0], as: UTF8.self).split(separator: " ")
      guard parts.count == 2, words.count == 3, let id = ObjectID(hex: words[2]) else {
        throw StoryError(description: "git ls-tree said \(words)")
      }
      files[Array(parts[1])] = File(mode: String(words[0]), id: id)
    }
  }

  /// Puts a file, or nothing, at a path; what stands in its way as a file or a folder goes.
  mutating func put(_ file: File?, at path: [UInt8]) {
    let below = path + [Self.slash]
    files = files.filter {
      !$0.key.starts(with: below) && (file == nil || !path.starts(with: $0.key + [Self.slash]))
    }
    files[path] = file
  }

  private static let slash = UInt8(ascii: "/")

  /// Gives the content of every tree object, folders before what holds them; the root is last.
  ///
  /// - Parameter store: stores one and gives its id.
  func write(_ store: ([UInt8]) throws -> ObjectID) throws -> ObjectID {
    try Self.write(files.map { (path: $0.key[...], file: $0.value) }, store)
  }

  private static func write(
    _ files: [(path: ArraySlice<UInt8>, file: File)], _ store: ([UInt8]) throws -> ObjectID
  ) throws -> ObjectID {
    var entries: [(key: [UInt8], mode: String, name: [UInt8], id: ObjectID)] = []
    var folders: [[UInt8]: [(path: ArraySlice<UInt8>, file: File)]] = [:]
    for (path, file) in files {
      let name = Array(path.prefix { $0 != slash })
      if name.count == path.count {
        entries.append((name, file.mode, name, file.id))
      } else {
        folders[name, default: []].append((path.dropFirst(name.count + 1), file))
      }
    }
    for (name, inner) in folders {
      // git orders a folder as if its name ended with a slash.
      entries.append((name + [slash], "40000", name, try write(inner, store)))
    }
    entries.sort { $0.key.lexicographicallyPrecedes($1.key) }
    return try store(
      entries.flatMap { Array("\($0.mode) ".utf8) + $0.name + [0] + $0.id.bytes })
  }
}
