internal import Charters
internal import Git
internal import Policies

/// Compares the words that a sign-off was given on with those that land.
struct Words {
  let judge: BranchJudge
  let authority: BranchState
  let changes: [GovernedChange]
  let landedTree: ObjectID
  let atoms: [Atom]
  let digest: AmendmentDigest

  /// The sign-off as the policy judges it.
  func signoff(_ reading: SignoffReading) throws -> Signoff {
    var same: (atoms: Set<Int>, charters: Set<CharterPath>) = ([], [])
    if reading.defects.isEmpty, let base = reading.baseTree {
      same = try sameWords(base: base, signed: reading.tree)
    }
    let message = reading.message
    return Signoff(
      id: reading.payloadID.text, commit: reading.commit.hex, member: message.member,
      principal: message.principal, decision: message.decision, date: reading.date,
      reason: message.reason?.text, sections: message.sections,
      despite: message.despite.map(\.text), defects: reading.defects,
      objectionStands: reading.objectionStands, sameAtoms: same.atoms,
      sameCharters: same.charters, sameProposal: message.amendment == digest, asks: message.asks,
      speaks: reading.speaks)
  }

  /// Atoms and whole charters of which both the old and the new words are those that land.
  private func sameWords(
    base: ObjectID, signed: ObjectID
  ) throws -> (atoms: Set<Int>, charters: Set<CharterPath>) {
    var wholeSame: Set<CharterPath> = []
    var result: Set<Int> = []
    for change in changes {
      let old = try judge.governed.entry(change.path, in: base)
      let new = try judge.governed.entry(change.path, in: signed)
      if old == change.old, new == change.new, let path = try? CharterPath(change.pathText) {
        wholeSame.insert(path)  // a path that is no charter is refused elsewhere
      }
    }
    for (index, atom) in atoms.enumerated() {
      if wholeSame.contains(atom.charter) {
        result.insert(index)
        continue
      }
      func text(_ tree: ObjectID) throws -> AtomText {
        atom.text(in: try judge.governed.charter(atom.charter, in: tree))
      }
      do {
        if try text(base) == text(authority.tree), try text(signed) == text(landedTree) {
          result.insert(index)
        }
      } catch is CharterTextError {
        continue  // words that cannot be read are not the same words
      }
    }
    return (result, wholeSame)
  }

  /// Whether an objection has nothing left to stand on, or its author has left.
  ///
  /// One that names no section stands on the whole proposal, so it stands while anything of that
  /// lands.  One that names a section which was there before ends when that section is back at the
  /// branch's text.  What the version objected to created or moved has no lasting name: the same
  /// words could come back under another heading.  So an objection to it ends only where it is gone
  /// and nothing at all is created or moved.
  func isMoot(_ reading: SignoffReading) throws -> Bool {
    guard authority.rulebook.isMember(reading.message.member) else { return true }
    if changes.isEmpty { return true }
    let names = reading.message.sections
    guard !names.isEmpty,
      !atoms.contains(where: { atom in names.contains { Self.names($0, atom) } })
    else { return false }
    guard atoms.contains(where: \.isNew) else { return true }
    guard let base = reading.baseTree, let touched = try touched(from: base, to: reading.tree)
    else { return false }
    return try names.allSatisfy { name in
      guard try isThere(name, in: base) else { return false }
      return !touched.contains { $0.isNew && Self.names(name, $0) }
    }
  }

  /// Whether a tree has the section, or something below it, that a name means.
  private func isThere(_ name: String, in tree: ObjectID) throws -> Bool {
    guard let mark = name.utf8.firstIndex(of: 35) else { return false }
    do {
      let path = try CharterPath("\(governedRoot)/" + name[..<mark])
      let pieces = try judge.governed.charter(path, in: tree)?.pieces ?? []
      return pieces.contains {
        Self.names(name, Atom(charter: path, section: $0, change: .edit))
      }
    } catch is PathProblem {
      return false
    } catch is CharterTextError {
      return false
    }
  }

  /// Charter and section of everything that differs; nil where it cannot be read.
  private func touched(from old: ObjectID, to new: ObjectID) throws -> [Atom]? {
    var found: [Atom] = []
    do {
      for change in try judge.governed.changes(from: old, to: new) {
        let path = try CharterPath(change.pathText)
        found += try Atom.between(
          change.old.map { try judge.governed.charter(path, $0) },
          change.new.map { try judge.governed.charter(path, $0) })
      }
    } catch is CharterTextError {
      return nil
    } catch is PathProblem {
      return nil
    } catch is AtomError {
      return nil
    }
    return found
  }

  /// Whether `path#section`, which covers subsections, names this atom.
  private static func names(_ name: String, _ atom: Atom) -> Bool {
    guard let mark = name.utf8.firstIndex(of: 35),
      "\(governedRoot)/" + name[..<mark] == atom.charter.text
    else { return false }
    let section = name[mark...].dropFirst()
    return [atom.section, atom.movedTo].compactMap { $0?.description }.contains {
      $0 == section || $0.hasPrefix(section + " > ")
    }
  }
}

extension Atom {
  /// It brings something under a name that was not there.
  fileprivate var isNew: Bool { change == .create || change == .move }
}
