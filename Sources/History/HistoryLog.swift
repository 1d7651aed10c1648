package import Charters
package import Evidence
internal import Policies

/// The steps of a protected branch as people look them up: by charter, by member, by time.
package struct HistoryLog: Sendable {
  /// What somebody looks for; everything that is set must hold.
  package struct Query: Sendable {
    /// The steps of one charter, whatever it was called.
    package var trail: CharterTrail?
    package var member: Handle?
    /// Changes of the role's charter, and what its holders of that day had a part in.
    package var role: RoleID?
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
    /// What it did to the charter that was asked about.
    package let mark: CharterTrail.Mark?

    /// Who decided for themselves or another: approved, objected or abstained, by handle.
    package var answered: [Handle] {
      Set(signoffs.filter { [.approve, .object, .abstain].contains($0.decision) }.map(\.member))
        .sorted()
    }

    /// The roles that a member held when the step was taken.
    package func roles(of member: Handle) -> [RoleID] {
      step.assessment?.authority.rulebook.roster.roles(heldBy: member, at: step.date) ?? []
    }
  }

  /// Newest first.
  package let entries: [Entry]

  package init(_ report: Report, _ query: Query) {
    entries = report.steps.indices.reversed().filter { query.matches(report.steps[$0], at: $0) }
      .prefix(query.limit ?? .max).map { index in
        let step = report.steps[index]
        let lines = step.assessment.map(SignoffLine.lines) ?? []
        return Entry(
          step: step, mendedIn: report.number(of: step), signoffs: lines,
          consented: Set(lines.filter(\.consents).map(\.member)).sorted(),
          silent: step.assessment.map { Self.silent($0, lines) } ?? [],
          mark: query.trail?.marks[index])
      }
  }

  private static func silent(_ assessment: Assessment, _ lines: [SignoffLine]) -> [Handle] {
    let heard = Set(lines.map(\.member) + lines.compactMap(\.principal))
      .union(assessment.proposal.proposers)
    return assessment.authority.rulebook.roster.active.filter { !heard.contains($0) }
  }
}

extension HistoryLog.Query {
  fileprivate func matches(_ step: StepReport, at index: Int) -> Bool {
    if let since, step.date < since { return false }
    if let until, step.date > until { return false }
    if let trail {
      guard trail.marks[index] != nil, includesRefused || step.kind != .closing else {
        return false
      }
    }
    if let proposals {
      guard let proposal = step.proposal, proposals.contains(proposal) else { return false }
    }
    if let member, !step.people.contains(member) { return false }
    if let role, !concerns(step, role) { return false }
    return true
  }

  private func concerns(_ step: StepReport, _ role: RoleID) -> Bool {
    let changes = step.changes + (includesRefused ? step.assessment?.changes ?? [] : [])
    // What is no charter's path is no role's charter.
    if changes.contains(where: { (try? CharterPath($0.pathText))?.role == role }) { return true }
    guard includesRefused || step.kind != .closing else { return false }
    let holders = step.assessment?.authority.rulebook.roster.holders(of: role, at: step.date) ?? []
    return !step.people.isDisjoint(with: holders)
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
