extension ContentRules {
  /// Checks the names and modes of a whole tree, read from the repository's root.
  ///
  /// Give it every entry, or at least those of the root and everything below the governed root;
  /// folders may be among them.  Refused are modes other than a plain file's at or below
  /// `Charters/`, paths outside the layout, names that some file system takes for `Charters` or
  /// for another governed path, attributes inside the root, and more than 10,000 governed files.
  package static func checkTree(paths: [(path: [UInt8], mode: UInt32)]) -> [Finding] {
    var findings: [Finding] = []
    var count = 0
    var folded: [String: String] = [:]
    var disguises: Set<[UInt8]> = []
    let root = Array(CharterPath.root.utf8)
    for entry in paths.sorted(by: { $0.path.lexicographicallyPrecedes($1.path) }) {
      let text = String(decoding: entry.path, as: UTF8.self)
      let first = Array(entry.path.prefix { $0 != UInt8(ascii: "/") })
      guard first == root else {
        if disguises.insert(first).inserted, RootFolding.folds(first, to: CharterPath.root) {
          findings.append(disguise(of: first))
        }
        continue
      }
      guard entry.path != root else {
        if entry.mode != 0o040000 {
          findings.append(
            Finding(
              path: text, code: "root-not-a-folder",
              message: "Charters must be a folder, not a link, submodule or file"))
        }
        continue
      }
      if entry.mode == 0o040000 { continue }
      count += 1
      findings += check(mode: entry.mode, path: text)
      findings += layout(text, entry.path)
      if let other = folded.updateValue(text, forKey: Self.folded(text)) {
        findings.append(
          Finding(
            path: text, code: "path-folds-to-other",
            message: "some file systems take this for \(other)", hint: "rename one of them"))
      }
    }
    if count > fileCountLimit {
      findings.append(
        Finding(
          path: CharterPath.root, code: "too-many-files",
          message: "there are \(count) files; at most \(fileCountLimit) are allowed"))
    }
    return findings.sorted()
  }

  private static func layout(_ text: String, _ bytes: [UInt8]) -> [Finding] {
    let name = Array(bytes.reversed().prefix { $0 != UInt8(ascii: "/") }.reversed())
    if RootFolding.folds(name, to: ".gitattributes") || RootFolding.folds(name, to: ".gitmodules") {
      return [
        Finding(
          path: text, code: "attributes-inside-root",
          message: "git's own settings may not lie inside Charters/", hint: "git rm '\(text)'")
      ]
    }
    do {
      _ = try CharterPath(text)
      return checkText(bytes, path: text)
    } catch {
      return [finding(error)]
    }
  }

  private static func disguise(of first: [UInt8]) -> Finding {
    let name = String(decoding: first, as: UTF8.self)
    return Finding(
      path: name, code: "path-folds-to-root",
      message: "some file systems take '\(name)' for Charters/", hint: "rename it")
  }

  /// One form for all the paths, or names of references, that some file system takes for this one.
  package static func folded(_ path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false)
      .map { RootFolding.fold(String($0)) }.joined(separator: "/")
  }
}
