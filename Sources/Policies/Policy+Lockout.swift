package import Charters

extension Policy {
  /// Whether the policy could no longer be changed, or the roster could not, by anybody with
  /// everybody's approval; each with the rule that stands in the way.
  ///
  /// Decided by judging three changes as proposed by every active member: an edit of the policy,
  /// a new member, and a change in the page of a member.  The last is possible if it is for one
  /// member at least.
  ///
  /// - Parameter at: the date for which holders of roles are looked up; nil takes every holder.
  package func lockout(roster: Roster, at: Timestamp? = nil) -> [PolicyProblem] {
    let rehearsal = Rehearsal(self, roster, at: at)
    guard !rehearsal.people.active.isEmpty else {
      return [lockout("nobody is an active member, so nothing could be decided any more", nil)]
    }
    guard !rehearsal.people.active.isDisjoint(with: rehearsal.signing) else {
      return [lockout("no active member has a key, so nobody could sign anything any more", nil)]
    }
    var problems: [PolicyProblem] = []
    if let obstacle = rehearsal.obstacle(.policyEdit) {
      problems.append(lockout("the policy could no longer be changed by anybody", obstacle))
    }
    if let newcomer = Rehearsal.Change.newMember(roster),
      let obstacle = rehearsal.obstacle(newcomer)
    {
      problems.append(lockout("nobody could become a member any more", obstacle))
    }
    var first: Rehearsal.Obstacle?
    for change in rehearsal.memberEdits {
      guard let obstacle = rehearsal.obstacle(change) else { return problems }
      first = first ?? obstacle
    }
    if let first {
      problems.append(lockout("nobody's membership could be changed any more", first))
    }
    return problems
  }

  private func lockout(_ message: String, _ obstacle: Rehearsal.Obstacle?) -> PolicyProblem {
    var message = message
    var place = Place(line: 1, column: 1)
    if let rule = obstacle?.rules.first {
      let found = rules.first { $0.name == rule.name }
      place = (rule.isDefault ? defaultRule?.place : found?.place) ?? place
      let name = rule.isDefault ? "the default" : "“\(rule.name)”"
      message += ": \(name) asks for people who are not there, even if everybody approved"
    } else if let atom = obstacle?.uncovered.first {
      message += ": no rule says who decides about \(atom.display)"
    }
    return PolicyProblem(
      line: place.line, column: place.column, code: "lock-out", level: .error, message: message,
      hint: obstacle?.rules.isEmpty == false
        ? "exclude: nobody"
        : "default: { exclude: nobody, needs: [ { approve: 2/3 of everyone } ] }")
  }
}

extension Rehearsal.Change {
  static let policyEdit = Rehearsal.Change(
    atoms: [Atom(charter: .policy, section: .policy, change: .edit)], subjects: [])

  /// A page with what every member's page has.
  static func newMember(_ roster: Roster) -> Rehearsal.Change? {
    var name = "newcomer"
    var number = 1
    while let handle = Handle(name), roster.members[handle] != nil {
      number += 1
      name = "newcomer-\(number)"
    }
    // A handle always makes a path of the layout.
    guard let handle = Handle(name), let path = try? CharterPath("Charters/members/\(name).md")
    else { return nil }
    let pieces: [SectionPath] =
      [.intro] + ["kind", "name", "email", "keys"].map { .field($0) }
    return Rehearsal.Change(
      atoms: pieces.map { Atom(charter: path, section: $0, change: .create) },
      subjects: [handle])
  }

  static func statusEdit(_ member: CharterPath) -> Rehearsal.Change {
    Rehearsal.Change(
      atoms: [Atom(charter: member, section: .field("status"), change: .edit)],
      subjects: [member.member].compactMap(\.self))
  }
}

extension Rehearsal {
  /// A change of the page of each member, those first who are in most groups; members whom the
  /// policy cannot tell apart are tried once.
  var memberEdits: [Change] {
    var seen: Set<[Bool]> = []
    let names = policy.everyWho
    let distinctions = people.distinctions(names)
    // Of a member's page all words but two mean the same for every member.
    let page = people.handles.first.flatMap { try? CharterPath("Charters/members/\($0).md") }
    let groups = names.filter { $0 != .thisPerson && $0 != .domainHolder }
      .map { people.named($0, page.map { Binding(of: $0) } ?? Binding(of: .policy)) }
    let patterns = policy.rules.flatMap { rule in
      [rule.match.pattern] + (rule.match.except.map { [$0] } ?? [])
    }.flatMap(\.paths)
    return people.handles.compactMap { handle -> Change? in
      guard let path = try? CharterPath("Charters/members/\(handle.text).md") else { return nil }
      let change = Change.statusEdit(path)
      guard let index = people.index[handle] else { return nil }
      var key = (groups + distinctions).map { $0.contains(index) }
      key += [people.active.contains(index), signing.contains(index)]
      if !patterns.isEmpty {
        let name = path.display
        key += patterns.map { $0.matches(name) }
      }
      if names.contains(.domainHolder) {
        key += people.bindings(of: path, using: .all).map {
          people.named(.domainHolder, $0).contains(index)
        }
      }
      return seen.insert(key).inserted ? change : nil
    }
  }
}
