/// One entry of a charter's `experiments:`: what is tried until when, and who answers for it.
///
/// Two entries are equal where they say the same, however they are written.
package struct Experiment: Equatable, Sendable {
  /// Sections as headings from the top, or `(intro)`, `(order)`, `(settings)`; each covers what is
  /// below it.
  package let sections: [[String]]
  /// The last day of it; nil where none is given, or none that is a date.
  package let until: Day?
  package let hypothesis: String?
  package let measure: String?
  package let limit: String?
  /// Who answers for allowing it.
  package let sponsor: Handle?
  /// What came of it; nil while it runs, and where the entry does not say.
  package let outcome: Outcome?
  /// What is known now that was not before.
  package let lesson: String?
  /// The charter that it was tried in, where a reflection tells of it.
  package let charter: Located<String>?
  /// Its place in the file.
  package let line: Int
  package let value: YAMLValue

  /// What is said of an experiment before it begins.
  package struct Plan: Hashable, Sendable {
    /// What is expected of it.
    package var hypothesis: String?
    /// By what anybody will see whether it came so.
    package var measure: String?
    /// Where it stops before its time.
    package var limit: String?

    package init(hypothesis: String? = nil, measure: String? = nil, limit: String? = nil) {
      self.hypothesis = hypothesis
      self.measure = measure
      self.limit = limit
    }
  }

  package enum Outcome: String, Sendable, CaseIterable {
    /// The words stay.
    case kept
    /// Other words came of it.
    case changed
    /// It did no good and was taken back; then there is a lesson.
    case failed
  }

  /// Nil where the entry is no map.
  package init?(_ value: YAMLValue) {
    guard value.map != nil else { return nil }
    self.value = value
    line = value.line
    let sections = value["sections"]
    let names = sections?.list?.compactMap(\.scalar) ?? [sections?.scalar].compactMap(\.self)
    self.sections = names.filter { !$0.text.isEmpty }.map { SectionPath.titles(in: $0.text) }
    until = value["until"]?.scalar.flatMap { Day($0.text) }
    hypothesis = value["hypothesis"]?.scalar?.text
    measure = value["measure"]?.scalar?.text
    limit = value["limit"]?.scalar?.text
    sponsor = value["sponsor"]?.scalar.flatMap { Handle($0.text) }
    outcome = value["outcome"]?.scalar.flatMap { Outcome(rawValue: $0.text) }
    lesson = value["lesson"]?.scalar.flatMap { $0.text.isEmpty ? nil : $0.text }
    charter = value["charter"]?.scalar?.located
  }

  package static func == (left: Experiment, right: Experiment) -> Bool {
    left.value.saysSame(as: right.value)
  }

  /// Whether a section is one that it names, or lies below one.
  package func covers(_ section: SectionPath) -> Bool {
    let names = section.names
    return sections.contains { names.starts(with: $0) }
  }

  /// The front-matter field that holds them.
  package static let field = SectionPath.field("experiments")

  /// Whether its last day is over at a moment.
  package func hasEnded(at now: Timestamp) -> Bool { until.map { $0.end < now } ?? false }
}

extension CharterText {
  /// What is tried in this charter, in the order of the file; entries that are no maps are left to
  /// lint.
  package var experiments: [Experiment] {
    guard let value = frontMatter?["experiments"] else { return [] }
    return (value.list ?? [value]).compactMap { Experiment($0) }
  }

  /// The experiment that a reflection looks back on, from its field `experiment`.
  package var pastExperiment: Experiment? {
    path.kind == .reflection ? frontMatter?["experiment"].flatMap { Experiment($0) } : nil
  }
}

extension [Experiment] {
  /// These without the entries of another list, one for one.
  package func subtracting(_ others: [Experiment]) -> [Experiment] {
    var rest = self
    for other in others {
      if let index = rest.firstIndex(of: other) { rest.remove(at: index) }
    }
    return rest
  }
}
