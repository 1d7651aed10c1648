package import Foundation

/// A folder of its own for one test, gone with its last reference.
///
/// `CHARTER_KEEP=1` leaves it there to be looked at.
package final class TemporaryFolder: Sendable {
  /// Absolute, symbolic links resolved, without a slash at its end.
  package let path: String

  package var url: URL { URL(fileURLWithPath: path, isDirectory: true) }

  package init(_ name: String = "charter-test") throws {
    let parent = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    let url = parent.appendingPathComponent("\(name)-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit {
    guard ProcessInfo.processInfo.environment["CHARTER_KEEP"] != "1" else {
      FileHandle.standardError.write(Data("kept \(path)\n".utf8))
      return
    }
    // A folder that cannot be removed fails no test.
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of something in the folder.
  package func path(_ name: String) -> String { path + "/" + name }

  @discardableResult
  package func makeFolder(_ name: String) throws -> String {
    try FileManager.default.createDirectory(
      atPath: path(name), withIntermediateDirectories: true)
    return path(name)
  }

  /// Writes a file, and the folders to it.
  @discardableResult
  package func write(
    _ bytes: [UInt8], to name: String, executable: Bool = false
  ) throws -> String {
    try Files.write(bytes, to: path(name), executable: executable)
    return path(name)
  }

  @discardableResult
  package func write(
    _ text: String, to name: String, executable: Bool = false
  ) throws -> String {
    try write(Array(text.utf8), to: name, executable: executable)
  }

  package func read(_ name: String) throws -> [UInt8] { try Files.read(path(name)) }

  package func readText(_ name: String) throws -> String {
    String(decoding: try read(name), as: UTF8.self)
  }
}

/// Files by absolute path.
package enum Files {
  package static func write(
    _ bytes: [UInt8], to path: String, executable: Bool = false
  ) throws {
    let url = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    if executable {
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: path)
    }
  }

  package static func read(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  package static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  package static func remove(_ path: String) throws {
    try FileManager.default.removeItem(atPath: path)
  }

  /// The names in a folder, sorted.
  package static func names(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }
}
