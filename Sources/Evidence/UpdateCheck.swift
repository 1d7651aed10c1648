internal import Charters
internal import Git

/// Whether a merge only brings a proposal up to date with the protected branch.
///
/// Its second parent is on the branch's first-parent chain, newer than what the first parent builds
/// on; every piece of text that its first
/// parent left as at its base has the second parent's words (or absence), and every other piece
/// the first parent's.  Such a merge is nobody's content.
struct UpdateCheck {
  let judge: BranchJudge
  let limit: Int

  func isUpdate(_ merge: Commit) throws -> Bool {
    guard merge.parents.count == 2, let position = judge.history.position(merge.parents[1]),
      position <= limit,
      let base = try judge.history.newestAncestor(of: merge.parents[0], limit: limit),
      // An older branch would take back what the proposal already builds on.
      position > base
    else { return false }
    func tree(_ id: ObjectID) throws -> ObjectID { try judge.commits.facts(id).graph.tree }
    let trees = Trees(
      base: try tree(judge.history.chain[base]), own: try tree(merge.parents[0]),
      main: try tree(merge.parents[1]), merged: merge.tree)
    var paths: Set<[UInt8]> = []
    for other in [trees.base, trees.own, trees.main] {
      paths.formUnion(try judge.governed.changes(from: other, to: merge.tree).map(\.path))
    }
    for path in paths.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      guard try isUpdate(path, trees) else { return false }
    }
    return true
  }

  private struct Trees {
    let base, own, main, merged: ObjectID
  }

  private func isUpdate(_ path: [UInt8], _ trees: Trees) throws -> Bool {
    let base = try judge.governed.entry(path, in: trees.base)
    let own = try judge.governed.entry(path, in: trees.own)
    let main = try judge.governed.entry(path, in: trees.main)
    let merged = try judge.governed.entry(path, in: trees.merged)
    if own == base { return merged == main }
    if main == base { return merged == own }
    if own == main { return merged == own }
    let sides = [base, own, main, merged]
    guard sides.allSatisfy({ $0 == nil || $0?.mode == 0o100644 }),
      let charter = try? CharterPath(String(decoding: path, as: UTF8.self))  // else no charter
    else { return false }
    do {
      let texts = try sides.map { try $0.map { try judge.governed.charter(charter, $0) } }
      return Self.isUpdate(charter, base: texts[0], own: texts[1], main: texts[2], merged: texts[3])
    } catch is CharterTextError {
      return false
    }
  }

  /// The rule, piece by piece, on the four versions of one charter.
  private static func isUpdate(
    _ path: CharterPath, base: CharterText?, own: CharterText?, main: CharterText?,
    merged: CharterText?
  ) -> Bool {
    let versions = [base, own, main, merged].compactMap(\.self)
    let sections = versions.map { version in
      Set(version.pieces.filter { if case .section = $0 { true } else { false } })
    }
    let common = sections.dropFirst().reduce(sections.first ?? []) { $0.intersection($1) }
    var pieces: Set<SectionPath> = [.intro]
    for version in versions { pieces.formUnion(version.pieces) }
    for piece in pieces {
      guard case .section(let path) = piece else { continue }
      for depth in path.indices { pieces.insert(.order(Array(path[..<depth]))) }
    }
    // Only these two look at what stands around them, so that no piece costs the whole charter.
    let everywhere = common.sorted()
    let siblings = Dictionary(grouping: everywhere) { piece -> SectionPath in
      if case .section(let path) = piece { .order(Array(path.dropLast())) } else { .intro }
    }
    return pieces.allSatisfy { piece in
      // A section that not all versions have is compared with the blank lines above it.
      let change: Change = common.contains(piece) || piece == .intro ? .edit : .create
      let atom = Atom(
        charter: path, section: piece, change: change, movedTo: nil,
        context: piece == .intro ? everywhere : siblings[piece] ?? [])
      let mine = atom.text(in: own)
      return atom.text(in: merged) == (mine == atom.text(in: base) ? atom.text(in: main) : mine)
    }
  }
}
