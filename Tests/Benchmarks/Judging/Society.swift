import Charters
import Policies

/// What is judged: how much of it is there already.
enum Situation: String, CaseIterable {
  case fresh = "a few have signed"
  case signed = "everybody has signed who will"
  case contested = "some object"
  case everyTeam = "one of each team, few have signed"
}

/// An organisation of a size.
struct Society {
  let members: Int
  let teams: Int
  let rules: Int
  let signoffs: Int

  static let large = Society(members: 10_000, teams: 500, rules: 50, signoffs: 1_000)

  private func handles() -> [Handle] { (0..<members).compactMap { Handle("m\($0)") } }

  private func roster(_ handles: [Handle]) -> Roster? {
    let people = handles.compactMap { handle -> Member? in
      guard let path = try? CharterPath("Charters/members/\(handle.text).md") else { return nil }
      return Member(
        handle: handle, name: handle.text,
        keys: [Located("ssh-ed25519 \(handle.text)", line: 1, column: 1)], path: path)
    }
    let size = members / teams
    let groups = (0..<teams).compactMap { number -> Team? in
      guard let id = TeamID("t\(number)"), let path = try? CharterPath(id.charterText) else {
        return nil
      }
      let own = Array(handles[(number * size)..<((number + 1) * size)])
      return Team(id: id, path: path, lead: own.first, members: own)
    }
    guard people.count == members, groups.count == teams else { return nil }
    return Roster(members: people, teams: groups)
  }

  /// A policy in which every rule meets some of the changes.
  private func policy(_ situation: Situation) -> Policy? {
    var text = "charter-policy: 1\nrules:\n"
    for number in 0..<rules {
      let team = "t\(number % teams)"
      let needs: String
      switch number % 5 {
      case 0: needs = "{ approve: 1 of team \(team) }, { approve: 1 of everyone }"
      case 1: needs = "{ approve: 50% of team \(team), turnout: 40% }"
      case 2: needs = "{ consent: everyone, overruled-by: 2/3 of leads }, { open-for: 2 days }"
      case 3:
        needs =
          "{ any-of: [ { approve: 2 of leads }, [ { approve: majority of this team }, "
          + "{ approve: 1 of leads } ] ] }"
      default: needs = "{ approve: 2 of this team }, { advice: this lead, wait: 2 days }"
      }
      text += "  - name: Rule \(number)\n    for: { section: S\(number) }\n"
      text += "    exclude: nobody\n    needs: [ \(needs) ]\n"
    }
    let all = situation == .everyTeam ? "1 of each team" : "10 of everyone"
    text += "default: { needs: [ { approve: \(all) } ] }\n"
    return Policy.read(Array(text.utf8)).policy
  }

  func judged(_ situation: Situation) -> Case? {
    let handles = handles()
    guard let roster = roster(handles), let policy = policy(situation) else { return nil }
    var atoms: [Atom] = []
    for number in 0..<rules {
      let team = "t\(number % teams)"
      guard let path = try? CharterPath("Charters/teams/\(team)/agreements/a.md") else {
        return nil
      }
      for section in ["S\(number)", "Notes \(number)"] {
        atoms.append(Atom(charter: path, section: .section([section]), change: .edit))
      }
    }
    let start = Timestamp(seconds: 1_700_000_000)
    let count = situation == .fresh || situation == .everyTeam ? signoffs / 10 : signoffs
    let step = max(1, members / count)
    let votes = (0..<count).map { number -> Signoff in
      let objects = situation == .contested && number % 100 == 7
      return Signoff(
        id: "sha256:\(number)", commit: "\(number)", member: handles[number * step % members],
        principal: nil, decision: objects ? .object : .approve,
        date: start.adding(seconds: Int64(number)), reason: objects ? "no" : nil, sections: [],
        despite: [], defects: [], objectionStands: objects, sameAtoms: Set(atoms.indices),
        sameCharters: Set(atoms.map(\.charter)), sameProposal: true)
    }
    return Case(
      policy: policy, roster: roster, atoms: atoms, proposers: [handles[1]], coAuthors: [],
      subjects: [], term: .permanent, opened: start, openingDate: start, lastContent: start,
      now: start.adding(seconds: 10 * 86_400), signoffs: votes, mootObjections: [])
  }
}
