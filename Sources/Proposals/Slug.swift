/// The last part of a proposal's branch, made from its title.
package struct Slug: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  /// The longest slug made from a title.
  package static let limit = 60

  /// A title in lower case, runs of anything but a–z and 0–9 as `-`, trimmed; nil where nothing is
  /// left.
  package init?(title: String, limit: Int = Slug.limit) {
    var text = ""
    for scalar in title.lowercased().unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": text.unicodeScalars.append(scalar)
      default: if !text.isEmpty, text.last != "-" { text += "-" }
      }
    }
    text = String(text.prefix(limit))
    while text.last == "-" { text.removeLast() }
    guard !text.isEmpty else { return nil }
    self.text = text
  }

  /// Of a title without any letter: `p-` and eight digits of the proposal's id.
  package init(proposalID: String) { text = "p-" + proposalID.prefix(8) }

  private init(text: String) { self.text = text }

  /// The first of `slug`, `slug-2`, `slug-3` … that is not taken.
  package func free(isTaken: (String) throws -> Bool) rethrows -> Slug {
    var candidate = text
    var number = 1
    while try isTaken(candidate) {
      number += 1
      candidate = "\(text)-\(number)"
    }
    return Slug(text: candidate)
  }

  package var description: String { text }
}
