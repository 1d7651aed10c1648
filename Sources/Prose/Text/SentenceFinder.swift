/// Says of each word in turn whether a sentence or a clause begins with it.
struct SentenceFinder {
  private(set) var startsSentence = true
  private(set) var startsClause = true
  /// Within a raw word of a language without blanks.
  private(set) var startsInside = false

  private var mayEnd = false
  private var mustEnd = false
  private var endsClause = false
  private var isFirst = true

  /// Ends of words with a point that ends no sentence.
  private static let abbreviations: Set<String> = [
    "e.g", "i.e", "etc", "mr", "mrs", "ms", "dr", "prof", "no", "nr", "art", "abs", "sec", "cf",
    "vs", "approx", "st", "fig", "z.b", "d.h", "bzw", "ca", "vgl", "inc", "ltd", "co", "para",
  ]

  /// A raw word: decides whether it begins something, and what its end may mean for the next.
  mutating func look(at word: ArraySlice<UInt8>) {
    startsSentence = isFirst || mustEnd || (mayEnd && Self.mayBegin(word))
    startsClause = startsSentence || endsClause
    startsInside = false
    isFirst = false
    (mayEnd, mustEnd, endsClause) = (false, false, false)
    var rest = word
    while let last = rest.last, "\"')]*_`}".utf8.contains(last) { rest.removeLast() }
    if rest.count >= 3,
      rest.suffix(3).elementsEqual([0xE2, 0x80, 0x9D])
        || rest.suffix(3).elementsEqual([0xE2, 0x80, 0x99])
    {
      rest = rest.dropLast(3)
    }
    guard let last = rest.last else { return }
    switch last {
    case UInt8(ascii: "!"), UInt8(ascii: "?"): mayEnd = true
    case UInt8(ascii: "."): mayEnd = !Self.isAbbreviation(rest.dropLast())
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"): endsClause = true
    default:
      if rest.count >= 3 { mustEnd = Self.endsIdeographs(rest.suffix(3)) }
    }
  }

  /// A character of a word without blanks.
  mutating func lookInside(_ character: ArraySlice<UInt8>) {
    startsInside = character.count == 3 && Self.endsIdeographs(character)
  }

  mutating func endWord() { startsInside = false }

  /// `。`, `！`, `？`, `｡`
  private static func endsIdeographs(_ last: ArraySlice<UInt8>) -> Bool {
    last.elementsEqual([0xE3, 0x80, 0x82]) || last.elementsEqual([0xEF, 0xBC, 0x81])
      || last.elementsEqual([0xEF, 0xBC, 0x9F]) || last.elementsEqual([0xEF, 0xBD, 0xA1])
  }

  private static func mayBegin(_ word: ArraySlice<UInt8>) -> Bool {
    guard let first = word.first(where: { !"\"'([*_`~".utf8.contains($0) }) else { return true }
    return !(first >= UInt8(ascii: "a") && first <= UInt8(ascii: "z"))
  }

  private static func isAbbreviation(_ word: ArraySlice<UInt8>) -> Bool {
    let letters = word.drop { !$0.isLetter && !$0.isDigit && $0 < 0x80 }
    guard letters.count <= 6 else { return false }
    if letters.count == 1, letters.first?.isLetter == true { return true }
    return abbreviations.contains(String(decoding: letters, as: UTF8.self).lowercased())
  }
}
