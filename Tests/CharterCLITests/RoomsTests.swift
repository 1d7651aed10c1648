import Foundation
import TestSupport
import Testing

/// What a room may import stands in CONTRIBUTING.md and, the same, in Package.swift.
@Suite struct RoomsTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// The rooms of the table, each with those that it may import; nil for all of them.
  private static func table() throws -> [String: Set<String>?] {
    let page = String(decoding: try Files.read(root + "/CONTRIBUTING.md"), as: UTF8.self)
    var rooms: [String: Set<String>?] = [:]
    for line in page.split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|")
      guard cells.count == 3 else { continue }
      let allowed = cells[2].contains("all of them") ? nil : Set(names(in: cells[2]))
      for room in names(in: cells[0]) { rooms[room] = .some(allowed) }
    }
    return rooms
  }

  private static func names(in cell: Substring) -> [String] {
    cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  /// The modules that the files of a folder import.
  private static func imports(of room: String) throws -> Set<String> {
    let folder = root + "/Sources/" + room
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    var found: Set<String> = []
    for file in files where file.hasSuffix(".swift") {
      let text = String(decoding: try Files.read(folder + "/" + file), as: UTF8.self)
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"), place <= 1, place + 1 < words.count
        else { continue }
        found.insert(String(words[place + 1]))
      }
    }
    return found
  }

  /// What Package.swift names as a target's dependencies.
  private static func dependencies(of room: String) throws -> Set<String> {
    let package = String(decoding: try Files.read(root + "/Package.swift"), as: UTF8.self)
    let start = try #require(package.range(of: "name: \"\(room)\""), "\(room) is no target")
    let rest = package[start.upperBound...]
    let end = rest.range(of: "Settings:")?.lowerBound ?? rest.endIndex
    let pieces = rest[..<end].split(separator: "\"", omittingEmptySubsequences: false)
    return Set(pieces.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) })
  }

  @Test func arrowsPointWhereTheTableSays() throws {
    let table = try Self.table()
    let sources = try FileManager.default.contentsOfDirectory(atPath: Self.root + "/Sources")
    #expect(Set(sources) == Set(table.keys), "every folder of Sources is a room of the table")
    let ours = Set(sources + ["CharterTemplates", "HookScripts"])
    for room in sources.sorted() {
      let imports = try Self.imports(of: room).intersection(ours)
      if let allowed = try #require(table[room]) {
        let extra = imports.subtracting(allowed).subtracting(["CharterTemplates", "HookScripts"])
        #expect(extra.isEmpty, "\(room) imports \(extra.sorted())")
        let idle = allowed.subtracting(imports)
        #expect(idle.isEmpty, "\(room) does not import \(idle.sorted())")
      }
      guard !imports.isEmpty else { continue }
      let missing = imports.subtracting(try Self.dependencies(of: room))
      #expect(missing.isEmpty, "Package.swift does not say that \(room) needs \(missing.sorted())")
    }
  }
}
