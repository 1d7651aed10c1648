import Testing

@testable import Charters
@testable import Policies

/// The cases of `Cases/reliances.txt`, and every set of people tried one by one.
@Suite struct RelianceCases {
  @Test(arguments: WrittenCase.all("reliances"))
  func rests(_ written: WrittenCase) throws {
    let roster = try written.roster()
    let situation = PolicySituation(try written.policy(), on: try written.ground(roster))
    let lines = written.lines("rests")
    #expect(!lines.isEmpty)
    for line in lines {
      let (path, expected) = line.divided(at: ": ")
      let charter = try CharterPath("Charters/\(path)")
      let found = try #require(situation.reliances(of: [charter]).first)
      #expect(words(found) == expected, "\(path)")
      #expect(try everySet(charter, situation) == words(found), "\(path), every set of people")
    }
  }

  private func words(_ reliance: Reliance) -> String {
    let most = reliance.most.map { "\($0)" } ?? "nobody"
    let least = reliance.least.map { "\($0)" } ?? "nobody"
    let people = most == least ? least : "\(least) to \(most)"
    #expect(!reliance.busFactor.isBound)
    return "\(people); \(reliance.busFactor.number)"
  }

  /// The same by trying every set of people, and every proposer of it.
  private func everySet(_ charter: CharterPath, _ situation: PolicySituation) throws -> String {
    let rehearsal = situation.rehearsal
    let people = rehearsal.people.handles.indices
    let sets = (0..<(1 << people.count)).map { bits in
      PeopleSet(people.filter { bits & (1 << $0) != 0 })
    }.sorted { $0.count < $1.count }
    func decides(_ set: PeopleSet, _ change: Atom, _ rehearsal: Rehearsal) -> Bool {
      let able = set.intersection(rehearsal.people.active).intersection(rehearsal.signing)
      return able.indexes.contains { rehearsal.decides(able, change, by: $0) }
    }
    var (least, factors): ([Int?], [Int]) = ([], [])
    for change in situation.survey.changes(of: charter) {
      least.append(sets.first { decides($0, change, rehearsal) }?.count)
      let gone = sets.first { gone in
        let rest = rehearsal.without(gone)
        return !decides(rest.people.all, change, rest)
      }
      factors.append(try #require(gone).count)
    }
    let known = least.compactMap(\.self)
    let most = least.contains(nil) ? "nobody" : "\(known.max() ?? 0)"
    let fewest = known.min().map { "\($0)" } ?? "nobody"
    let names = most == fewest ? fewest : "\(fewest) to \(most)"
    return "\(names); \(factors.min() ?? 0)"
  }

  /// Rules that tell nobody apart are searched once, whatever the number of charters.
  @Test func manyPeopleAndCharters() throws {
    let members = try (0..<400).map { number in
      let name = "member-\(number)"
      return Member(
        handle: try WrittenCase.handle(name), name: name,
        keys: [Located("ssh-ed25519 \(name)", line: 1, column: 1)],
        path: try CharterPath("Charters/members/\(name).md"))
    }
    let policy = try #require(
      Policy.read(
        Array(
          """
          charter-policy: 1
          rules:
            - name: Most agree
              for: { kind: agreement }
              exclude: nobody
              needs: [ { approve: majority of everyone } ]
          default: { exclude: nobody, needs: [ { approve: 2 of everyone } ] }

          """.utf8)
      ).policy)
    let charters = try (0..<300).map { try CharterPath("Charters/agreements/a\($0).md") }
    let ground = PolicyGround(
      roster: Roster(members: members),
      charters: Dictionary(
        uniqueKeysWithValues: charters.map { ($0, [.intro, .section(["Driver"])]) }))
    let found = PolicySituation(policy, on: ground).reliances(of: charters + [.policy])
    #expect(found.dropLast().allSatisfy { $0.least == 201 && $0.most == 201 })
    #expect(found.last?.least == 2)
    #expect(found.allSatisfy { $0.busFactor.number > 100 })
  }
}
