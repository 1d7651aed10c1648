/// How long somebody holds a role before it is given anew: `2 years`, from a role's `term`.
package struct TermOfOffice: Hashable, Sendable {
  package let count: Int
  package let unit: Review.Unit

  /// Reads `18 months`, `1 year`; the number is 1 to 999.
  package init?(_ text: some StringProtocol) {
    guard case .every(let count, let unit) = Review("every \(text)"),
      text.first.map({ $0.isASCII && $0.isNumber }) == true
    else { return nil }
    self.count = count
    self.unit = unit
  }

  /// The last day of a term that begins on a day.
  package func end(from first: Day) -> Day {
    Review.every(count, unit).due(after: first).adding(days: -1)
  }

  package var text: String { "\(count) \(unit.rawValue)\(count == 1 ? "" : "s")" }
}

extension FieldReader {
  mutating func term() -> TermOfOffice? {
    guard let value = fields["term"] else { return nil }
    if let term = value.scalar.flatMap({ TermOfOffice($0.text) }) { return term }
    report(
      "bad-term", at: value, level: .warning,
      "'\(value.scalar?.text ?? value.shape)' does not say how long a term is",
      hint: "write '2 years' or '18 months'")
    return nil
  }
}
