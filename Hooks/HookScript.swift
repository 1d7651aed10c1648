/// The scripts that git runs, compiled in as they stand in this folder.
///
/// Each calls `charter hook NAME`. Where the program is missing, a script that could refuse
/// refuses.
package enum HookScript: String, CaseIterable, Sendable {
  case preCommit = "pre-commit"
  case prePush = "pre-push"
  case preReceive = "pre-receive"
  case postReceive = "post-receive"

  /// The version of the scripts, raised with every change of one.
  package static let version = 1

  /// What is added to the name of a hook that was there before ours.
  package static let earlierSuffix = ".before-charter"

  /// The hooks of a clone.
  package static let client: [HookScript] = [.preCommit, .prePush]

  /// The hooks of the bare repository that people push to.
  package static let server: [HookScript] = [.preReceive, .postReceive]

  /// The script to install.
  ///
  /// - Parameters:
  ///   - program: the absolute path of `charter`; where it is gone later, the script looks in
  ///     `PATH`.
  ///   - chained: whether the hook saved as `NAME.before-charter` runs first.
  package func text(program: String, chained: Bool) -> String {
    template.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      switch line {
      case "program=charter": "program=" + Self.quoted(program)
      case "chained=no": chained ? "chained=yes" : "chained=no"
      default: String(line)
      }
    }.joined(separator: "\n")
  }

  /// The version of a script of ours, whatever program it names; nil for anybody else's.
  package static func version(of text: String) -> Int? {
    let marker = "# charter hook v"
    guard
      let line = text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().first,
      line.hasPrefix(marker)
    else { return nil }
    return Int(line.dropFirst(marker.count).prefix { $0.isASCII && $0.isNumber })
  }

  /// The script as it stands in this folder.
  package var template: String {
    let bytes =
      switch self {
      case .preCommit: PackageResources.pre_commit
      case .prePush: PackageResources.pre_push
      case .preReceive: PackageResources.pre_receive
      case .postReceive: PackageResources.post_receive
      }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `words` as one word of a POSIX shell.
  static func quoted(_ words: String) -> String {
    let parts = words.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: #"'\''"#) + "'"
  }
}
