internal import Evidence
package import Git
package import Processes

extension Repository {
  /// Runs a git command that moves the working tree to a commit.
  ///
  /// git writes files first and its index last.  Where it was cut off in between, the commit's own
  /// words look like edits in its way; it is told what they are, and runs again.  Edits of the
  /// user's stay in the way.
  package func follow(_ arguments: [String], to target: ObjectID) throws -> ProcessResult {
    let result = try attempt(arguments)
    if result.succeeded { return result }
    let names =
      try require(["diff", "--name-only", "-z", "--", governedRoot])
      + require(["ls-files", "--others", "-z", "--", governedRoot])
    let known = try names.split(separator: "\0").map(String.init).filter { path in
      let here = try attempt(["hash-object", "--path", path, "--", path])
      let there = try attempt(["rev-parse", "--verify", "--quiet", "\(target):\(path)"])
      return here.succeeded && there.succeeded && here.outputText == there.outputText
    }
    if known.isEmpty { return result }
    try require(["reset", "--quiet", target.hex, "--"] + known)
    return try attempt(arguments)
  }
}
