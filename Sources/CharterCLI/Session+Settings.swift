import Console
import Foundation
import Git

/// Where a setting of git's is written.
enum SettingScope {
  case repository
  /// For this user, in every repository.
  case user
}

extension Session {
  /// Runs with the repository around; where there is none, with an empty one that is gone
  /// afterwards, since git's settings for the user are there before any repository is.
  func withSettings<Answer>(
    _ body: (Repository, SettingScope) throws -> Answer
  ) throws -> Answer {
    if try isInRepository() { return try body(repository(), .repository) }
    let place = FileManager.default.temporaryDirectory
      .appendingPathComponent("charter-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: place) }  // an empty folder at the worst
    let scratch = try Repository.create(at: place, bare: true, initialBranch: "main")
    scratch.childEnvironment = environment
    return try body(scratch, .user)
  }

  /// Whether the session stands in a repository, or git's environment names one.
  func isInRepository() throws -> Bool {
    if environment["GIT_DIR"] != nil { return true }
    do throws(GitError) {
      _ = try Repository.discover(from: directory)
      return true
    } catch {
      guard error.isNotFound else { throw error }
      return false
    }
  }
}
