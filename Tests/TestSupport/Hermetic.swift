private import Foundation
private import Git
private import Processes

/// An environment built from nothing, so that a test's result does not depend on the machine.
package enum Hermetic {
  /// The date that dated things begin at: 2026-09-21 14:13:20 UTC.
  package static let firstSecond: Int64 = 1_790_000_000

  /// - Parameters:
  ///   - home: `HOME`, which holds the only configuration that is read, `.gitconfig`.
  ///   - seconds: the date of what git commits; nil leaves it to git.
  package static func environment(home: String, seconds: Int64? = nil) -> [String: String] {
    var environment = [
      "HOME": home,
      "XDG_CONFIG_HOME": home + "/.config",
      "XDG_CACHE_HOME": home + "/.cache",
      "XDG_DATA_HOME": home + "/.local/share",
      "XDG_STATE_HOME": home + "/.local/state",
      "GIT_CONFIG_NOSYSTEM": "1",
      // libgit2 does not know the variable and reads the same file by itself.
      "GIT_CONFIG_GLOBAL": home + "/.gitconfig",
      "GIT_TERMINAL_PROMPT": "0",
      "GIT_EDITOR": "false",
      "EDITOR": "false",
      "VISUAL": "false",
      "GIT_PAGER": "cat",
      "PAGER": "cat",
      "LC_ALL": "C.UTF-8",
      "TZ": "UTC",
      "COLUMNS": "80",
      "NO_COLOR": "1",
      "TERM": "dumb",
    ]
    let inherited = Command.inheritedEnvironment
    for name in ["PATH", "LD_LIBRARY_PATH", "TMPDIR"] {
      if let value = inherited[name] { environment[name] = value }
    }
    if let seconds {
      let date = "@\(seconds) +0000"
      environment["GIT_AUTHOR_DATE"] = date
      environment["GIT_COMMITTER_DATE"] = date
    }
    return environment
  }

  /// Makes libgit2 in the test's own process read no configuration outside repositories.
  ///
  /// Done once; `GitSandbox` does it by itself.
  package static func isolateLibgit2() throws { try isolated.get() }

  private static let isolated: Result<Void, GitError> = Result { () throws(GitError) in
    try Repository.ignoreConfigurationOutsideRepositories()
  }
}
