extension FieldReader {
  /// An entry of `holders`: a handle, or `{who, from, until}`.  Rights hang on these, so what cannot
  /// be read is an error.
  mutating func holding(
    _ entry: YAMLValue
  ) -> (who: Located<Handle>, holding: Holding)? {
    let form = "write a handle, or {who: ana, from: 2026-01-01, until: 2026-12-31}"
    if let scalar = entry.scalar {
      return handle(scalar.located, of: "holders").map { ($0, Holding(who: $0.value)) }
    }
    guard let map = entry.map, let who = entry["who"]?.scalar?.located else {
      report("bad-holder", at: entry, "this entry of 'holders' names nobody", hint: form)
      return nil
    }
    var isSound = true
    var days: [String: Day] = [:]
    for item in map where item.key.text != "who" {
      let name = item.key.text
      guard name == "from" || name == "until", let text = item.value.scalar?.located else {
        report(
          "bad-holder", line: item.key.line, column: item.key.column,
          "'\(name)' does not belong in an entry of 'holders'", hint: form)
        isSound = false
        continue
      }
      if item.value.isEmpty { continue }
      days[name] = day(text, of: name)
      if days[name] == nil { isSound = false }
    }
    if let from = days["from"], let until = days["until"], until < from {
      report("bad-date", at: entry, "'until' (\(until)) is before 'from' (\(from))")
      isSound = false
    }
    guard let holder = handle(who, of: "holders"), isSound else { return nil }
    return (holder, Holding(who: holder.value, from: days["from"], until: days["until"]))
  }

  /// `coach: ana`, or with the days on which it began and ends.
  mutating func coaching() -> (who: Located<Handle>, holding: Holding)? {
    guard let written = fields["coach"] else { return nil }
    guard written.map != nil else {
      guard let who = handle("coach") else { return nil }
      return (who, Holding(who: who.value))
    }
    let form = "ana, or {who: ana, from: 2026-01-01, until: 2026-12-31}"
    guard
      let entry = entry(of: "coach", written, keys: ["who", "from", "until"], form: form),
      let text = entry["who"], let who = handle(text, of: "coach")
    else { return nil }
    let (from, until) = (day("from", in: entry), day("until", in: entry))
    if let from, let until, until < from {
      report(
        "bad-date", at: written, level: .warning,
        "'until' (\(until)) is before 'from' (\(from))", hint: "write \(form)")
    }
    return (who, Holding(who: who.value, from: from, until: until))
  }
}
