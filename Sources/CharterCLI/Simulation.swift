import Charters
import Console
import Git
import Policies

/// A proposal that is only supposed, judged by the very function that judges real ones.
struct Simulation {
  let supposed: Case
  let judgement: Judgement
  let place: PolicyPlace

  /// - Parameters:
  ///   - opened: R15's *opened*, the opening's date and that since which the last words settle; nil
  ///     is `now`, and then each wait has begun only where somebody else has answered.
  init(
    _ policy: Policy, _ atoms: [Atom], _ answers: SimulatedAnswers, in place: PolicyPlace,
    opened: Timestamp?, now: Timestamp, term: Term = .permanent, expires: Day? = nil
  ) throws {
    let opening = opened ?? now
    let proposers = try place.members(answers.proposer)
    // A change for a time says so in every charter that it changes.
    let atoms = term == .permanent ? atoms : Self.withEntries(atoms, place)
    let signoffs = try answers.signoffs(atoms, at: opening, in: place)
    let coAuthors = try place.members(answers.coAuthor)
    let witnesses = Witnesses(
      active: place.roster.active, proposers: proposers, coAuthors: coAuthors, lastAuthor: nil)
    func start(_ isAlone: Bool, without own: [Handle]) -> Timestamp? {
      isAlone || signoffs.contains { !own.contains($0.member) && $0.date <= now } ? now : nil
    }
    supposed = Case(
      policy: policy, roster: place.roster, atoms: atoms, proposers: proposers,
      coAuthors: coAuthors, subjects: Self.subjects(atoms, place), term: term,
      opened: opened ?? start(witnesses.isOpenerAlone, without: witnesses.openers),
      openingDate: opening,
      lastContent: opened ?? start(witnesses.areWritersAlone, without: witnesses.writers),
      now: now, signoffs: signoffs, mootObjections: [], expires: expires,
      affects: Self.affects(atoms, place))
    judgement = judge(supposed)
    self.place = place
  }

  var status: ExitStatus { ExitStatus(judgement.state) }

  /// Whose membership, role or keys would be altered: the person of a member's page, and those
  /// whom a list names now where it changes.
  private static func subjects(_ atoms: [Atom], _ place: PolicyPlace) -> [Handle] {
    var subjects: Set<Handle> = []
    for atom in atoms {
      guard case .field(let field) = atom.section else { continue }
      let roster = place.roster
      switch (atom.charter.kind, field) {
      case (.member, "status"), (.member, "keys"), (.member, "kind"):
        // A page comes and goes with its `kind`.
        if field != "kind" || atom.change != .edit {
          subjects.formUnion([atom.charter.member].compactMap(\.self))
        }
      case (.team, "lead"):
        subjects.formUnion(
          [atom.charter.team.flatMap { roster.teams[$0]?.lead }].compactMap(\.self))
      case (.team, "members"):
        subjects.formUnion(atom.charter.team.map { roster.members(of: $0) } ?? [])
      case (.role, "holders"):
        subjects.formUnion(
          atom.charter.role.flatMap { roster.roles[$0]?.holders.map(\.who) } ?? [])
      default: break
      }
    }
    return subjects.sorted()
  }

  /// The changes, and the entry of `experiments:` that each charter gets with them.
  private static func withEntries(_ atoms: [Atom], _ place: PolicyPlace) -> [Atom] {
    let entries = Set(atoms.map(\.charter)).map { path in
      let field = SectionPath.field("experiments")
      let isThere = place.charters.first { $0.path == path }?.pieces.contains(field) ?? false
      return Atom(charter: path, section: field, change: isThere ? .edit : .create)
    }
    return Set(atoms + entries).sorted()
  }

  /// Whom the changed charters name as affected.
  private static func affects(_ atoms: [Atom], _ place: PolicyPlace) -> Affects {
    let changed = Set(atoms.map(\.charter))
    return Affects(
      charters: Dictionary(
        uniqueKeysWithValues: place.charters.filter { changed.contains($0.path) }
          .map { ($0.path, $0.affects) }))
  }

  // MARK: Answers

  func text(_ terminal: Terminal) -> Text {
    let by = supposed.proposers.map(\.text)
    let name = by.isEmpty ? "somebody who has no say" : by.joined(separator: ", ")
    var lines: [Text] = [
      "\("Supposed", .heading), \(place.name): proposed by \(name)",
      judgement.state == .approved
        ? "  \("approved", .ok); it could be made official"
        : "  \(Text(judgement.state == .waitingPeople || judgement.state == .waitingTime ? "not approved yet" : judgement.state.words, .warning))",
      "",
    ]
    let explanation = Explanation.lines(
      judgement, width: terminal.width, ascii: !terminal.isUnicode)
    lines += explanation.filter { $0.label != .next }.map(\.styled)
    let ignored = judgement.signoffs.filter { !$0.counts && !$0.reasons.isEmpty }
    if !ignored.isEmpty {
      lines += ["", "\(" Does not count", .heading)"]
      lines += ignored.map { signoff in
        "   \(.waiting) \(signoff.member, .strong) \(signoff.decision.done): "
          + Text(signoff.reasons.map(\.words).joined(separator: ", "), .dim)
      }
    }
    lines += [""] + explanation.filter { $0.label == .next }.map(\.styled)
    return lines.lines
  }

  /// The shape that status and check have too; what only a real proposal has is null.
  var document: JSON {
    let said = Dictionary(
      judgement.signoffs.map { ($0.signoff, $0) }, uniquingKeysWith: { first, _ in first })
    return [
      "schema": "charter.policy-simulate/1",
      "proposal": [
        "id": nil, "slug": nil, "title": nil,
        "proposer": .optional(supposed.proposers.first?.text),
        "opened": .moment(supposed.opened), "term": .string(supposed.term.rawValue),
        "expires": .optional(supposed.expires?.text), "base": .optional(place.commit?.hex),
        "head": nil,
        "proposed": .moment(supposed.openingDate),
        "with": .strings(supposed.proposers.dropFirst().map(\.text)),
        "coAuthors": .strings(supposed.coAuthors.map(\.text)), "rationale": nil, "amendment": nil,
      ],
      "state": .string(judgement.state.rawValue),
      "rules": .rules(judgement),
      "signoffs": .array(
        supposed.signoffs.map { signoff in
          let verdict = said[signoff.id]
          return [
            "member": .string(signoff.member.text),
            "decision": .string(signoff.decision.rawValue), "commit": nil,
            "for": .optional(signoff.principal?.text), "counts": .bool(verdict?.counts ?? false),
            "reasons": .strings((verdict?.reasons ?? []).map(\.rawValue)), "id": nil,
            "date": .moment(signoff.date), "text": .optional(signoff.reason), "sections": [],
          ]
        }),
      "next": .next(judgement),
      "problems": [], "unanswered": [],
    ]
  }
}
