import CharterTemplates
import Charters
import Evidence
import Git
import History
import Policies
import Proposals

/// What the history says of a charter since it was last looked at.
struct ReflectionFacts {
  let charter: CharterPath
  /// The charter's own title.
  let title: String
  /// When it was last looked at in a reflection, else when it came into force.
  let since: Timestamp
  let wasReviewed: Bool
  /// The steps that changed it since, oldest first.
  let entries: [HistoryLog.Entry]
  /// Everybody who proposed, wrote or said something in them, by handle.
  let people: [Handle]
  /// The newest experiment in it, over or not.
  let trial: Trial?
  /// The words of its entry.
  let experiment: Experiment?

  init(on charter: CharterPath, in clone: Clone, at now: Timestamp) throws {
    let (report, state) = (clone.branch.report, clone.branch.state)
    self.charter = charter
    let text = charter.kind == .policy ? nil : try clone.engine.charter(charter, in: state.tree)
    title =
      text?.frontMatter?.scalar("title")?.value ?? text?.frontMatter?.scalar("name")?.value
      ?? charter.name
    let review = try Self.lastReview(of: charter, clone)
    let changed = report.current.filter { step in
      step.step != nil && step.changes.contains { $0.pathText == charter.text }
    }
    since = review ?? changed.first?.date ?? now
    wasReviewed = review != nil
    var query = HistoryLog.Query()
    query.trail = try CharterTrail(of: charter, in: report, clone.repository)
    query.since = since
    query.until = now
    entries = HistoryLog(report, query).entries.reversed().filter { $0.step.step != nil }
    people = entries.reduce(into: Set<Handle>()) { $0.formUnion($1.step.people) }.sorted()
    trial = state.trials.last { $0.term == .experiment && $0.entries[charter] != nil }
    experiment = trial?.entries[charter]?.first
  }

  /// When a reflection that serves the charter last became official.
  private static func lastReview(of charter: CharterPath, _ clone: Clone) throws -> Timestamp? {
    let tree = clone.branch.state.tree
    var files: [CharterText] = []
    for change in try clone.engine.changes(from: nil, to: tree) {
      // What is no charter serves none.
      guard let path = try? CharterPath(change.pathText), path.kind != .policy else { continue }
      do {
        if let text = try clone.engine.charter(path, in: tree) { files.append(text) }
      } catch is CharterTextError {
        continue
      }
    }
    let graph = ServesGraph(files)
    let reflections = Set(
      graph.supporters(of: charter).filter { $0.kind == .reflection }.map(\.text))
    return clone.branch.report.current.last { step in
      step.step != nil && step.changes.contains { reflections.contains($0.pathText) }
    }?.date
  }
}

/// A reflection as it begins: the starter, its facts filled in.
struct ReflectionDraft {
  let title: String
  let facts: ReflectionFacts
  let outcome: Experiment.Outcome?
  let lesson: String?
  let thanks: [(who: Handle, act: String)]

  var bytes: [UInt8] {
    let page = Templates.render(
      .reflection, ["title": .text(title), "serves": .text(facts.charter.name)])
    var text = String(decoding: page, as: UTF8.self)
    if let outcome {
      let fields = experimentFields(outcome).map { "  \($0)\n" }.joined()
      text = text.replacing("\n---\n", with: "\nexperiment:\n\(fields)---\n", maxReplacements: 1)
    }
    text = text.replacing("## Happened\n", with: tried + "## Happened\n", maxReplacements: 1)
    text = text.replacing("## Learned\n", with: happened + "## Learned\n", maxReplacements: 1)
    if let lesson {
      text = text.replacing("## Next\n", with: "\(line(lesson))\n\n## Next\n", maxReplacements: 1)
    }
    if !thanks.isEmpty {
      text += "\n## Thanks\n\n" + thanks.map { "- \($0.who): \(line($0.act))\n" }.joined()
    }
    return Array(text.utf8)
  }

  private func experimentFields(_ outcome: Experiment.Outcome) -> [String] {
    var fields = ["charter: \(facts.charter.name)"]
    if let until = facts.trial?.expires { fields.append("until: \(until)") }
    fields.append("outcome: \(outcome.rawValue)")
    if let lesson { fields.append("lesson: \(quoted(line(lesson)))") }
    return fields
  }

  private var tried: String {
    guard let trial = facts.trial else { return "" }
    var lines = [
      "“\(line(trial.title.text))” was tried from \(trial.ratified.day.longText) to "
        + "\(trial.expires.longText) (step \(trial.step))."
    ]
    if let words = facts.experiment {
      if let hypothesis = words.hypothesis { lines.append("- Expected: \(line(hypothesis))") }
      if let measure = words.measure { lines.append("- Measured by: \(line(measure))") }
      if let limit = words.limit { lines.append("- To be stopped at: \(line(limit))") }
      if let sponsor = words.sponsor { lines.append("- Answering for it: \(sponsor)") }
    }
    return lines[0] + "\n\n" + lines.dropFirst().map { $0 + "\n" }.joined()
      + (lines.count > 1 ? "\n" : "")
  }

  private var happened: String {
    let start = facts.wasReviewed ? "it was last looked at" : "it came into force"
    var text = "Since \(start) on \(facts.since.day.longText):\n\n"
    for entry in facts.entries { text += "- \(words(entry))\n" }
    if facts.entries.isEmpty { text += "- Nothing in it was changed.\n" }
    let people = facts.people.map(\.text)
    if !people.isEmpty { text += "\nWho took part: \(people.joined(separator: ", ")).\n" }
    return text + "\n"
  }

  private func words(_ entry: HistoryLog.Entry) -> String {
    let step = entry.step
    let number = step.step.map { "Step \($0)" } ?? "A change"
    var text = "\(number), \(step.date.day.longText): \(line(step.title))"
    guard let assessment = step.assessment else { return text + "." }
    text += ", proposed by \(assessment.proposal.proposers.map(\.text).joined(separator: ", "))"
    text += "; consented: \(entry.consented.count), silent: \(entry.silent.count)"
    let objectors = Set(entry.signoffs.filter { $0.decision == .object }.map(\.member)).sorted()
    if !objectors.isEmpty { text += "; objected: \(objectors.map(\.text).joined(separator: ", "))" }
    return text + "."
  }

  /// A text on one line, in which no heading or list begins.
  private func line(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func quoted(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped)\""
  }
}
