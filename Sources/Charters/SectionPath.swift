/// The name of one piece of a charter, as policies, objections and screens write it.
package enum SectionPath: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// What stands before the first heading below the title, and the bytes between the sections.
  case intro
  /// A heading by the titles above it, then its own.
  case section([String])
  /// The row of the sections directly below one; of the top-level sections where it is empty.
  case order([String])
  /// A front-matter field by its key.
  case field(String)
  /// The whole of `policy.yml`.
  case policy

  /// What stands between two titles.
  package static let separator = " > "

  /// Reads what `description` writes. Nil for an empty title, and for `(settings)` alone, which
  /// names no single piece.
  package init?(_ text: some StringProtocol) {
    switch text {
    case "(intro)": self = .intro
    case "(policy)": self = .policy
    default:
      var titles = Self.titles(in: text)
      guard !titles.contains(where: \.isEmpty), titles != ["(settings)"] else { return nil }
      if titles.count > 1, titles[0] == "(settings)" {
        self = .field(titles.dropFirst().joined(separator: Self.separator))
      } else if titles.last == "(order)" {
        titles.removeLast()
        self = .order(titles)
      } else {
        self = .section(titles)
      }
    }
  }

  package var description: String {
    switch self {
    case .intro: "(intro)"
    case .section(let titles): titles.joined(separator: Self.separator)
    case .order(let titles): (titles + ["(order)"]).joined(separator: Self.separator)
    case .field(let name): "(settings)" + Self.separator + name
    case .policy: "(policy)"
    }
  }

  /// The section as a rule, an objection or an experiment names it, from the top.
  package var names: [String] {
    switch self {
    case .intro: ["(intro)"]
    case .section(let path): path
    case .order(let path): path + ["(order)"]
    case .field(let name): ["(settings)", name]
    case .policy: ["(policy)"]
    }
  }

  /// The intro, then sections by title with the row of its subsections after each, then fields.
  package static func < (left: SectionPath, right: SectionPath) -> Bool {
    let (leftKey, rightKey) = (left.sortKey, right.sortKey)
    if leftKey.rank != rightKey.rank { return leftKey.rank < rightKey.rank }
    if leftKey.titles != rightKey.titles {
      return leftKey.titles.lexicographicallyPrecedes(rightKey.titles)
    }
    return !leftKey.isOrder && rightKey.isOrder
  }

  private var sortKey: (rank: Int, titles: [String], isOrder: Bool) {
    switch self {
    case .intro: (0, [], false)
    case .section(let titles): (1, titles, false)
    case .order(let titles): (1, titles, true)
    case .field(let name): (2, [name], false)
    case .policy: (3, [], false)
    }
  }

  /// The pieces between the separators, empty ones too.
  package static func titles(in text: some StringProtocol) -> [String] {
    var titles: [String] = []
    var title: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      if rest.starts(with: separator.utf8) {
        titles.append(String(decoding: title, as: UTF8.self))
        title = []
        rest = rest.dropFirst(separator.utf8.count)
      } else {
        title.append(rest.removeFirst())
      }
    }
    return titles + [String(decoding: title, as: UTF8.self)]
  }
}
