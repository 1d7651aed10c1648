import Foundation
import Testing

@testable import Charters
@testable import Policies

/// A case written in plain text, so that people who do not program can read and add some.
///
/// `key: value` lines; a block is a key alone, with its lines indented below it.  Cases begin with
/// `case:`; lines that begin with `#` are remarks.  Days are counted from 1 Nov 2026.
struct WrittenCase: CustomTestStringConvertible, Sendable {
  let file: String
  let line: Int
  let name: String
  /// In the order of the file, repeated keys too.
  private(set) var entries: [Entry] = []

  struct Entry: Sendable {
    let key: String
    let value: String
    var block: [String] = []
    let line: Int
  }

  var testDescription: String { "\(file):\(line) \(name)" }

  subscript(key: String) -> String? { entries.first { $0.key == key }?.value }

  func all(_ key: String) -> [Entry] { entries.filter { $0.key == key } }

  /// The lines of a block, or the value beside the key.
  func lines(_ key: String) -> [String] {
    all(key).flatMap { entry in (entry.value.isEmpty ? [] : [entry.value]) + entry.block }
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Cases")

  /// Every case of the files whose names begin so.
  static func all(_ prefix: String) -> [WrittenCase] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.sorted().filter { $0.hasPrefix(prefix) && $0.hasSuffix(".txt") }.flatMap {
      read($0)
    }
  }

  private static func read(_ file: String) -> [WrittenCase] {
    let path = folder.appendingPathComponent(file)
    guard let text = try? String(contentsOf: path, encoding: .utf8) else { return [] }
    var cases: [WrittenCase] = []
    for (index, line) in text.components(separatedBy: "\n").enumerated() {
      if line.hasPrefix("#") || (line.isEmpty && cases.last?.entries.last?.block.isEmpty ?? true) {
        continue
      }
      if line.hasPrefix("  ") || line.isEmpty {
        cases[cases.count - 1].append(line)
        continue
      }
      let (key, value) = line.divided(at: ":")
      if key == "case" {
        cases.append(WrittenCase(file: file, line: index + 1, name: value))
      } else {
        cases[cases.count - 1].entries.append(Entry(key: key, value: value, line: index + 1))
      }
    }
    return cases.map(\.withoutBlankEnds)
  }

  private var withoutBlankEnds: WrittenCase {
    var copy = self
    for index in copy.entries.indices {
      while copy.entries[index].block.last?.isEmpty == true {
        copy.entries[index].block.removeLast()
      }
    }
    return copy
  }

  private mutating func append(_ line: String) {
    entries[entries.count - 1].block.append(String(line.dropFirst(2)))
  }

  private init(file: String, line: Int, name: String) {
    self.file = file
    self.line = line
    self.name = name
  }
}

extension String {
  /// Both sides of the first separator, trimmed; the second is empty where there is none.
  func divided(at separator: String) -> (String, String) {
    guard let range = range(of: separator) else { return (trimmed, "") }
    return (String(self[..<range.lowerBound]).trimmed, String(self[range.upperBound...]).trimmed)
  }

  /// Both sides of the last separator, trimmed.
  func divided(atLast separator: String) -> (String, String) {
    guard let range = range(of: separator, options: .backwards) else { return (trimmed, "") }
    return (String(self[..<range.lowerBound]).trimmed, String(self[range.upperBound...]).trimmed)
  }

  var trimmed: String { trimmingCharacters(in: .whitespaces) }

  var words: [String] { split { $0 == " " || $0 == "," }.map(String.init) }
}
