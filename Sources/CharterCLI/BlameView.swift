import Evidence
import History
import Proposals
import Prose

/// The sentences that somebody asked to see, each with what is known of its versions.
struct BlameView {
  let place: BlamePlace
  let blame: Blame
  let sentences: [BlamedSentence]
  private let attributions: [Int: Attribution]

  /// - Parameter section: only this section and those below it.
  init(_ blame: Blame, of place: BlamePlace, section: String?) throws {
    self.place = place
    self.blame = blame
    sentences = blame.sentences.filter { sentence in
      section.map { RedlineView.isIn(sentence.section, section: $0) } ?? true
    }
    let all = try Attributions(
      place.repository, report: place.clone?.branch.report, engine: place.clone?.engine)
    let named = Set(sentences.flatMap(\.versions))
    attributions = Dictionary(
      uniqueKeysWithValues: try named.map { number in
        (number, try all.attribution(of: blame.versions[number]))
      })
  }

  /// What is known of a version that a shown sentence names.
  func attribution(_ number: Int) -> Attribution? { attributions[number] }

  /// The sections that the file has, in its order.
  var sections: [String] {
    var seen: Set<String> = []
    return blame.sentences.map(\.section).filter { seen.insert($0).inserted }
  }

  /// A sentence's bytes as they stand in the file.
  func source(_ sentence: BlamedSentence) -> ArraySlice<UInt8> {
    blame.text.bytes[sentence.bytes]
  }
}

extension BlamedSentence {
  /// Every version that it names.
  var versions: [Int] {
    [wordedBy] + [movedBy, restoredBy, shortenedBy].compactMap(\.self)
  }
}
