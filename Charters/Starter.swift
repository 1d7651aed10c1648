/// The kinds of charter that a starter text is kept for; named as in the Charters room.
package enum Starter: String, CaseIterable, Sendable {
  case vision
  case mission
  case values
  case team
  case role
  case agreement
  case member
  case reflection
}
