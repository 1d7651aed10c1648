internal import Prose

/// The places that sections take by their folded heading paths, so that a second one is noticed.
///
/// A path is known by a number and the number of its parent, not by its titles again and again.
struct SectionPlaces {
  private struct Key: Hashable {
    let parent: Int
    let title: String
  }

  private var places: [Key: (number: Int, line: Int, nextSuffix: Int)] = [:]
  /// The sections that the next one may be below, the outermost first.
  private var open: [(level: Int, number: Int)] = []

  /// Takes a section's place; the line of the first one where it is taken.
  mutating func enter(_ heading: Outline.Heading) -> Int? {
    let key = key(of: heading)
    let first = places[key]
    take(key, heading)
    return first?.line
  }

  /// Takes a section's place under the first title that is free: its own, or with ` (2)`, ` (3)` …
  mutating func enterRenamed(_ heading: Outline.Heading) -> String {
    let own = key(of: heading)
    var title = heading.title
    var key = own
    while places[key] != nil {
      let suffix = places[own]?.nextSuffix ?? 2
      places[own]?.nextSuffix = suffix + 1
      title = "\(heading.title) (\(suffix))"
      key = Key(parent: own.parent, title: TitleRules.fold(title))
    }
    take(key, heading)
    return title
  }

  private mutating func key(of heading: Outline.Heading) -> Key {
    open.removeAll { $0.level >= heading.level }
    return Key(parent: open.last?.number ?? -1, title: TitleRules.fold(heading.title))
  }

  private mutating func take(_ key: Key, _ heading: Outline.Heading) {
    let number = places[key]?.number ?? places.count
    if places[key] == nil { places[key] = (number, heading.line, 2) }
    open.append((heading.level, number))
  }
}
