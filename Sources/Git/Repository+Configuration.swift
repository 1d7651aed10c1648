import Processes

/// git's configuration: asked of git itself, once, so that its layers, includes, worktree files
/// and variables are merged exactly as git merges them.
extension Repository {
  /// The last value of a key such as `user.name`; nil where it is not set.
  ///
  /// A key's first and last part are found in any case, its middle (a subsection) only as written.
  /// A key that stands without a value is an empty string.
  package func configString(_ key: String) throws(GitError) -> String? {
    guard let value = try configured()[Repository.canonicalKey(key)] else { return nil }
    return value ?? ""
  }

  /// The last value of a key in the repository's own file and what that includes; nil where it is not
  /// set there.
  ///
  /// Unlike ``configString(_:)`` it takes nothing from variables, nor from the user who runs it.
  package func localConfigString(_ key: String) throws(GitError) -> String? {
    let wanted = Repository.canonicalKey(key)
    var found: String?
    let list = try config(["--local", "--includes", "--null", "--list"], key: key).output
    for item in list.split(separator: 0) {
      let parts = item.split(
        separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
      guard String(decoding: parts[0], as: UTF8.self) == wanted else { continue }
      found = parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : ""
    }
    return found
  }

  /// The last values of all keys that begin so, as `charter.lint.`; a key without a value is an
  /// empty string.
  package func configStrings(under prefix: String) throws(GitError) -> [String: String] {
    var found: [String: String] = [:]
    for (key, value) in try configured() where key.hasPrefix(prefix) { found[key] = value ?? "" }
    return found
  }

  /// A truth value as git reads it: a key without a value is true, an empty value false.
  package func configBool(_ key: String) throws(GitError) -> Bool? {
    guard let value = try configured()[Repository.canonicalKey(key)] else { return nil }
    guard let value else { return true }
    switch value.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off", "": return false
    default:
      if let number = Repository.number(value) { return number != 0 }
      throw .malformed("read configuration \(key)", "\(String(reflecting: value)) is not a boolean")
    }
  }

  /// A number as git reads it, with k, m or g for powers of 1024.
  package func configInt(_ key: String) throws(GitError) -> Int64? {
    guard let value = try configString(key) else { return nil }
    guard let number = Repository.number(value) else {
      throw .malformed("read configuration \(key)", "\(String(reflecting: value)) is not a number")
    }
    return number
  }

  /// A path as git reads it: `~` and `~user` are expanded.
  package func configPath(_ key: String) throws(GitError) -> String? {
    guard let value = try configString(key) else { return nil }
    guard value.hasPrefix("~") || value.hasPrefix("%(prefix)") else { return value }
    let result = try config(["--type=path", "--null", "--get", key], key: key)
    return String(decoding: result.output.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// Sets a key in the repository's own file.
  package func setLocalConfig(_ key: String, _ value: String) throws(GitError) {
    configuration = nil
    _ = try config(["--local", "--replace-all", key, value], key: key)
  }

  /// Writes a setting for this user, in whatever file git keeps those.
  package func setUserConfig(_ key: String, _ value: String) throws(GitError) {
    configuration = nil
    _ = try config(["--global", "--replace-all", key, value], key: key)
  }

  private func configured() throws(GitError) -> [String: String?] {
    if let configuration { return configuration }
    var values: [String: String?] = [:]
    let list = try config(["--null", "--list"], key: "").output
    for item in list.split(separator: 0) {
      // KEY LF VALUE, or KEY alone.
      let parts = item.split(
        separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
      let key = String(decoding: parts[0], as: UTF8.self)
      let value = parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : nil
      values.updateValue(value, forKey: key)
    }
    configuration = values
    return values
  }

  private func config(_ arguments: [String], key: String) throws(GitError) -> ProcessResult {
    let operation = key.isEmpty ? "read configuration" : "configuration \(key)"
    let result: ProcessResult
    do throws(ProcessError) {
      result = try git(["config"] + arguments)
    } catch {
      throw GitError(operation: operation, code: -1, message: "cannot run git: \(error)")
    }
    guard result.succeeded else {
      let words = result.errorText.split(separator: "\n").first.map(String.init)
      throw GitError(
        operation: operation, code: -1,
        message: words ?? "git config ended with status \(result.status)")
    }
    return result
  }

  private static func canonicalKey(_ key: String) -> String {
    guard let first = key.firstIndex(of: "."), let last = key.lastIndex(of: ".") else {
      return key.lowercased()
    }
    return key[..<first].lowercased() + key[first..<last] + key[last...].lowercased()
  }

  private static func number(_ text: String) -> Int64? {
    var digits = Substring(text)
    var factor: Int64 = 1
    switch digits.last {
    case "k", "K": factor = 1 << 10
    case "m", "M": factor = 1 << 20
    case "g", "G": factor = 1 << 30
    default: break
    }
    if factor > 1 { digits.removeLast() }
    guard let number = Int64(digits) else { return nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: factor)
    return overflow ? nil : product
  }
}
