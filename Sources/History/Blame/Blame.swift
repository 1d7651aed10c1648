package import Git
package import Prose

/// Who gave each sentence of a file its words and its place: by the redline, not by lines.
///
/// It follows first parents from a commit back to the file's beginning, so that what a merge
/// brought is the merge's own: on a protected branch, a step's.
package struct Blame: Sendable {
  /// Oldest first.
  package let versions: [FileVersion]
  package let text: ProseText
  package let sentences: [BlamedSentence]
  /// Oldest last.
  package let notices: [HistoryNotice]

  /// Nil where there is no file at that path in that commit.
  ///
  /// - Throws: `BlameError` where it is no text.
  package init?(of path: String, at commit: ObjectID, in repository: Repository) throws {
    var store = CarryStore(repository)
    var walk = FileWalk(repository, store)
    guard let blob = try walk.blob(of: path, at: commit) else { return nil }
    guard try store.isText(blob) else { throw BlameError.noText(path: path) }
    var links = try walk.links(of: path, at: commit)
    var versions = Self.versions(links)
    var origins = try Self.origins(links, versions, of: store.version(blob))
    if origins == nil {
      // What was kept was made for other texts.
      store = CarryStore(repository, reads: false)
      walk = FileWalk(repository, store)
      links = try walk.links(of: path, at: commit)
      versions = Self.versions(links)
      origins = try Self.origins(links, versions, of: store.version(blob))
    }
    self.versions = versions
    notices = walk.notices
    let version = try store.version(blob)
    text = version.text
    let sections = version.text.sectionNames
    sentences = zip(version.list.sentences, origins?.sentences ?? []).map { sentence, origin in
      BlamedSentence(sentence, origin, of: version.text, section: sections[sentence.block])
    }
  }

  /// The versions of the file, and of those that sentences came from, by age.
  private static func versions(_ links: [FileWalk.Link]) -> [FileVersion] {
    func all(_ links: [FileWalk.Link]) -> [FileVersion] {
      links.flatMap { [$0.version] + $0.others.flatMap(all) }
    }
    return Set(all(links)).sorted { ($1.depth, $0.path) < ($0.depth, $1.path) }
  }

  /// Nil where two carries do not fit each other, or the last one the text.
  private static func origins(
    _ links: [FileWalk.Link], _ versions: [FileVersion], of version: TextVersion
  ) -> Origins? {
    let numbers = Dictionary(
      versions.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    guard let origins = origins(links, numbers) else { return nil }
    let list = version.list
    guard origins.words.count == list.words.count,
      origins.sentences.count == list.sentences.count
    else { return nil }
    return origins
  }

  private static func origins(
    _ links: [FileWalk.Link], _ numbers: [FileVersion: Int]
  ) -> Origins? {
    var origins = Origins()
    for link in links.reversed() {
      let others = link.others.map { self.origins($0, numbers) }
      guard let number = numbers[link.version], origins.precedes(link.carry),
        !others.contains(where: { $0 == nil })
      else { return nil }
      origins.apply(link.carry, version: number, others: others.compactMap(\.self))
    }
    return origins
  }
}

/// Why a file has no blame.
package enum BlameError: Error, Hashable, Sendable {
  /// Too large, or with a NUL in it.
  case noText(path: String)
}

/// A sentence and the versions, by their number, that it has its words and its place from.
package struct BlamedSentence: Hashable, Sendable {
  /// Its bytes in the text, marks of lists and headings before it too.
  package let bytes: Range<Int>
  /// From 1, both included.
  package let lines: ClosedRange<Int>
  /// The number of the paragraph, item, row or line of code that it is in.
  package let block: Int
  /// `Accountabilities`, `(settings) > lead`.
  package let section: String
  /// Nothing but marks: a fence, the lines around front matter.
  package let isMark: Bool
  package let wordedBy: Int
  package let movedBy: Int?
  package let restoredBy: Int?
  /// A later version that took away its first or last words.
  package let shortenedBy: Int?
  /// Its first line, from 1, in the version that worded it.
  package let originalLine: Int

  init(_ sentence: Sentence, _ origin: Origins.Sentence, of text: ProseText, section: String) {
    let (first, last) = (sentence.tokens.lowerBound, sentence.tokens.upperBound - 1)
    bytes = text.tokens[first].range.lowerBound..<text.tokens[last].range.upperBound
    lines = text.line(of: first) + 1...text.line(of: last) + 1
    block = sentence.block
    self.section = section
    isMark = sentence.tokens.allSatisfy { text.tokens[$0].isMarker }
    wordedBy = origin.wordedBy
    movedBy = origin.movedBy
    restoredBy = origin.restoredBy
    shortenedBy = origin.shortenedBy
    originalLine = origin.line + 1
  }
}
