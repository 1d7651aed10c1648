package import Charters
package import Evidence

/// The steps of a protected branch as people look them up: by charter, by member, by time.
package struct HistoryLog: Sendable {
  /// What somebody looks for; everything that is set must hold.
  package struct Query: Sendable {
    package var charter: CharterPath?
    package var member: Handle?
    package var since: Timestamp?
    package var until: Timestamp?
    /// With a charter: proposals on it that were not approved, too.
    package var includesRefused = false
    package var proposals: Set<ProposalID>?
    /// The most entries.
    package var limit: Int?

    package init() {}
  }

  /// One step, or one change that is no step.
  package struct Entry: Sendable {
    package let step: StepReport
    /// The number of the step that put it right.
    package let mendedIn: Int?
    /// Who said what, oldest first.
    package let signoffs: [SignoffLine]
    /// Members who approved and have not taken that back, by handle.
    package let consented: [Handle]
    /// Active members who could have said something and said nothing, the proposers left out:
    /// silence is never consent.
    package let silent: [Handle]
  }

  /// Newest first.
  package let entries: [Entry]

  package init(_ report: Report, _ query: Query) {
    entries = report.steps.reversed().filter { query.matches($0) }.prefix(query.limit ?? .max).map {
      step in
      let lines = step.assessment.map(SignoffLine.lines) ?? []
      return Entry(
        step: step, mendedIn: report.number(of: step), signoffs: lines,
        consented: Set(lines.filter(\.consents).map(\.member)).sorted(),
        silent: step.assessment.map { Self.silent($0, lines) } ?? [])
    }
  }

  private static func silent(_ assessment: Assessment, _ lines: [SignoffLine]) -> [Handle] {
    let heard = Set(lines.map(\.member) + lines.compactMap(\.principal))
      .union(assessment.proposal.proposers)
    return assessment.authority.rulebook.roster.active.filter { !heard.contains($0) }
  }
}

extension HistoryLog.Query {
  fileprivate func matches(_ step: StepReport) -> Bool {
    if let since, step.date < since { return false }
    if let until, step.date > until { return false }
    if let charter, !concerns(step, charter) { return false }
    if let proposals {
      guard let proposal = step.proposal, proposals.contains(proposal) else { return false }
    }
    if let member, !step.people.contains(member) { return false }
    return true
  }

  private func concerns(_ step: StepReport, _ charter: CharterPath) -> Bool {
    if step.changes.contains(where: { $0.pathText == charter.text }) { return true }
    guard includesRefused, step.kind == .closing else { return false }
    return step.assessment?.changes.contains { $0.pathText == charter.text } ?? false
  }
}

extension StepReport {
  /// Everybody who had a part in it: proposers, authors, performer, whoever said something.
  package var people: Set<Handle> {
    var people = Set([performedBy].compactMap(\.self))
    guard let assessment else { return people }
    people.formUnion(assessment.proposal.proposers)
    people.formUnion(assessment.proposal.coAuthors)
    for reading in assessment.signoffs where reading.speaks {
      people.insert(reading.message.member)
      if let principal = reading.message.principal { people.insert(principal) }
    }
    return people
  }

  /// Seconds from the proposal's opening to its end; nil for what had no proposal.
  package var secondsToDecision: Int64? {
    assessment.map { date.seconds - $0.proposal.openingDate.seconds }
  }
}
