private import Clibgit2

/// Why git, or a rule about git's own formats, refused.
package struct GitError: Error, Hashable, Sendable {
  /// What was tried, with its object: `read object 1234…`.
  package let operation: String
  /// libgit2's code (`GIT_ENOTFOUND` is -3); rules of this module use its numbers too.
  package let code: Int32
  /// libgit2's error class (`GIT_ERROR_ODB` is 9); 0 where this module refused by itself.
  package let category: Int32
  /// libgit2's or our own words, without a full stop.
  package let message: String
  /// Where it is another user's: what `safe.directory` has to name, as git writes it on a command
  /// line.
  package var foreignFolder: String?

  package init(operation: String, code: Int32, category: Int32 = 0, message: String) {
    self.operation = operation
    self.code = code
    self.category = category
    self.message = message
  }

  package var isNotFound: Bool { code == GIT_ENOTFOUND.rawValue }
  package var isAmbiguous: Bool { code == GIT_EAMBIGUOUS.rawValue }
  package var alreadyExists: Bool { code == GIT_EEXISTS.rawValue }
  /// A name, path or revision that git's rules do not allow.
  package var isInvalidName: Bool { code == GIT_EINVALIDSPEC.rawValue }
  /// Another process holds a lock file.
  package var isLocked: Bool { code == GIT_ELOCKED.rawValue }
  /// A reference is no longer what the caller said it is.
  package var isMoved: Bool { code == GIT_EMODIFIED.rawValue }
  /// The folder belongs to another user and `safe.directory` does not name it.
  package var isForeignOwner: Bool { code == GIT_EOWNER.rawValue }
  /// Stored bytes that break their format, or do not hash to their name.
  package var isMalformed: Bool {
    code == GIT_EINVALID.rawValue || code == GIT_EMISMATCH.rawValue
  }
  /// A repository of a kind that this program does not read (SHA-256 objects).
  package var isUnsupported: Bool { code == GitError.unsupportedCode }
}

extension GitError {
  /// Outside libgit2's own range.
  static let unsupportedCode: Int32 = -1000

  static func malformed(_ operation: String, _ message: String) -> GitError {
    GitError(operation: operation, code: GIT_EINVALID.rawValue, message: message)
  }

  static func invalidName(_ operation: String, _ message: String) -> GitError {
    GitError(operation: operation, code: GIT_EINVALIDSPEC.rawValue, message: message)
  }

  static func foreignOwner(_ operation: String, folder: String?) -> GitError {
    var error = GitError(
      operation: operation, code: GIT_EOWNER.rawValue,
      message:
        "it belongs to another user, and safe.directory in git's configuration does not name it")
    error.foreignFolder = folder
    return error
  }

  static func notFound(_ operation: String, _ message: String) -> GitError {
    GitError(operation: operation, code: GIT_ENOTFOUND.rawValue, message: message)
  }

  static func unsupported(_ operation: String, _ message: String) -> GitError {
    GitError(operation: operation, code: unsupportedCode, message: message)
  }
}
