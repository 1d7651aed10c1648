/// What is tried, by whom it is answered for, and what was learned.
extension CharterLint {
  private static let keys = [
    "sections", "until", "hypothesis", "measure", "limit", "sponsor", "outcome", "lesson",
  ]
  private static let form =
    "{sections: [Practices], until: 2026-12-31, hypothesis: …, measure: …, limit: …, "
    + "sponsor: ana}"

  mutating func experiments() {
    if let value = reader.fields["experiments"] {
      for entry in value.list ?? [value] {
        guard let experiment = checked(entry, keys: Self.keys) else { continue }
        running(experiment, entry)
      }
    }
    guard charter.path.kind == .reflection, let value = reader.fields["experiment"],
      let experiment = checked(value, keys: ["charter"] + Self.keys)
    else { return }
    if let name = experiment.charter { known(name, "in which it was tried") }
    if experiment.outcome == nil, value["outcome"] == nil {
      reader.report(
        "experiment-incomplete", at: value, level: .advice,
        "this does not say what came of the experiment",
        hint: "write outcome: kept, changed or failed")
    }
    lesson(experiment, value)
  }

  private mutating func running(_ experiment: Experiment, _ entry: YAMLValue) {
    if experiment.sections.isEmpty {
      reader.report(
        "bad-experiment", at: entry, level: .warning,
        "this experiment does not say which sections are tried", hint: "write \(Self.form)")
    }
    if experiment.until == nil, entry["until"] == nil {
      reader.report(
        "bad-experiment", at: entry, level: .warning,
        "this experiment does not say when it ends", hint: "write until: and its last day")
    }
    if experiment.sponsor == nil, entry["sponsor"] == nil {
      reader.report(
        "experiment-without-sponsor", at: entry, level: .advice,
        "nobody answers for allowing this experiment", hint: "name a member under 'sponsor:'")
    }
    var missing: [String] = []
    if experiment.hypothesis == nil { missing.append("hypothesis") }
    if experiment.measure == nil { missing.append("measure") }
    if experiment.limit == nil { missing.append("limit") }
    if !missing.isEmpty {
      reader.report(
        "experiment-incomplete", at: entry, level: .advice,
        "this experiment does not say its \(missing.joined(separator: ", "))",
        hint: "say what is expected, by what it is seen, and where it stops")
    }
    lesson(experiment, entry)
    if let now = context.now, let until = experiment.until, experiment.outcome == nil,
      experiment.hasEnded(at: now)
    {
      reader.report(
        "experiment-ended", at: entry, level: .warning,
        "this experiment ended on \(until): keep it, change it or take it back",
        hint: "charter revert takes it back; a proposal without this entry keeps it")
    }
  }

  /// What did no good is worth its price only with what was learned.
  private mutating func lesson(_ experiment: Experiment, _ entry: YAMLValue) {
    guard experiment.outcome == .failed, experiment.lesson == nil else { return }
    reader.report(
      "experiment-without-lesson", at: entry, level: .warning,
      "this experiment failed, and what was learned is not said", hint: "write it under 'lesson:'")
  }

  /// The entry, with a finding for everything in it that cannot be read.
  private mutating func checked(_ entry: YAMLValue, keys: [String]) -> Experiment? {
    guard let map = entry.map, let experiment = Experiment(entry) else {
      reader.report(
        "bad-experiment", at: entry, level: .warning, "an experiment is not \(entry.shape)",
        hint: "write \(Self.form)")
      return nil
    }
    for item in map where !keys.contains(item.key.text) {
      reader.report(
        "bad-experiment", line: item.key.line, column: item.key.column, level: .warning,
        "'\(item.key.text)' does not belong in an experiment",
        hint: Spelling.nearest(to: item.key.text, in: keys).map { "did you mean \($0)?" }
          ?? "it knows \(keys.joined(separator: ", "))")
    }
    if experiment.until == nil, let text = entry["until"]?.scalar?.located {
      _ = reader.day(text, of: "until", level: .warning)
    }
    if let outcome = entry["outcome"], experiment.outcome == nil {
      reader.report(
        "bad-experiment", at: outcome, level: .warning,
        "'\(outcome.scalar?.text ?? outcome.shape)' is no outcome",
        hint: "write kept, changed or failed")
    }
    if let sponsor = entry["sponsor"],
      experiment.sponsor.flatMap({ context.roster.members[$0] }) == nil
    {
      let text = sponsor.scalar?.text ?? sponsor.shape
      reader.report(
        "bad-experiment", at: sponsor, level: .warning,
        "'\(text)', who is to answer for it, is not a member",
        hint: Spelling.nearest(to: text, in: context.people).map { "did you mean \($0)?" }
          ?? "name a member under 'sponsor:'")
    }
    return experiment
  }
}
