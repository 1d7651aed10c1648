/// The kinds of organisation for which there are starter texts of their own.
package enum Setting: String, CaseIterable, Sendable {
  case school
  case company
  case volunteers
}
