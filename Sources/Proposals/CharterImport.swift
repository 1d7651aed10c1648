package import Charters

/// A Markdown file from elsewhere, made a charter: front matter is added, its text is untouched.
package struct CharterImport: Sendable {
  package let path: CharterPath
  package let bytes: [UInt8]
  /// What was changed in the text because that was asked for.
  package let changes: [Normalisation.Change]
  /// What the rules of content say of the result.
  package let findings: [Finding]

  /// - Parameters:
  ///   - fallbackTitle: used where the text has no heading of its own.
  ///   - normalise: whether the text is changed where the rules of content ask for it.
  package init(_ text: [UInt8], to path: CharterPath, fallbackTitle: String, normalise: Bool) {
    self.path = path
    var text = text
    var changes: [Normalisation.Change] = []
    if normalise {
      let normalised = ContentRules.normalise(text)
      (text, changes) = (normalised.bytes, normalised.changes)
    }
    self.changes = changes
    bytes = Self.withFields(text, kind: path.kind, fallbackTitle: fallbackTitle)
    findings = ContentRules.checkContent(of: path, bytes: bytes)
  }

  private static let fence = Array("---\n".utf8)

  /// The text with `kind` and `title` in its front matter; fields that are there are kept.
  private static func withFields(
    _ text: [UInt8], kind: Kind, fallbackTitle: String
  ) -> [UInt8] {
    guard kind != .policy else { return text }
    let title = "title: \(quoted(heading(in: text) ?? fallbackTitle))\n"
    guard text.starts(with: fence) else {
      return fence + Array("kind: \(kind)\n\(title)".utf8) + fence + text
    }
    let lines = text.split(separator: 10, omittingEmptySubsequences: false)
    let inside = lines.dropFirst().prefix { !$0.starts(with: "---".utf8) }
    func has(_ key: String) -> Bool { inside.contains { $0.starts(with: "\(key):".utf8) } }
    var fields = ""
    if !has("kind") { fields += "kind: \(kind)\n" }
    if !has("title"), kind != .member { fields += title }
    return fence + Array(fields.utf8) + text[fence.count...]
  }

  /// The words of the first heading of the first level.
  private static func heading(in text: [UInt8]) -> String? {
    for line in text.split(separator: 10) where line.starts(with: "# ".utf8) {
      var words = String(decoding: line.dropFirst(2), as: UTF8.self)[...]
      while words.first == " " { words.removeFirst() }
      while let last = words.last, last == " " || last == "#" || last == "\r" { words.removeLast() }
      if !words.isEmpty, ContentRules.checkText(String(words)).isEmpty { return String(words) }
    }
    return nil
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { quoted += "\\" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
