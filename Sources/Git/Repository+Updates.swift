import Clibgit2
import Processes

extension Repository {
  /// One reference's way from what it is to what it shall be.
  package struct RefUpdate: Hashable, Sendable {
    package let name: ReferenceName
    /// What it has to name now; nil: it must not exist.
    package let old: ObjectID?
    /// What it shall name; nil: it is deleted.
    package let new: ObjectID?
    /// For the reference's log.
    package let message: String

    package init(name: ReferenceName, old: ObjectID?, new: ObjectID?, message: String) {
      self.name = name
      self.old = old
      self.new = new
      self.message = message
    }
  }

  /// Moves references together: all are locked, each is compared with `old`, then all move.
  ///
  /// Done by `git update-ref --stdin`. libgit2 1.5's transaction is none: it lets a packed
  /// `refs/heads/a` and a new `refs/heads/a/b` stand side by side, stops half-way when a log
  /// cannot be written, leaves the logs of what it deletes, overwrites symbolic references and
  /// names objects that are not there. git has one message for a transaction: where messages
  /// differ they are joined.
  ///
  /// - Throws: `isMoved` where a reference is no longer at `old`; `alreadyExists` where one that
  ///   must not exist does, or one that stands in its way as a folder; `isLocked` where another
  ///   process holds one; `isInvalidName` for a symbolic one. Then nothing has moved.
  package func update(_ updates: [RefUpdate]) throws(GitError) {
    guard !updates.isEmpty else { return }
    for update in updates { try compare(update) }
    var messages: [String] = []
    for update in updates where !update.message.isEmpty && !messages.contains(update.message) {
      messages.append(update.message)
    }
    // git refuses an empty message.
    let log = messages.isEmpty ? [] : ["-m", messages.joined(separator: "; ")]
    var command = gitCommand(["update-ref"] + log + ["-z", "--stdin"])
    command.input = updates.flatMap { Array($0.instruction.utf8) }
    // Its words are read below.
    command.environment?["LC_ALL"] = "C"
    command.environment?["LANGUAGE"] = nil
    let result: ProcessResult
    do throws(ProcessError) {
      result = try command.run()
    } catch {
      throw GitError(operation: "update references", code: -1, message: "git: \(error)")
    }
    guard !result.succeeded else { return }
    for update in updates { try compare(update) }
    throw Repository.failure(result)
  }

  private func compare(_ update: RefUpdate) throws(GitError) {
    let operation = "update \(update.name)"
    var reference: OpaquePointer?
    if try LibGit2.find(
      operation, git_reference_lookup(&reference, handle, update.name.text))
    {
      defer { git_reference_free(reference) }
      guard git_reference_type(reference) == GIT_REFERENCE_DIRECT else {
        throw .invalidName(operation, "it is symbolic")
      }
    }
    let now = try target(of: update.name)
    guard now != update.old else { return }
    guard let old = update.old else {
      throw GitError(
        operation: operation, code: GIT_EEXISTS.rawValue, message: "it exists already")
    }
    throw GitError(
      operation: operation, code: GIT_EMODIFIED.rawValue,
      message: "it is at \(now?.hex ?? "nothing"), expected \(old)")
  }

  /// git's words as an error; only the kind is taken from them.
  private static func failure(_ result: ProcessResult) -> GitError {
    let text = result.errorText
    let line = text.split(separator: "\n").first ?? "git update-ref: status \(result.status)"
    let code =
      if text.contains(".lock'") {
        GIT_ELOCKED.rawValue
      } else if text.contains("exists") || text.contains("at the same time") {
        GIT_EEXISTS.rawValue
      } else if text.contains("but expected") {
        GIT_EMODIFIED.rawValue
      } else if text.contains("nonexistent object") {
        GIT_ENOTFOUND.rawValue
      } else {
        GIT_ERROR.rawValue
      }
    let words = line.hasPrefix("fatal: ") ? line.dropFirst(7) : line
    return GitError(operation: "update references", code: code, message: String(words))
  }
}

extension Repository.RefUpdate {
  /// A line of git-update-ref(1)'s `-z` format.
  fileprivate var instruction: String {
    let none = ObjectID.zero.hex
    return switch (old, new) {
    case (_, let new?): "update \(name)\0\(new)\0\(old?.hex ?? none)\0"
    case (let old?, nil): "delete \(name)\0\(old)\0"
    case (nil, nil): "verify \(name)\0\(none)\0"
    }
  }
}
