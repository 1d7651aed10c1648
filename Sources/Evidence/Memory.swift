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

extension Engine {
  /// Verifies a tip against what this clone knows: a founding that is not the expected one, or a
  /// tip that was verified before and is no longer on the chain, is *rollback*.
  ///
  /// `named` says that somebody asked for this very commit, which may then be an older one.
  package func verify(
    _ tip: ObjectID, remembering memory: Memory?, expecting: RepositoryID?, named: Bool
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
    report.outcome = .rollback
    report.warnings.append(
      "Step \(memory.step), verified here before (\(known.hex.prefix(10))), is no longer in this "
        + "history.")
    return report
  }

  /// Whether a commit is on the first-parent chain of a tip; false where either is missing.
  private func isOnChain(_ id: ObjectID, of tip: ObjectID) throws -> Bool {
    guard try repository.contains(id), try repository.contains(tip) else { return false }
    return try repository.firstParentChain(of: tip, limit: 2_000_000).contains(id)
  }
}
