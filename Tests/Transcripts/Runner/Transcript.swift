import TestSupport
import Testing

/// A page of the manual that is also a test: Markdown whose console blocks are run as they stand.
///
/// What a page may hold is told in `Tests/Transcripts/README.md`.
struct Transcript: Sendable, CustomTestStringConvertible {
  /// Its file's name.
  let name: String
  let path: String
  let acts: [Act]

  /// One thing that happens, in the order of the page.
  enum Act: Sendable {
    /// `<!-- people: ana ben -->`: members with a home and a key.
    case people([String])
    /// `<!-- team: hybrid ana ben -->`: a founded repository, a server with hooks, clones for all.
    case team(preset: String, [String])
    /// `<!-- later: 3 days -->`, in seconds.
    case later(Int64)
    /// A fenced block whose information names a file: it is written, to a member's folder.
    case file(member: String?, path: String, text: String)
    case command(Command)
  }

  /// A line for the shell and what it must print.
  struct Command: Sendable {
    /// Nil is whoever acted last.
    let member: String?
    let line: String
    let expected: [String]
    let status: Int32
    /// It stands in a comment: only its status is looked at.
    let isHidden: Bool
    /// The lines of the page that ``expected`` was read from, from 0.
    let place: Range<Int>
  }

  /// Why a page cannot be read.
  struct Misread: Error, CustomStringConvertible {
    let description: String
  }

  var testDescription: String { name }

  init(at path: String) throws {
    self.path = path
    name = String(path.split(separator: "/").last ?? "")
    let text = String(decoding: try Files.read(path), as: UTF8.self)
    var reader = TranscriptReader(name: name, text: text)
    acts = try reader.read()
  }
}

/// Reads a page line by line.
private struct TranscriptReader {
  let name: String
  let lines: [Substring]
  private var index = 0
  private var acts: [Transcript.Act] = []

  init(name: String, text: String) {
    self.name = name
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  mutating func read() throws -> [Transcript.Act] {
    while index < lines.count {
      let line = lines[index]
      if line.hasPrefix("```") {
        try block()
      } else if line.hasPrefix("<!--") {
        try comment()
      } else {
        index += 1
      }
    }
    return acts
  }

  private func misread(_ what: String) -> Transcript.Misread {
    Transcript.Misread(description: "\(name):\(index + 1): \(what)")
  }

  private mutating func block() throws {
    let fence = lines[index].prefix { $0 == "`" }
    let words = lines[index].dropFirst(fence.count).split(separator: " ")
    let start = index + 1
    guard let end = lines[start...].firstIndex(where: { $0 == fence }) else {
      throw misread("this block has no end")
    }
    if words.first == "console" {
      try commands(start..<end, isHidden: false)
    } else if words.count == 2 {
      let parts = words[1].split(separator: ":", maxSplits: 1).map(String.init)
      acts.append(
        .file(
          member: parts.count == 2 ? parts[0] : nil, path: parts[parts.count - 1],
          text: lines[start..<end].map { $0 + "\n" }.joined()))
    }
    index = end + 1
  }

  private mutating func comment() throws {
    let start = index
    guard let end = lines[start...].firstIndex(where: { $0.hasSuffix("-->") }) else {
      throw misread("this comment has no end")
    }
    if start < end {
      if lines[start] == "<!-- run" { try commands(start + 1..<end, isHidden: true) }
      index = end + 1
      return
    }
    let words = lines[start].dropFirst(4).dropLast(3).split(separator: " ").map(String.init)
    switch words.first {
    case "people:": acts.append(.people(Array(words.dropFirst())))
    case "team:":
      guard words.count > 2 else { throw misread("a team has a preset and members") }
      acts.append(.team(preset: words[1], Array(words.dropFirst(2))))
    case "later:":
      let units: [String: Int64] = [
        "minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800,
      ]
      guard words.count == 3, let count = Int64(words[1]),
        let unit = units[words[2].hasSuffix("s") ? String(words[2].dropLast()) : words[2]]
      else { throw misread("how much later? for example: 3 days") }
      acts.append(.later(count * unit))
    case let word? where word.hasSuffix(":") && word != "note:":
      throw misread("'\(word)' is none of people:, team:, later: and note:")
    default: break
    }
    index = end + 1
  }

  /// The commands between two lines, each with what stands below it.
  private mutating func commands(_ range: Range<Int>, isHidden: Bool) throws {
    var next = range.lowerBound
    while next < range.upperBound {
      index = next
      guard let (member, first) = Self.prompt(lines[next]) else {
        if lines[next].isEmpty {
          next += 1
          continue
        }
        throw misread("a console block begins with a prompt: $ or ana$")
      }
      var line = String(first)
      next += 1
      while next < range.upperBound, lines[next].hasPrefix("> ") || lines[next] == ">" {
        line += "\n" + lines[next].dropFirst(2)
        next += 1
      }
      let start = next
      while next < range.upperBound, Self.prompt(lines[next]) == nil { next += 1 }
      var end = next
      var status: Int32 = 0
      // What an exit status other than 0 is said by.
      if end > start, let said = Self.status(lines[end - 1]) {
        status = said
        end -= 1
      }
      acts.append(
        .command(
          .init(
            member: member, line: line, expected: lines[start..<end].map(String.init),
            status: status, isHidden: isHidden, place: start..<next)))
    }
  }

  /// `$ git log`, `ana$ charter inbox`
  private static func prompt(_ line: Substring) -> (member: String?, command: Substring)? {
    guard let sign = line.firstIndex(of: "$") else { return nil }
    let member = line[..<sign]
    guard member.allSatisfy({ ("a"..."z").contains($0) }), line[sign...].hasPrefix("$ ") else {
      return nil
    }
    return (member.isEmpty ? nil : String(member), line[sign...].dropFirst(2))
  }

  /// `[exit 8]`
  private static func status(_ line: Substring) -> Int32? {
    guard line.hasPrefix("[exit "), line.hasSuffix("]") else { return nil }
    return Int32(line.dropFirst(6).dropLast())
  }
}
