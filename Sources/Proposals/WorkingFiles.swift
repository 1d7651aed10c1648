private import FoundationEssentials

/// Files of the working tree that an act writes; nothing that is there is ever overwritten.
package struct WorkingFiles {
  private let root: String

  /// - Parameter root: the working tree's root, without a slash at its end.
  package init(root: String) { self.root = root }

  package func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(root)/\(path)")
  }

  /// Writes files that are not there yet and gives the paths of those it wrote.
  ///
  /// Each appears whole or not at all, whatever ends the program meanwhile.
  package func write(_ files: [(path: String, bytes: [UInt8])]) throws -> [String] {
    // Not below the charters, where a left-over one would be taken for one of them.
    let draft = ".charter-new"
    remove([draft])
    var written: [String] = []
    for (path, bytes) in files where !exists(path) {
      let url = URL(filePath: "\(root)/\(path)")
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      do {
        try Data(bytes).write(to: URL(filePath: "\(root)/\(draft)"))
        try FileManager.default.moveItem(atPath: "\(root)/\(draft)", toPath: "\(root)/\(path)")
      } catch {
        remove([draft])
        throw error
      }
      written.append(path)
    }
    return written
  }

  /// Whether every file is there with exactly these bytes.
  package func hold(_ files: [(path: String, bytes: [UInt8])]) throws -> Bool {
    try files.allSatisfy { path, bytes in
      try exists(path) && Self.read("\(root)/\(path)") == bytes
    }
  }

  /// Takes back files that were written a moment ago.
  package func remove(_ paths: [String]) {
    for path in paths {
      // What cannot be removed is only a new file too many, which git shows.
      try? FileManager.default.removeItem(atPath: "\(root)/\(path)")
    }
  }

  /// Whether there is a file at a path.
  package static func isFile(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  /// Makes a folder of ours, with those above it, where it is not there.
  package static func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// Writes a file of ours, whatever was there.
  package static func replace(_ path: String, with bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(filePath: path))
  }

  /// The bytes of any file.
  package static func read(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path)))
  }
}
