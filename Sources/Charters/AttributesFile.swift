/// A `.gitattributes` file, read so that no version of git sees a rule that is missed here.
///
/// gitattributes(5) and git's attr.c.  Where versions differ (negative patterns, NUL, a
/// byte-order mark, very long lines), the reading that gives more rules is taken.
struct AttributesFile {
  struct Rule {
    let line: Int
    /// As git sees it, quotes and escapes of a quoted pattern resolved.
    let pattern: String
    let settings: [String]
  }

  /// Older versions of git read lines in pieces of 2,047 bytes, and a piece could begin a rule.
  static let lineLimit = 2000

  private(set) var rules: [Rule] = []
  private(set) var overlongLines: [Int] = []
  /// Macros that set a forbidden attribute, `binary` first.
  private var forbiddenMacros: Set<String> = ["binary"]

  init(_ bytes: [UInt8]) {
    var line = 1
    var macros: [(name: String, settings: [String])] = []
    for raw in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      defer { line += 1 }
      if raw.count > Self.lineLimit { overlongLines.append(line) }
      var rest = raw
      if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
      rest = rest.drop(while: Self.isBlank)
      guard let first = rest.first, first != UInt8(ascii: "#") else { continue }
      let name = Self.quoted(&rest) ?? Self.word(&rest)
      var settings: [String] = []
      while !rest.isEmpty {
        let setting = Self.word(&rest)
        if !setting.isEmpty { settings.append(setting) }
      }
      if name.hasPrefix("[attr]") {
        // The name may be apart from the bracket: then it was read as the first setting.
        let bare = String(name.dropFirst("[attr]".count))
        let macro = bare.isEmpty ? settings.first ?? "" : bare
        macros.append((macro, bare.isEmpty ? Array(settings.dropFirst()) : settings))
      } else {
        rules.append(Rule(line: line, pattern: name, settings: settings))
      }
    }
    addForbidden(macros)
  }

  /// A macro that sets a forbidden macro is one itself, in whatever order they stand.
  private mutating func addForbidden(_ macros: [(name: String, settings: [String])]) {
    var users: [String: [String]] = [:]
    var waiting = ["binary"]
    for (name, settings) in macros {
      for setting in settings {
        users[Self.name(of: setting), default: []].append(name)
        if isForbidden(setting), forbiddenMacros.insert(name).inserted { waiting.append(name) }
      }
    }
    while let next = waiting.popLast() {
      for user in users[next] ?? [] where forbiddenMacros.insert(user).inserted {
        waiting.append(user)
      }
    }
  }

  /// Whether a setting such as `filter=lfs` or `-diff` is refused on a charter.
  func isForbidden(_ setting: String) -> Bool {
    guard let sign = setting.first, sign != "!" else { return false }
    let name = Self.name(of: setting)
    let isUnset = sign == "-"
    switch name {
    case "filter", "ident", "working-tree-encoding", "export-subst": return !isUnset
    case "diff": return isUnset
    case "merge": return !["merge", "merge=text", "merge=charter"].contains(setting)
    default: return !isUnset && forbiddenMacros.contains(name)
    }
  }

  private static func name(of setting: String) -> String {
    let bare = setting.drop { $0 == "-" || $0 == "!" }
    return String(bare.prefix { $0 != "=" })
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
      || byte == 0 || byte == 0x0B || byte == 0x0C
  }

  private static func word(_ rest: inout ArraySlice<UInt8>) -> String {
    rest = rest.drop(while: isBlank)
    let word = rest.prefix { !isBlank($0) }
    rest = rest[word.endIndex...]
    return String(decoding: word, as: UTF8.self)
  }

  /// A pattern in double quotes with C escapes; nil, and nothing read, where there is none.
  private static func quoted(_ line: inout ArraySlice<UInt8>) -> String? {
    guard line.first == UInt8(ascii: "\"") else { return nil }
    var rest = line.dropFirst()
    var text: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") {
        line = rest
        return String(decoding: text, as: UTF8.self)
      }
      guard byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() else {
        text.append(byte)
        continue
      }
      switch escaped {
      case UInt8(ascii: "0")...UInt8(ascii: "3"):
        var value = Int(escaped - UInt8(ascii: "0"))
        for _ in 0..<2 {
          guard let digit = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit)
          else { break }
          value = value * 8 + Int(digit - UInt8(ascii: "0"))
          rest = rest.dropFirst()
        }
        text.append(UInt8(truncatingIfNeeded: value))
      case UInt8(ascii: "\\"), UInt8(ascii: "\""): text.append(escaped)
      default: text.append(0x07)
      }
    }
    return nil
  }
}

extension AttributesFile.Rule {
  /// Whether the pattern could match a governed path, on a file system that ignores case.
  ///
  /// Only what stands before the first and after the last special character is compared, so
  /// `true` may be too careful and `false` is certain.
  var couldMatchCharter: Bool {
    var pattern = Array(self.pattern.lowercased().utf8)[...]
    if pattern.first == UInt8(ascii: "!") { pattern = pattern.dropFirst() }
    let hadSlash = pattern.contains(UInt8(ascii: "/"))
    while pattern.first == UInt8(ascii: "/") { pattern = pattern.dropFirst() }
    let prefix = pattern.prefix { !Self.isSpecial($0) }
    let isLiteral = prefix.count == pattern.count
    let suffix = Array(pattern.reversed().prefix { !Self.isSpecial($0) }.reversed())
    guard Self.couldEnd(suffix) else { return false }
    guard hadSlash else {
      // A bare name matches in every folder.
      let name = isLiteral ? prefix : prefix[...]
      return name.allSatisfy(Self.isNameByte)
    }
    let root = Array("\(CharterPath.root.lowercased())/".utf8)
    return isLiteral
      ? prefix.starts(with: root) : prefix.starts(with: root) || root.starts(with: prefix)
  }

  private static func isSpecial(_ byte: UInt8) -> Bool { "*?[]\\".utf8.contains(byte) }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    Handle.isSlug([byte]) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  /// Whether a governed path may end with these bytes.
  private static func couldEnd(_ suffix: [UInt8]) -> Bool {
    func agrees(_ end: String) -> Bool {
      suffix.reversed().starts(with: end.utf8.reversed())
        || end.utf8.reversed().starts(with: suffix.reversed())
    }
    return agrees(".md") || agrees("/policy.yml") || suffix == Array("policy.yml".utf8)
  }
}
