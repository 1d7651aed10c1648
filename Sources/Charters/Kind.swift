/// What a charter is; it follows from the path and `kind:` must agree.
package enum Kind: String, CaseIterable, Sendable, Comparable, CustomStringConvertible {
  case vision
  case mission
  case values
  case team
  case role
  case agreement
  case member
  case reflection
  /// `Charters/policy.yml`: YAML, with no Markdown and no front matter.
  case policy

  package var description: String { rawValue }

  /// `a role`, `an agreement`; a vision, a mission, a charter of values.
  package var withArticle: String {
    switch self {
    case .agreement: "an agreement"
    case .values: "a charter of values"
    default: "a \(rawValue)"
    }
  }

  /// In the order of the declaration: direction first, the policy last.
  package static func < (left: Kind, right: Kind) -> Bool { left.rank < right.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
