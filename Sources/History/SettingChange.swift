package import Charters

/// What changed in one field of the front matter that is a list or a map: entries, not lines.
///
/// The order of the entries and how they are written are no change of what they say.
package struct SettingChange: Hashable, Sendable {
  package enum Entry: Hashable, Sendable {
    case added(String)
    case removed(String)
    /// One that is known by its first word, and says something else now.
    case altered(String, [Part])
  }

  /// A value inside an entry; nil where it was not, or is no more.
  package struct Part: Hashable, Sendable {
    /// Empty where the entry has one value.
    package let key: String
    package let old: String?
    package let new: String?
  }

  package let field: String
  /// Create, edit or delete.
  package let change: Change
  /// What came before what went; none where nothing but order or form differs.
  package let entries: [Entry]
  /// The same entries in another order.
  package let isReordered: Bool

  /// - Returns: nil where neither value is a list or a map: those are shown word by word.
  package init?(_ field: String, old: YAMLValue?, new: YAMLValue?) {
    guard [old, new].contains(where: { $0?.isComposed == true }) else { return nil }
    self.field = field
    change = old == nil ? .create : new == nil ? .delete : .edit
    let (before, after) = (SettingEntry.all(in: old), SettingEntry.all(in: new))
    var (gone, came) = (before, after)
    for entry in after {
      guard let place = gone.firstIndex(of: entry), let own = came.firstIndex(of: entry) else {
        continue
      }
      gone.remove(at: place)
      came.remove(at: own)
    }
    var altered: [Entry] = []
    for entry in came where came.count(where: { $0.name == entry.name }) == 1 {
      let same = gone.filter { $0.name == entry.name }
      guard same.count == 1, let other = same.first, other.parts != entry.parts else { continue }
      altered.append(.altered(entry.name, Self.parts(other, entry)))
      gone.removeAll { $0 == other }
      came.removeAll { $0 == entry }
    }
    entries =
      altered + came.map { .added($0.text) } + gone.map { .removed($0.text) }
    isReordered = entries.isEmpty && before != after
  }

  /// Nothing but how it is written differs.
  package var isForm: Bool { change == .edit && entries.isEmpty && !isReordered }

  /// All that the field says, or said: `ana, ben`.
  package var list: String {
    entries.map { entry in
      switch entry {
      case .added(let text), .removed(let text): text
      case .altered(let name, _): name
      }
    }.joined(separator: ", ")
  }

  private static func parts(_ old: SettingEntry, _ new: SettingEntry) -> [Part] {
    let keys =
      old.parts.map(\.key)
      + new.parts.map(\.key).filter { key in
        !old.parts.contains { $0.key == key }
      }
    return keys.compactMap { key in
      let before = old.parts.first { $0.key == key }?.value
      let after = new.parts.first { $0.key == key }?.value
      return before == after ? nil : Part(key: key, old: before, new: after)
    }
  }
}

extension SettingChange {
  /// In one line, for counts and for programs: `+ben −dee`, `ana: until 2026-01-01 → 2026-06-01`.
  package var summary: String {
    if isReordered { return "the same in another order" }
    var summary = entries.map { entry in
      switch entry {
      case .added(let text): "+\(text) "
      case .removed(let text): "−\(text) "
      case .altered(let name, let parts):
        "\(name): " + parts.map(\.words).joined(separator: ", ") + "; "
      }
    }.joined()
    while summary.last == " " || summary.last == ";" { summary.removeLast() }
    return summary
  }
}

extension SettingChange.Part {
  fileprivate var words: String {
    let name = key.isEmpty ? "" : key + " "
    switch (old, new) {
    case (let old?, let new?): return "\(name)\(old) → \(new)"
    case (nil, let new?): return "+\(name)\(new)"
    case (let old?, nil): return "−\(name)\(old)"
    case (nil, nil): return name
    }
  }
}

extension YAMLValue {
  fileprivate var isComposed: Bool { list != nil || map != nil }
}
