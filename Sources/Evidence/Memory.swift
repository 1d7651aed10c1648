internal import Charters
package import Git
internal import FoundationEssentials

/// What this clone has verified before, so that a rewritten or older history shows.
///
/// Kept under `charter/` in the git directory; deleting it forgets, and changes nothing else.
package struct Memory: Codable, Hashable, Sendable {
  package var repository: String
  package var branch: String
  package var tip: String
  package var step: Int

  /// The file of a repository's memory.
  private static func path(_ repository: Repository) -> String {
    repository.commonDirectory + "/charter/verified.json"
  }

  /// The memory of a clone; nil where it never verified anything.
  ///
  /// Throws where the file is there and cannot be read, which must not pass for "never".
  package static func load(_ repository: Repository) throws -> Memory? {
    let path = path(repository)
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let data = try Data(contentsOf: URL(filePath: path))
    return try JSONDecoder().decode(Memory.self, from: data)
  }

  /// Writes the memory whole or not at all.
  package func save(_ repository: Repository) throws {
    let folder = repository.commonDirectory + "/charter"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    try encoder.encode(self).write(to: URL(filePath: Self.path(repository)), options: .atomic)
  }

  /// The repository and branch that are expected; throws where the memory is damaged.
  package func pin() throws -> Pin {
    guard let id = RepositoryID(repository) else { throw EvidenceError.badPin }
    return Pin(repository: id, branch: try ReferenceName(branch))
  }

  /// What a valid state is remembered as.
  package init(_ state: BranchState) {
    repository = state.repository.text
    branch = state.branch.text
    tip = state.tip.hex
    step = state.step
  }
}

/// Where a clone's protected branch and the remote's stand; nil where there is none.
package struct BranchStand: Hashable, Sendable {
  package let local: ObjectID?
  package let remote: ObjectID?

  package init(local: ObjectID?, remote: ObjectID?) {
    self.local = local
    self.remote = remote
  }
}

extension Engine {
  /// Verifies a tip against what this clone knows: a founding that is not the expected one, or a
  /// tip that was verified before and is on no chain where it must be, is *rollback*.
  ///
  /// - Parameters:
  ///   - named: somebody asked for this very commit, which may then be an older one.
  ///   - behind: where else the protected branch stands, here or on the remote.  A tip that lacks
  ///     what is still there is merely behind it.
  package func verify(
    _ tip: ObjectID, remembering memory: Memory?, expecting: RepositoryID?, named: Bool,
    behind: BranchStand? = nil
  ) throws -> Report {
    var report = try verify(tip)
    if let expecting, let found = report.repository, found != expecting {
      report.outcome = .rollback
      report.warnings.append(
        "The repository id is \(found), and not \(expecting): this is another founding.")
      return report
    }
    guard let memory, report.outcome != .incomplete,
      report.branch == nil || report.branch?.text == memory.branch
    else { return report }
    if expecting == nil, let found = report.repository, found.text != memory.repository {
      report.outcome = .rollback
      report.warnings.append(
        "This clone knew the repository as \(memory.repository); now it is \(found).")
      if let start = report.current.first, start.continues != nil {
        report.warnings.append(
          "\(start.performedBy?.text ?? "Somebody") made a new start on \(start.date.iso8601).")
      }
      return report
    }
    guard let known = ObjectID(hex: memory.tip) else { return report }
    if try isOnChain(known, of: tip) || (named && isOnChain(tip, of: known)) { return report }
    if let behind, try isMerelyBehind(report, tip, known: known, behind) { return report }
    report.outcome = .rollback
    report.warnings.append(
      "Step \(memory.step), verified here before (\(known.hex.prefix(10))), is no longer in this "
        + "history.")
    return report
  }

  /// Whether what was verified before still stands elsewhere, so that a tip only lacks it.
  ///
  /// The remote's own branch is held to it whatever the branch here has; any other commit may hold
  /// no decision that the known history has not.
  private func isMerelyBehind(
    _ report: Report, _ tip: ObjectID, known: ObjectID, _ stand: BranchStand
  ) throws -> Bool {
    if tip == stand.local { return try stand.remote.map { try isOnChain(known, of: $0) } ?? false }
    guard tip != stand.remote,
      try [stand.local, stand.remote].compactMap(\.self).contains(where: {
        try isOnChain(known, of: $0)
      })
    else { return false }
    let chain = Set(try repository.firstParentChain(of: known, limit: 2_000_000))
    return report.steps.allSatisfy { $0.step == nil || chain.contains($0.commit) }
  }

  /// Whether a state that was just verified may replace what is remembered: it holds it, or it is
  /// another founding, which somebody accepted.
  package func mayRemember(_ now: Memory, after memory: Memory?) throws -> Bool {
    guard let memory, now != memory else { return memory == nil }
    guard now.repository == memory.repository, now.branch == memory.branch,
      let known = ObjectID(hex: memory.tip), let tip = ObjectID(hex: now.tip)
    else { return true }
    return try isOnChain(known, of: tip)
  }

  /// Whether a commit is on the first-parent chain of a tip; false where either is missing.
  private func isOnChain(_ id: ObjectID, of tip: ObjectID) throws -> Bool {
    guard try repository.contains(id), try repository.contains(tip) else { return false }
    return try repository.firstParentChain(of: tip, limit: 2_000_000).contains(id)
  }
}
