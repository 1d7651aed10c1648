/// What happens to one piece of a charter.
package enum Change: String, CaseIterable, Hashable, Comparable, Sendable {
  case create
  case edit
  /// A heading renamed or put below another over an unchanged body.
  case move
  /// Also of a list field that only loses entries.
  case delete

  /// In the order in which they are declared.
  package static func < (left: Change, right: Change) -> Bool { left.rank < right.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
