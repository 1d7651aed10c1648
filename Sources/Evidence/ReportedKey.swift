package import Charters
internal import Git
internal import Policies

/// A key that was reported stolen, and what it signed before that became known.
///
/// All of it was valid by the rules of its moment and stays so; who reads it should know.
package struct ReportedKey: Hashable, Sendable {
  package let member: Handle
  package let fingerprint: String
  /// The step since which it is not to be trusted.
  package let since: Int
  /// The step that recorded this; nil where it is older than what was judged.
  package let reportedIn: Int?
  /// Steps since then that it performed.
  package let steps: [Int]
  /// Steps since then in which an approval by it counted.
  package let approvals: [Int]

  /// Whether it made this step official or approved it after it was stolen.
  package func concerns(_ step: StepReport) -> Bool {
    step.step.map { steps.contains($0) || approvals.contains($0) } ?? false
  }

  /// What to tell people.
  package var sentence: String {
    let reported = reportedIn.map { " (in step \($0))" } ?? ""
    let head =
      "\(member)'s key \(fingerprint) was reported stolen later\(reported), not to be trusted "
      + "since step \(since)"
    func list(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: ", ") }
    var facts: [String] = []
    if !steps.isEmpty { facts.append("it made official: step \(list(steps))") }
    if !approvals.isEmpty { facts.append("it approved: step \(list(approvals))") }
    return facts.isEmpty
      ? head + "; it signed nothing after that."
      : head + "; valid by the rules of that moment, " + facts.joined(separator: "; ") + "."
  }
}

extension Engine {
  /// The keys that the roster in force at the report's end reports as stolen since a step.
  package func reportedKeys(in report: Report) throws -> [ReportedKey] {
    let numbered = report.current.filter { $0.step != nil }
    guard let last = numbered.last, let state = try walk(report.tip).good else { return [] }
    let members = state.rulebook.roster.members.values.sorted { $0.handle < $1.handle }
    return try members.flatMap { member in
      try member.revokedKeys.compactMap { key -> ReportedKey? in
        guard let since = key.since, since <= last.step ?? 0 else { return nil }
        let later = numbered.filter { ($0.step ?? 0) >= since }
        return ReportedKey(
          member: member.handle, fingerprint: key.fingerprint, since: since,
          reportedIn: try firstStep(reporting: key, of: member.handle, numbered),
          steps: later.filter { $0.key == key.fingerprint }.compactMap(\.step),
          approvals: later.filter { $0.countsApproval(by: key.fingerprint) }.compactMap(\.step))
      }
    }
  }

  private func firstStep(
    reporting key: RevokedKey, of member: Handle, _ steps: [StepReport]
  ) throws -> Int? {
    for step in steps {
      let roster = try rulebook(of: repository.commit(step.commit).tree).roster
      let entries = roster.members[member]?.revokedKeys ?? []
      if entries.contains(where: { $0.fingerprint == key.fingerprint }) { return step.step }
    }
    return nil
  }
}

extension StepReport {
  fileprivate func countsApproval(by key: String) -> Bool {
    let counted = Set(assessment?.judgement?.signoffs.filter(\.counts).map(\.signoff) ?? [])
    return (outcome == .ratified || outcome == .late)
      && assessment?.signoffs.contains {
        $0.key == key && $0.message.decision == .approve && counted.contains($0.payloadID.text)
      } == true
  }
}
