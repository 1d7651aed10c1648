internal import Git
internal import Processes

/// Which files of one commit are which of its parent under another name, as git finds them:
/// by likeness of lines, from half on (git-diff(1), `-M` and `-B`).
struct TreeRenames {
  /// Paths that are no more and went nowhere, paths that came from nowhere, and paths that hold
  /// other bytes.
  private(set) var deleted: [String] = []
  private(set) var added: [String] = []
  private(set) var modified: [String] = []
  private var sources: [String: String] = [:]
  private var targets: [String: String] = [:]

  init(from parent: Commit, to commit: Commit, _ repository: Repository) throws {
    let result = try repository.git([
      "diff-tree", "-r", "-z", "-M50%", "-B", "--name-status", "--no-commit-id", "--no-ext-diff",
      parent.tree.hex, commit.tree.hex,
    ])
    guard result.succeeded else {
      throw GitError(
        operation: "find renames in \(commit.id)", code: result.status, message: result.errorText)
    }
    var fields = result.output.split(separator: 0, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }[...]
    while let status = fields.popFirst(), !status.isEmpty, let path = fields.popFirst() {
      switch status.first {
      case "R":
        guard let target = fields.popFirst() else { return }
        sources[target] = path
        targets[path] = target
      case "C": _ = fields.popFirst()
      case "D": deleted.append(path)
      case "A": added.append(path)
      case "M": modified.append(path)
      default: break
      }
    }
  }

  /// What a path was called before.
  func source(of path: String) -> String? { sources[path] }

  /// What a path is called now.
  func target(of path: String) -> String? { targets[path] }
}
