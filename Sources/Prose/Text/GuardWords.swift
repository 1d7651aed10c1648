/// What a word is, whatever stands around it.
struct WordTraits: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  /// Decides what a rule says: `must`, `not`, a number, a name.
  static let guarding = WordTraits(rawValue: 1)
  /// So frequent that sharing it says little: `the`, `of`.
  static let stop = WordTraits(rawValue: 2)
  /// Has a letter or a digit.
  static let isWord = WordTraits(rawValue: 4)
  /// Quotes, dashes, points and commas.
  static let isPunctuation = WordTraits(rawValue: 8)
}

/// Words that a charter's reader looks for: a change of one is a change of meaning.
///
/// English and German, since those are the languages whose obligations are few and short; numbers,
/// amounts and dates in any.
struct GuardWords {
  private let names: Set<String>

  init(names: Set<String>) {
    self.names = names
  }

  static let obligations: Set<String> = [
    "must", "may", "shall", "should", "will", "can", "cannot", "not", "no", "nor", "never", "none",
    "nobody", "only", "all", "any", "every", "each", "always", "unless", "except", "without",
    "mustn't", "mustn’t", "can't", "can’t", "won't", "won’t", "shouldn't", "shouldn’t", "don't",
    "don’t", "required", "optional", "majority", "unanimous", "veto",
    "muss", "müssen", "darf", "dürfen", "soll", "sollen", "kann", "können", "nicht", "kein",
    "keine", "keinen", "nie", "niemals", "nur", "alle", "jede", "jeder", "immer", "außer", "ohne",
  ]

  static let stops: Set<String> = [
    "a", "an", "the", "of", "to", "in", "and", "or", "is", "are", "be", "for", "on", "by", "with",
    "as", "at", "that", "this", "it", "its", "from", "was", "were", "has", "have", "their", "they",
    "we", "our", "you", "your", "which", "if", "but", "der", "die", "das", "und", "oder", "ist",
    "ein", "eine", "zu", "von", "mit", "im", "den", "dem", "des", "für",
  ]

  func traits(of word: UnsafeBufferPointer<UInt8>) -> WordTraits {
    var traits: WordTraits = []
    var isLong = word.count > 24
    for byte in word {
      if byte.isDigit { traits.formUnion([.guarding, .isWord]) }
      if byte >= 0x80 || byte.isLetter { traits.insert(.isWord) }
      isLong = isLong || byte == 0
    }
    // Rules and lines to write on hold a text's parts together as words do.
    if word.count >= 3, let first = word.first, word.allSatisfy({ $0 == first }) { return .isWord }
    guard traits.contains(.isWord) else {
      return word.contains { "$£€¥%§".utf8.contains($0) } ? .guarding : .isPunctuation
    }
    if word.allSatisfy({ $0 >= 0x80 }), String(decoding: word, as: UTF8.self).isSigns {
      return String(decoding: word, as: UTF8.self).unicodeScalars.contains {
        $0.properties.generalCategory == .currencySymbol
      } ? .guarding : .isPunctuation
    }
    guard !isLong else { return traits }
    let text = String(decoding: word, as: UTF8.self)
    let folded = text.lowercased()
    if Self.obligations.contains(folded) || names.contains(text) { traits.insert(.guarding) }
    if Self.stops.contains(folded) { traits.insert(.stop) }
    return traits
  }
}

extension String {
  /// Neither a letter nor a digit in it.
  fileprivate var isSigns: Bool {
    unicodeScalars.allSatisfy { scalar in
      !scalar.properties.isAlphabetic && scalar.properties.numericType == nil
    }
  }
}

extension UInt8 {
  var isLetter: Bool { (self | 0x20) >= UInt8(ascii: "a") && (self | 0x20) <= UInt8(ascii: "z") }
}
