import Charters
import Console
import Git
import Processes
import Policies

/// Checks the charters as they are staged: what pre-commit asks before a commit is made.
struct StagedLint {
  let repository: Repository

  init(_ repository: Repository) { self.repository = repository }

  /// One staged governed file.
  private struct Staged {
    let path: [UInt8]
    let mode: UInt32
    let id: ObjectID
    var text: String { String(decoding: path, as: UTF8.self) }
  }

  func run(in session: Session) throws -> ExitStatus {
    let errors = try findings().filter { $0.level == .error }
    if errors.isEmpty { return .done }
    for finding in errors {
      try session.errors.print("\(finding.description)")
      if let hint = finding.hint { try session.errors.print("  hint: \(hint)") }
    }
    try session.errors.print("refused: \(errors.count) things in these charters must be mended first")
    return .no
  }

  /// Every finding about what is staged under `Charters/`; none where nothing is staged there.
  func findings() throws -> [Finding] {
    let files = try staged()
    var findings = ContentRules.checkTree(paths: files.map { (path: $0.path, mode: $0.mode) })
    var charters: [CharterText] = []
    var policy: [UInt8]?
    for file in files where file.mode == 0o100644 {
      let size = try repository.size(of: file.id).size
      guard size <= ContentRules.fileByteLimit else {
        findings.append(
          Finding(path: file.text, code: "file-too-large", message: "a charter has at most 1 MiB"))
        continue
      }
      let bytes = try repository.blob(file.id)
      findings += ContentRules.check(path: file.path, mode: file.mode, bytes: bytes)
      // What is no charter, or cannot be cut, is among the findings already.
      guard let path = try? CharterPath(file.text) else { continue }
      if path.kind == .policy { policy = bytes }
      if let charter = try? CharterText(path: path, bytes: bytes) { charters.append(charter) }
    }
    findings += Lint.check(charters)
    if let policy {
      let (parsed, problems) = Policy.parse(policy)
      let all = problems + (parsed?.problems(with: Roster.read(charters).roster) ?? [])
      findings += all.map {
        Finding(
          path: "\(CharterPath.root)/policy.yml", line: $0.line, column: $0.column, code: $0.code,
          level: Finding.Level(rawValue: $0.level.rawValue) ?? .error, message: $0.message,
          hint: $0.hint)
      }
    }
    return Set(findings).sorted()
  }

  /// What the index holds below the governed root; fails on an unfinished merge there.
  private func staged() throws -> [Staged] {
    let result = try repository.git(["ls-files", "--stage", "-z", "--", CharterPath.root])
    guard result.status == 0 else { throw Failure("git could not list what is staged", git: result) }
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
