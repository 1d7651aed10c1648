import Charters
import Git
import History
import Prose

/// Blame line by line in git's own form (git-blame(1), THE PORCELAIN FORMAT), for editors.
///
/// A line has the newest wording of the sentences on it; a blank line that of the line before.
struct BlamePorcelain {
  private(set) var bytes: [UInt8] = []
  private let view: BlameView
  private var described: Set<Int> = []

  private struct Line {
    let version: Int
    let original: Int
  }

  init(_ view: BlameView) throws {
    self.view = view
    let source = view.blame.text.bytes.split(
      separator: 10, maxSplits: .max, omittingEmptySubsequences: false)
    let count = source.last?.isEmpty == true ? source.count - 1 : source.count
    let lines = Self.lines(view, count)
    var index = 0
    while index < count {
      guard let line = lines[index] else {
        index += 1
        continue
      }
      var end = index + 1
      while end < count, let next = lines[end], next.version == line.version,
        next.original == line.original + end - index
      { end += 1 }
      for place in index..<end {
        let group = place == index ? " \(end - index)" : ""
        let commit = view.blame.versions[line.version].commit.hex
        add("\(commit) \(line.original + place - index) \(place + 1)\(group)")
        if place == index { try describe(line.version) }
        bytes.append(UInt8(ascii: "\t"))
        bytes += source[place]
        bytes.append(10)
      }
      index = end
    }
  }

  /// For each line, from 0, where it is from; nil for one outside the section asked for.
  private static func lines(_ view: BlameView, _ count: Int) -> [Line?] {
    var lines: [Line?] = Array(repeating: nil, count: count)
    for sentence in view.sentences {
      for number in sentence.lines where number <= count {
        let own = Line(
          version: sentence.wordedBy,
          original: sentence.originalLine + number - sentence.lines.lowerBound)
        if let known = lines[number - 1], known.version >= own.version { continue }
        lines[number - 1] = own
      }
    }
    guard let first = lines.firstIndex(where: { $0 != nil }),
      let last = lines.lastIndex(where: { $0 != nil }), let top = lines[first]
    else { return lines }
    let isWhole = view.sentences.count == view.blame.sentences.count
    // Blank lines above the first word.
    for index in 0..<first where isWhole {
      lines[index] = Line(version: top.version, original: max(1, top.original - first + index))
    }
    for index in (first + 1)..<max(first + 1, isWhole ? count : last) where lines[index] == nil {
      if let before = lines[index - 1] {
        lines[index] = Line(version: before.version, original: before.original + 1)
      }
    }
    return lines
  }

  private mutating func describe(_ number: Int) throws {
    guard described.insert(number).inserted else { return }
    let version = view.blame.versions[number]
    let repository = view.place.repository
    let (commit, raw) = try repository.rawCommit(version.commit)
    let people = CommitPeople(parsing: raw)
    for (role, person) in [("author", people.author), ("committer", people.committer)] {
      let zone = person.headerText.split(separator: " ").last ?? "+0000"
      add("\(role) \(person.name)")
      add("\(role)-mail <\(person.email)>")
      add("\(role)-time \(person.seconds)")
      add("\(role)-tz \(zone)")
    }
    add("summary \(commit.subject)")
    if let parent = commit.parents.first, let path = version.pathBefore {
      add("previous \(parent.hex) \(path)")
    } else if commit.parents.isEmpty {
      add("boundary")
    }
    add("filename \(version.path)")
  }

  private mutating func add(_ line: String) {
    bytes += line.utf8.map { $0 == 10 ? 32 : $0 }
    bytes.append(10)
  }
}
