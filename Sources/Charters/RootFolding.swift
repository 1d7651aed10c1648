internal import Foundation

/// Whether a name would be taken for another one by some file system.
///
/// git's own checks of `.git` are the model (path.c `is_ntfs_dotgit`, utf8.c `is_hfs_dotgit`,
/// 2014 and 2019): NTFS drops blanks and dots at the end, cuts at `:`, takes `\` for `/` and has
/// short names such as `CHARTE~1`; HFS+ skips invisible characters; both, and APFS, fold case and
/// normalise.
enum RootFolding {
  /// Whether a path's first component folds to `name` but is not exactly `name`.
  static func disguises(_ path: [UInt8], as name: String) -> Bool {
    let first = path.prefix { $0 != UInt8(ascii: "/") }
    return !first.elementsEqual(name.utf8) && folds(Array(first), to: name)
  }

  /// Whether a single name, which may hold backslashes, folds to `name`, itself included.
  static func folds(_ component: [UInt8], to name: String) -> Bool {
    let text = String(decoding: component, as: UTF8.self)
    let first = text.prefix { $0 != "\\" && $0 != ":" }
    return fold(String(first)) == fold(name) || isShortName(String(first), of: name)
  }

  /// One form for all the names that some file system takes for this one.
  static func fold(_ name: String) -> String {
    var visible = String.UnicodeScalarView()
    for scalar in name.unicodeScalars where !isIgnored(scalar) { visible.append(scalar) }
    var folded = TitleRules.fold(String(visible)).unicodeScalars
    while let last = folded.last, last == "." || last == " " { folded.removeLast() }
    return String(folded)
  }

  /// Skipped by HFS+, or invisible and therefore refused along with what it skips.
  private static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
    CharacterRule.isJoiner(scalar)
      || !scalar.isASCII && scalar.properties.isDefaultIgnorableCodePoint
  }

  /// Whether `text` could be the name that NTFS gives a file besides its own: the first letters
  /// and `~1`, or two letters, four hexadecimal digits and `~1`.
  private static func isShortName(_ text: String, of name: String) -> Bool {
    let parts = fold(text).split(separator: "~", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return false }
    let (stem, digits) = (parts[0], parts[1].prefix { $0 != "." })
    guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return false }
    let plain = fold(name).filter { $0 != "." }
    if stem.count >= 2, stem.count <= 6, plain.hasPrefix(stem) { return true }
    return stem.count == 6 && plain.hasPrefix(stem.prefix(2))
      && stem.dropFirst(2).allSatisfy { $0.isASCII && $0.isHexDigit }
  }
}
