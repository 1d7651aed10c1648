import Clibgit2

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

  /// Moves references together: all are locked, then each is compared with `old`, then all move.
  ///
  /// - Throws: `isMoved` where one is no longer at `old`, `alreadyExists` where one that must not
  ///   exist does, `isLocked` where another process holds one; then nothing has moved.
  package func update(_ updates: [RefUpdate]) throws(GitError) {
    var transaction: OpaquePointer?
    try LibGit2.call("begin transaction", git_transaction_new(&transaction, handle))
    defer { git_transaction_free(transaction) }
    for update in updates.sorted(by: { $0.name < $1.name }) {
      try LibGit2.call(
        "lock \(update.name)", git_transaction_lock_ref(transaction, update.name.text))
    }
    for update in updates {
      let operation = "update \(update.name)"
      let now = try target(of: update.name)
      if now != update.old {
        guard update.old != nil else {
          throw GitError(
            operation: operation, code: GIT_EEXISTS.rawValue, message: "it exists already")
        }
        throw GitError(
          operation: operation, code: GIT_EMODIFIED.rawValue,
          message: "it is at \(now?.hex ?? "nothing"), expected \(update.old?.hex ?? "nothing")")
      }
    }
    for update in updates {
      let operation = "update \(update.name)"
      if let new = update.new {
        var oid = new.oid
        try LibGit2.call(
          operation,
          git_transaction_set_target(
            transaction, update.name.text, &oid, nil, update.message))
      } else if update.old != nil {
        try LibGit2.call(operation, git_transaction_remove(transaction, update.name.text))
      }
    }
    try LibGit2.call("commit transaction", git_transaction_commit(transaction))
  }
}
