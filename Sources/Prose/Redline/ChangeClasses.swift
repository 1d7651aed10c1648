/// What kinds of change something is, from what a charter says to how it is laid out.
package struct ChangeClasses: OptionSet, Hashable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// A guarding word came or went: `may` to `must`, a number, a name.
  package static let meaning = ChangeClasses(rawValue: 1)
  package static let reworded = ChangeClasses(rawValue: 2)
  /// Only points, commas, quotes, dashes.
  package static let typographic = ChangeClasses(rawValue: 4)
  /// Emphasis or code.
  package static let formatting = ChangeClasses(rawValue: 8)
  package static let linkTarget = ChangeClasses(rawValue: 16)
  /// Lists, quotes, levels, splits and joins.
  package static let structure = ChangeClasses(rawValue: 32)
  package static let moved = ChangeClasses(rawValue: 64)
  /// The words of a heading.
  package static let renamed = ChangeClasses(rawValue: 128)
  /// Line breaks, blanks, the signs of bullets and headings: no reader sees it.
  package static let presentation = ChangeClasses(rawValue: 256)
  package static let added = ChangeClasses(rawValue: 512)
  package static let removed = ChangeClasses(rawValue: 1024)

  /// The names in the order of their weight, as JSON and screens say them.
  package var names: [String] {
    Self.all.filter { contains($0.0) }.map(\.1)
  }

  private static let all: [(ChangeClasses, String)] = [
    (.meaning, "meaning"), (.added, "added"), (.removed, "removed"), (.reworded, "reworded"),
    (.renamed, "renamed"), (.moved, "moved"), (.structure, "structure"),
    (.linkTarget, "link target"), (.formatting, "formatting"), (.typographic, "typographic"),
    (.presentation, "presentation"),
  ]
}
