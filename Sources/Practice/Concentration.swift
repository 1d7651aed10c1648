/// How far acts are concentrated on few people.
package struct Concentration: Sendable {
  /// Acts of each person, zeros too.
  private let counts: [Int]

  package init(_ counts: some Sequence<Int>) { self.counts = counts.sorted() }

  private var total: Int { counts.reduce(0, +) }

  /// Herfindahl and Hirschman's index, Σp² of the shares p: 1 where one person does all.  Nil
  /// without acts.
  package var herfindahl: Double? {
    guard total > 0 else { return nil }
    return counts.reduce(0) { $0 + Double($1) * Double($1) } / (Double(total) * Double(total))
  }

  /// The number of people who, sharing equally, would give the same index.
  package var effectiveNumber: Double? { herfindahl.map { 1 / $0 } }

  /// Gini's coefficient with everybody who did nothing: 0 where all do the same, near 1 where one
  /// does all.  Nil without acts.
  package var gini: Double? {
    guard total > 0 else { return nil }
    let people = Double(counts.count)
    let weighted = counts.enumerated().reduce(0.0) {
      $0 + Double($1.offset + 1) * Double($1.element)
    }
    return 2 * weighted / (people * Double(total)) - (people + 1) / people
  }
}
