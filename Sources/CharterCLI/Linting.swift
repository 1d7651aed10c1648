import Charters
import Evidence
import Policies
import Practice

/// The governed files of one state, to be checked together because they name one another.
struct Linting {
  /// One governed file; without bytes where it is too large to read.
  struct File {
    let path: [UInt8]
    let mode: UInt32
    let bytes: [UInt8]?

    var text: String { String(decoding: path, as: UTF8.self) }
  }

  let files: [File]
  /// `.gitattributes` and `.gitmodules`, wherever they are.
  let attributes: [File]

  /// Every finding, sorted, each once.
  ///
  /// - Parameters:
  ///   - now: the moment that terms of office, reviews and experiments are looked at.
  ///   - report: the history that tells when charters were last changed or looked at.
  func findings(at now: Timestamp? = nil, report: Report? = nil) -> [Finding] {
    var findings = ContentRules.checkTree(paths: files.map { (path: $0.path, mode: $0.mode) })
    var charters: [CharterText] = []
    var policy: [UInt8]?
    for file in files {
      guard let bytes = file.bytes else {
        findings.append(
          Finding(path: file.text, code: "file-too-large", message: "a charter has at most 1 MiB"))
        continue
      }
      findings += ContentRules.check(path: file.path, mode: file.mode, bytes: bytes)
      // What is no charter, or cannot be cut, is among the findings already.
      guard file.mode == ContentRules.fileMode, let path = try? CharterPath(file.text) else {
        continue
      }
      if path.kind == .policy { policy = bytes }
      if let charter = try? CharterText(path: path, bytes: bytes) { charters.append(charter) }
    }
    for file in attributes {
      findings += ContentRules.checkAttributes(path: file.path, bytes: file.bytes ?? [])
    }
    let lastSeen = report.map { LastSeen($0, charters).days } ?? [:]
    findings += Lint.check(charters, at: now, lastSeen: lastSeen)
    if let policy { findings += Self.findings(inPolicy: policy, charters: charters, at: now) }
    return Set(findings).sorted()
  }

  private static func findings(
    inPolicy bytes: [UInt8], charters: [CharterText], at now: Timestamp?
  ) -> [Finding] {
    let (policy, problems) = Policy.parse(bytes)
    let roster = Roster.read(charters).roster
    return (problems + (policy?.problems(with: roster, at: now) ?? [])).map {
      Finding(
        path: CharterPath.policyText, line: $0.line, column: $0.column, code: $0.code,
        level: Finding.Level(rawValue: $0.level.rawValue) ?? .error, message: $0.message,
        hint: $0.hint)
    }
  }
}
