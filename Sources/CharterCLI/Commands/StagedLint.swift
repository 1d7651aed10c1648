import Charters
import Console
import Git
import Processes

/// Checks the charters as they are staged: what pre-commit asks before a commit is made.
struct StagedLint {
  let repository: Repository

  init(_ repository: Repository) { self.repository = repository }

  /// One staged governed file.
  private struct Staged {
    let path: [UInt8]
    let mode: UInt32
    let id: ObjectID
  }

  func run(in session: Session) throws -> ExitStatus {
    let errors = try linting().findings(at: session.now).filter { $0.level == .error }
    if errors.isEmpty { return .done }
    for finding in errors {
      try session.errors.print("\(finding.description)")
      if let hint = finding.hint { try session.errors.print("  hint: \(hint)") }
    }
    try session.errors.print(
      "refused: \(errors.count) things in these charters must be mended first")
    return .no
  }

  /// What is staged under `Charters/`.
  func linting() throws -> Linting {
    let files = try staged().map { file in
      let isFile = file.mode & 0o170000 == 0o100000
      let isLarge = try isFile && repository.size(of: file.id).size > ContentRules.fileByteLimit
      let bytes = try isFile && !isLarge ? repository.blob(file.id) : []
      return Linting.File(path: file.path, mode: file.mode, bytes: isLarge ? nil : bytes)
    }
    return Linting(files: files, attributes: [])
  }

  /// What the index holds below the governed root; fails on an unfinished merge there.
  private func staged() throws -> [Staged] {
    let result = try repository.git(["ls-files", "--stage", "-z", "--", CharterPath.root])
    guard result.status == 0 else {
      throw Failure("git could not list what is staged", git: result)
    }
    return try result.output.split(separator: 0).map { line in
      let parts = line.split(separator: 9, maxSplits: 1)
      let facts = parts[0].split(separator: 32).map { String(decoding: $0, as: UTF8.self) }
      guard parts.count == 2, facts.count == 3, let mode = UInt32(facts[0], radix: 8),
        let id = ObjectID(hex: facts[1])
      else { throw Failure("git listed something that charter does not understand") }
      guard facts[2] == "0" else {
        throw Failure(
          "a merge is not finished yet", facts: ["\(String(decoding: parts[1], as: UTF8.self))"],
          hint: "mend the file, then: git add", status: .no)
      }
      return Staged(path: Array(parts[1]), mode: mode, id: id)
    }
  }
}
