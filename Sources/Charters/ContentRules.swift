/// What may stand below `Charters/`, and what a file there may hold (R16 and R18 of the evidence format).
///
/// Every finding is of level error: a step, a revision or a push that has one is refused.
package enum ContentRules {
  /// The most bytes of one charter (R18).
  package static let fileByteLimit = 1 << 20
  /// The most governed files in one step (R18).
  package static let fileCountLimit = 10_000
  /// The mode of a regular file that is not executable, the only one allowed.
  package static let fileMode: UInt32 = 0o100644
  /// So many refused characters are reported of one text; the rest is more of the same.
  static let characterReportLimit = 20
  /// And about so many faults of headings.
  static let headingReportLimit = 100

  /// Checks one governed file: its path, mode, size, text, front matter and headings.
  package static func check(path: [UInt8], mode: UInt32, bytes: [UInt8]) -> [Finding] {
    let text = String(decoding: path, as: UTF8.self)
    var findings = checkPlace(path: path, mode: mode)
    if let charter = try? CharterPath(text) {  // why it is none is said with its place
      findings += checkContent(of: charter, bytes: bytes)
    } else {
      findings += checkText(bytes, path: text)
    }
    return findings.sorted()
  }

  /// Checks where a governed file stands, and its mode.
  package static func checkPlace(path: [UInt8], mode: UInt32) -> [Finding] {
    let text = String(decoding: path, as: UTF8.self)
    var findings = check(mode: mode, path: text)
    do {
      _ = try CharterPath(text)
    } catch {
      findings.append(finding(error))
    }
    return findings
  }

  /// Checks what a governed file holds: its size, text, front matter and headings.
  package static func checkContent(of path: CharterPath, bytes: [UInt8]) -> [Finding] {
    checkContent(of: path, bytes: bytes) { () throws(CharterTextError) in
      try CharterText(path: path, bytes: bytes)
    }
  }

  /// The same where the charter may have been cut already: `charter` gives what `bytes` make at
  /// `path`, or throws why they make none.
  package static func checkContent(
    of path: CharterPath, bytes: [UInt8], charter: () throws(CharterTextError) -> CharterText
  ) -> [Finding] {
    guard bytes.count <= fileByteLimit else {
      return [
        Finding(
          path: path.text, code: "file-too-large",
          message: "this file has \(bytes.count) bytes; at most \(fileByteLimit) are allowed",
          hint: "split it into several charters")
      ]
    }
    let ofText = checkText(bytes, path: path.text)
    // What is below reads the text as lines and scalars, which only clean text has.
    guard ofText.isEmpty else { return ofText }
    guard !bytes.starts(with: lfsPointer) else {
      return [
        Finding(
          path: path.text, line: 1, column: 1, code: "lfs-pointer",
          message: "this is a pointer of Git LFS; the words themselves are somewhere else",
          hint: "git lfs untrack 'Charters/**', then add the file again")
      ]
    }
    return path.kind == .policy
      ? checkPolicy(path, bytes) : MarkdownRules.check(path: path, bytes: bytes, charter)
  }

  /// How a file of Git LFS begins (git-lfs/docs/spec.md, "The Pointer").
  private static let lfsPointer = Array("version https://git-lfs.github.com/spec/".utf8)

  /// Checks only the characters: of a file, a message or a name.  `path` is for the findings.
  package static func checkText(_ bytes: [UInt8], path: String = "") -> [Finding] {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return [
        Finding(
          path: path, line: lineOfBadByte(in: bytes), code: "not-utf-8",
          message: "this is not UTF-8 text",
          hint: "save it as UTF-8")
      ]
    }
    return checkText(text, path: path)
  }

  /// Checks only the characters: of a message or a name.
  package static func checkText(_ text: String, path: String = "") -> [Finding] {
    CharacterRule.violations(in: text, limit: characterReportLimit).map {
      CharacterFinding.finding($0, path: path)
    }
  }

  static func check(mode: UInt32, path: String) -> [Finding] {
    let message: String
    switch mode {
    case fileMode: return []
    case 0o100755: message = "this file is executable"
    case 0o120000: message = "this is a symbolic link"
    case 0o160000: message = "this is a submodule"
    case 0o040000: message = "this is a folder"
    default: message = "this has the mode \(String(mode, radix: 8))"
    }
    return [
      Finding(
        path: path, code: "bad-mode", message: "\(message); only plain files are allowed here",
        hint: mode == 0o100755 ? "git update-index --chmod=-x \(path)" : nil)
    ]
  }

  static func finding(_ problem: PathProblem) -> Finding {
    Finding(
      path: problem.path, code: problem.code, message: problem.message, hint: problem.hint)
  }

  private static func checkPolicy(_ path: CharterPath, _ bytes: [UInt8]) -> [Finding] {
    do {
      _ = try StrictYAML.parse(bytes)
      return []
    } catch {
      return [finding(error, path: path.text)]
    }
  }

  static func finding(_ problem: YAMLProblem, path: String) -> Finding {
    Finding(
      path: path, line: problem.line, column: problem.column, code: problem.code,
      message: problem.message, hint: problem.hint)
  }

  /// The line, from 1, of the first byte that is not UTF-8.
  private static func lineOfBadByte(in bytes: [UInt8]) -> Int {
    var decoder = UTF8()
    var rest = bytes.makeIterator()
    var line = 1
    while case .scalarValue(let scalar) = decoder.decode(&rest) {
      if scalar == "\n" { line += 1 }
    }
    return line
  }
}
