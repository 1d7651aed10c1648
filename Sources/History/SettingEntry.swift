internal import Charters
internal import Signing

/// An entry of a list or a map of the front matter, in words.
struct SettingEntry: Hashable {
  struct Part: Hashable {
    let key: String
    let value: String
  }

  /// By which it is found again: a text itself, the first value of a map, the key of a field's map.
  let name: String
  /// What else it says.
  let parts: [Part]
  /// Whole: `ana (until: 2026-01-01)`.
  let text: String

  /// A value that is no list is an entry; none of no value.
  static func all(in value: YAMLValue?) -> [SettingEntry] {
    switch value {
    case nil: []
    case .list(let items, _, _): items.map(SettingEntry.init)
    case .map(let entries, _, _):
      entries.map { SettingEntry(name: words($0.key.text), value: $0.value) }
    case .scalar(let scalar): value?.isEmpty == true ? [] : [SettingEntry(.scalar(scalar))]
    }
  }

  private init(name: String, value: YAMLValue) {
    self.name = name
    let shown = Self.words(value)
    parts = [Part(key: "", value: shown)]
    text = shown.isEmpty ? name : "\(name): \(shown)"
  }

  private init(_ value: YAMLValue) {
    guard let entries = value.map, let first = entries.first, first.value.scalar != nil else {
      name = Self.words(value)
      parts = []
      text = name
      return
    }
    name = Self.words(first.value)
    let rest = entries.dropFirst().map {
      Part(key: Self.words($0.key.text), value: Self.words($0.value))
    }
    // The name of the first key is part of what it says.
    let isWho = first.key.text == "who"
    parts = (isWho ? [] : [Part(key: Self.words(first.key.text), value: name)]) + rest
    let shown = parts.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    text = isWho ? (rest.isEmpty ? name : "\(name) (\(shown))") : "{\(shown)}"
  }

  private static func words(_ value: YAMLValue) -> String {
    switch value {
    case .scalar(let scalar): value.isEmpty ? "" : words(scalar.text)
    case .list(let items, _, _): "[\(items.map(words).joined(separator: ", "))]"
    case .map(let entries, _, _):
      "{\(entries.map { "\(words($0.key.text)): \(words($0.value))" }.joined(separator: ", "))}"
    }
  }

  /// A key by its fingerprint, which people can compare; quotes where signs could be mistaken.
  private static func words(_ text: String) -> String {
    if let key = key(text) { return key }
    let isPlain =
      !text.isEmpty && !text.contains { "\"\n→−[]{}()".contains($0) }
      && ![", ", ": ", " +", " -"].contains(where: text.contains)
      && !["+", "-", " ", ","].contains(where: text.hasPrefix)
      && ![" ", ",", ":"].contains(where: text.hasSuffix)
    guard !isPlain else { return text }
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n")
    return "\"\(escaped)\""
  }

  private static func key(_ text: String) -> String? {
    // What looks like a key and is none is shown as the text that it is.
    guard PublicKey.isKey(text), let key = try? PublicKey(text) else { return nil }
    guard case .ssh = key else { return "\(key.kind) \(key.fingerprint)" }
    let comment = text.split(separator: " ", maxSplits: 2).dropFirst(2).joined()
    return "\(key.kind) \(key.fingerprint)" + (comment.isEmpty ? "" : " " + words(comment))
  }
}
