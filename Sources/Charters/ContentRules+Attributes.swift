extension ContentRules {
  /// Whether git, on some file system, would read attributes or submodules from this path.
  package static func isAttributesFile(_ path: [UInt8]) -> Bool {
    let name = Array(path.reversed().prefix { $0 != UInt8(ascii: "/") }.reversed())
    return RootFolding.folds(name, to: ".gitattributes")
      || RootFolding.folds(name, to: ".gitmodules")
  }

  /// Checks a `.gitattributes` or `.gitmodules` of the repository, wherever it lies.
  ///
  /// Refused is what changes how governed text is stored, shown or merged: filter, ident,
  /// working-tree-encoding, export-subst, binary, -diff, and merge drivers but `text` and
  /// `charter`, on a pattern that could match a governed path; and submodules there.  A later
  /// line that takes an attribute back is not followed: narrow the pattern instead.
  package static func checkAttributes(path: [UInt8], bytes: [UInt8]) -> [Finding] {
    guard isAttributesFile(path) else { return [] }
    let text = String(decoding: path, as: UTF8.self)
    let parts = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    if parts.count > 1 {
      // Deeper files speak only of what lies beside and below them.
      guard RootFolding.folds(Array(parts[0]), to: CharterPath.root) else { return [] }
      return [
        Finding(
          path: text, code: "attributes-inside-root",
          message: "git's own settings may not lie inside Charters/", hint: "git rm '\(text)'")
      ]
    }
    let isModules = RootFolding.folds(path, to: ".gitmodules")
    return isModules ? modules(bytes, path: text) : attributes(bytes, path: text)
  }

  private static func attributes(_ bytes: [UInt8], path: String) -> [Finding] {
    let file = AttributesFile(bytes)
    var findings = file.overlongLines.map { line in
      Finding(
        path: path, line: line, code: "attributes-line-too-long",
        message: "this line is so long that some versions of git read its end as a new line",
        hint: "keep lines below \(AttributesFile.lineLimit) bytes")
    }
    for rule in file.rules where rule.couldMatchCharter {
      for setting in rule.settings where file.isForbidden(setting) {
        findings.append(
          Finding(
            path: path, line: rule.line, code: "forbidden-attribute",
            message: "'\(setting)' on '\(rule.pattern)' could change how charters are stored, "
              + "shown or merged",
            hint: "give it to other folders only, such as 'docs/**'"))
      }
    }
    return Array(findings.sorted().prefix(100))
  }

  /// git reads this file as configuration; quotes and escapes are dropped here before looking.
  private static func modules(_ bytes: [UInt8], path: String) -> [Finding] {
    let plain = bytes.filter { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\r") }
    var findings: [Finding] = []
    var line = 1
    for raw in plain.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      defer { line += 1 }
      guard let equals = raw.firstIndex(of: UInt8(ascii: "=")) else { continue }
      var value = raw[(equals + 1)...].filter { $0 != UInt8(ascii: "\t") && $0 != 0 }
      while value.first == UInt8(ascii: " ") || value.first == UInt8(ascii: "/") {
        value.removeFirst()
      }
      while value.starts(with: "./".utf8) { value.removeFirst(2) }
      value.removeAll { $0 == UInt8(ascii: "\\") }
      let end = value.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ";") }
      guard RootFolding.folds(Array(value[..<(end ?? value.endIndex)]), to: CharterPath.root) else {
        continue
      }
      findings.append(
        Finding(
          path: path, line: line, code: "submodule-inside-root",
          message: "a submodule may not lie inside Charters/", hint: "move the submodule"))
    }
    return Array(findings.prefix(100))
  }
}
