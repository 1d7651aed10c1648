/// Whom a commit names as its author and committer. Anybody can write any name there: it proves
/// nothing.
package struct CommitPeople: Hashable, Sendable {
  package let author: Signature
  package let committer: Signature

  /// Reads the header of a commit leniently, as git shows it; a line that is missing or unreadable
  /// gives an empty name and the year 1970.
  package init(parsing bytes: [UInt8]) {
    var lines: [String: Signature] = [:]
    var rest = bytes[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")), end > rest.startIndex {
      let line = rest[..<end]
      for key in ["author", "committer"]
      where lines[key] == nil && line.starts(with: "\(key) ".utf8) {
        lines[key] = Self.signature(line.dropFirst(key.utf8.count + 1))
      }
      rest = rest[(end + 1)...]
    }
    let nobody = Signature(name: "", email: "", seconds: 0, offsetMinutes: 0)
    author = lines["author"] ?? nobody
    committer = lines["committer"] ?? nobody
  }

  /// `Ana <ana@example.org> 1790000000 +0200`
  private static func signature(_ line: ArraySlice<UInt8>) -> Signature {
    let close = line.lastIndex(of: UInt8(ascii: ">")) ?? line.endIndex
    let open = line[..<close].lastIndex(of: UInt8(ascii: "<")) ?? close
    func text(_ bytes: ArraySlice<UInt8>) -> String {
      let text = String(decoding: bytes, as: UTF8.self)
      return String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    let times = close < line.endIndex ? line[(close + 1)...].split(separator: 32) : []
    let zone = times.count > 1 ? Int(String(decoding: times[1], as: UTF8.self)) ?? 0 : 0
    return Signature(
      name: text(line[..<open]), email: open < close ? text(line[(open + 1)..<close]) : "",
      seconds: times.first.flatMap { Int64(String(decoding: $0, as: UTF8.self)) } ?? 0,
      offsetMinutes: abs(zone) < 10_000 ? zone / 100 * 60 + zone % 100 : 0)
  }
}

extension Repository {
  package func people(of commit: ObjectID) throws(GitError) -> CommitPeople {
    CommitPeople(parsing: try rawCommit(commit).bytes)
  }
}
