internal import Charters

/// A commit message in the one form that evidence may have, so that two programs read it alike.
///
/// `<title line>` LF LF, then if there is a body: body LF LF, then trailers `Key: value` LF each,
/// and nothing after the last LF.
struct CanonicalMessage: Sendable {
  /// A trailer key; all are prefixed `Charter-`.
  enum Key: String, CaseIterable, Sendable {
    case format = "Format"
    case repository = "Repository"
    case branch = "Branch"
    case step = "Step"
    case proposal = "Proposal"
    case base = "Base"
    case revision = "Revision"
    case amendment = "Amendment"
    case mends = "Mends"
    case member = "Member"
    case principal = "For"
    case decision = "Decision"
    case section = "Section"
    case despite = "Despite"
    case asks = "Asks"
    case previous = "Previous"
    case outcome = "Outcome"
    case continues = "Continues"
    case with = "With"
    case term = "Term"
    case expires = "Expires"
    case affects = "Affects"
    case effective = "Effective"

    var name: String { "Charter-" + rawValue }
  }

  /// How often a key stands in one kind of message.
  enum Count: Sendable { case once, optional, many }

  /// The keys of one kind of message, in their order.
  typealias Grammar = [(key: Key, count: Count)]

  var title: String
  var body: String?
  var trailers: [(key: Key, value: String)]

  /// The message as bytes go into the commit.
  var text: String {
    var text = title + "\n\n"
    if let body { text += body + "\n\n" }
    for trailer in trailers { text += "\(trailer.key.name): \(trailer.value)\n" }
    return text
  }

  /// All values of a key.
  func values(_ key: Key) -> [String] { trailers.filter { $0.key == key }.map(\.value) }

  /// The value of a key that stands once.
  func value(_ key: Key) -> String? { trailers.first { $0.key == key }?.value }

  /// Reads a message; nil where it is canonical by no grammar.
  init?(_ text: String) {
    guard text.utf8.last == 10, ContentRules.checkText(text).isEmpty else { return nil }
    let lines = Array(text.utf8.dropLast()).split(separator: 10, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard lines.count >= 3, Self.isTitle(lines[0]), lines[1].isEmpty,
      let gap = lines.lastIndex(of: ""), gap + 1 < lines.count
    else { return nil }
    if gap > 1 {
      let body = lines[2..<gap]
      guard Self.isBody(body) else { return nil }
      self.body = body.joined(separator: "\n")
    }
    title = lines[0]
    trailers = []
    for line in lines[(gap + 1)...] {
      guard let trailer = Self.trailer(line) else { return nil }
      trailers.append(trailer)
    }
  }

  init(title: String, body: String?, trailers: [(key: Key, value: String)]) {
    self.title = title
    self.body = body
    self.trailers = trailers
  }

  /// `Charter-Key: value`, the key known, the value not empty and without blanks around it.
  static func trailer(_ line: String) -> (key: Key, value: String)? {
    guard line.hasPrefix("Charter-"), let colon = line.utf8.firstIndex(of: 58) else { return nil }
    let rest = line[colon...].dropFirst()
    guard let key = Key(rawValue: String(line[..<colon].dropFirst(8))), rest.hasPrefix(" ") else {
      return nil
    }
    let value = String(rest.dropFirst())
    guard let first = value.utf8.first, let last = value.utf8.last, !isBlank(first), !isBlank(last)
    else { return nil }
    return (key, value)
  }

  /// One line of 1 to 100 characters (scalars) with no blank at either end.
  private static func isTitle(_ line: String) -> Bool {
    (1...(100 + 24)).contains(line.unicodeScalars.count) && !line.hasPrefix(" ")
      && !line.utf8.contains(9) && !isBlank(line.utf8.last ?? 32)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }

  /// No empty line first, last or doubled, no blank at a line's end, no line like a trailer.
  static func isBody(_ lines: ArraySlice<String>) -> Bool {
    guard let first = lines.first, let last = lines.last, !first.isEmpty, !last.isEmpty else {
      return false
    }
    var previousEmpty = false
    for line in lines {
      if line.isEmpty, previousEmpty { return false }
      if line.hasPrefix("Charter-") { return false }
      if let byte = line.utf8.last, isBlank(byte) { return false }
      previousEmpty = line.isEmpty
    }
    return true
  }

  /// Known keys, in order, as often as allowed; repeated ones sorted bytewise, none twice.
  func obeys(_ grammar: Grammar) -> Bool {
    var rest = trailers[...]
    for (key, count) in grammar {
      let run = rest.prefix { $0.key == key }
      rest = rest.dropFirst(run.count)
      switch count {
      case .once where run.count != 1, .optional where run.count > 1: return false
      default: break
      }
      for (a, b) in zip(run, run.dropFirst())
      where !a.value.utf8.lexicographicallyPrecedes(b.value.utf8) { return false }
    }
    return rest.isEmpty
  }
}

/// The subject of a proposal: one line of 1 to 100 characters.
package struct Title: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  /// Refuses empty or long titles, blanks around, tabs, line breaks and forbidden characters.
  package init?(_ text: some StringProtocol) {
    guard (1...100).contains(text.unicodeScalars.count), !text.utf8.contains(10),
      !text.utf8.contains(9), !text.hasPrefix(" "), !text.hasSuffix(" "),
      ContentRules.checkText(String(text)).isEmpty
    else { return nil }
    self.text = String(text)
  }

  package var description: String { text }
}

/// What a signer gives as reason: paragraphs in plain text.
package struct Rationale: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  /// Refuses what a canonical body may not hold; `tidied` mends it first.
  package init?(_ text: some StringProtocol) {
    let lines = Array(text.utf8).split(separator: 10, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard CanonicalMessage.isBody(lines[...]), ContentRules.checkText(String(text)).isEmpty else {
      return nil
    }
    self.text = String(text)
  }

  /// Blanks at line ends, and empty lines that are first, last or doubled, taken out; nil where
  /// nothing is left or a line begins `Charter-` or holds a forbidden character.
  package init?(tidied text: some StringProtocol) {
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = line[...]
      while let last = line.last, last == " " || last == "\t" || last == "\r" {
        line = line.dropLast()
      }
      if line.isEmpty, lines.last?.isEmpty ?? true { continue }
      lines.append(String(line))
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    self.init(lines.joined(separator: "\n"))
  }

  package var description: String { text }
}
