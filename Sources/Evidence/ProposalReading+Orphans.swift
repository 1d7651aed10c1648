internal import Charters
internal import Git

/// Why nobody answers any more for the words of a version that was signed as it should be.
enum Orphanhood: Hashable, Sendable {
  /// It may be a thief's: its key was reported lost or stolen since.
  case stolenKey(String)
  /// Who signed it has left, then or for a while; nobody watches over that key.
  case left(Handle)

  /// Without its full stop, so that a way on can follow.
  var sentence: String {
    switch self {
    case .stolenKey(let key):
      "A version is signed with a key that was reported lost or stolen (\(key)), so nobody answers "
        + "for its words"
    case .left(let member):
      "A version is signed by \(member), who has left since, so nobody answers for its words"
    }
  }
}

extension ProposalReader {
  /// Why nobody answers for an opening or a revision, by what was decided after its base; nil
  /// where its signer does.
  func orphanhood(of facts: CommitFacts, by member: Handle) throws -> Orphanhood? {
    guard let raw = facts.raw,
      let position = try judge.history.newestAncestor(of: facts.id, limit: authority.position)
    else { return nil }
    let then = try judge.authorship(of: raw, at: position)
    let revoked = authority.rulebook.revoked
    if !revoked.isEmpty {
      let now = try judge.commits.authorship(of: raw, in: authority.rulebook)
      if let key = [now.key, then.key].compactMap(\.self).first(where: revoked.contains) {
        return .stolenKey(key)
      }
    }
    // Who was no member at its base signed nothing that could be orphaned.
    guard then.isBy(member), try !judge.isMember(member, since: position, in: authority) else {
      return nil
    }
    return .left(member)
  }

  /// The newest version before those that nobody answers for; nil, and no problem, where there are
  /// none or a later version took every word of them back.
  ///
  /// A branch only grows, so somebody who could add to it once would stop the proposal for ever if
  /// what they added could not be taken back.
  func lastAnswered(
    _ orphans: [ObjectID: Orphanhood], opening: ObjectID, _ problems: inout [Problem]
  ) throws -> ObjectID? {
    if orphans.isEmpty { return nil }
    var last = opening
    var open: [ObjectID] = []
    var aside = Set(orphans.keys)
    for version in try versions(from: opening) {
      if orphans[version] != nil {
        open.append(version)
        aside.remove(version)
      } else if open.isEmpty {
        last = version
      } else if case .revision = try judge.commits.facts(version).role,
        try judge.governed.sameGoverned(tree(of: last), tree(of: version))
      {
        open = []
        last = version
      }
    }
    open += aside.sorted()
    for version in open {
      guard let orphanhood = orphans[version] else { continue }
      problems.append(
        Problem(
          .orphanedVersion,
          "\(orphanhood.sentence); take it back and go on from the version before it.",
          commit: version))
    }
    return open.isEmpty ? nil : last
  }

  /// The versions from the opening to the head along first parents, oldest first.
  private func versions(from opening: ObjectID) throws -> [ObjectID] {
    let known = Set(brought)
    var versions: [ObjectID] = []
    var next: ObjectID? = head
    while let id = next, known.contains(id) {
      versions.append(id)
      next = id == opening ? nil : try judge.commits.facts(id).graph.parents.first
    }
    return versions.reversed()
  }

  private func tree(of version: ObjectID) throws -> ObjectID {
    try judge.commits.facts(version).graph.tree
  }
}
