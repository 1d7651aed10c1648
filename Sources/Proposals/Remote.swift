internal import Evidence
package import Git
package import Processes

/// The repository that a team shares; reached by running git, which brings the user's credentials.
package struct Remote: Sendable, Hashable {
  /// As git's configuration calls it: `origin`.
  package let name: String

  /// The remote of a branch, else `origin`, else the only one; nil where there is none.
  package init?(of branch: ReferenceName, in repository: Repository) throws {
    let configured = try repository.configString("branch.\(branch.shortName).remote")
    let names = try repository.require(["remote"]).split(separator: "\n").map(String.init)
    if let configured, names.contains(configured) {
      name = configured
    } else if names.contains("origin") {
      name = "origin"
    } else if names.count == 1 {
      name = names[0]
    } else {
      return nil
    }
  }

  /// Where a branch of the remote is remembered here.
  package func tracking(_ branch: ReferenceName) throws -> ReferenceName {
    try ReferenceName("refs/remotes/\(name)/\(branch.shortName)")
  }

  /// Fetches branches and sign-offs; no branch of the user's own is touched, and no sign-off that
  /// is here is ever replaced.
  package func fetch(into repository: Repository) throws -> ProcessResult {
    let result = try repository.attempt([
      "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules",
      "--refmap=", name, "+refs/heads/*:refs/remotes/\(name)/*",
      "refs/charter/signoffs/*:refs/charter/signoffs/*",
    ])
    if result.succeeded { try markAsked(in: repository) }
    return result
  }

  /// Whether a repository ever asked this remote for sign-offs, which `git clone` does not.
  package func wasAsked(by repository: Repository) throws -> Bool {
    let path = Self.mark(in: repository)
    guard WorkingFiles.isFile(path) else {
      return try !repository.references(under: "refs/charter/signoffs/").isEmpty
    }
    let names = String(decoding: try WorkingFiles.read(path), as: UTF8.self).split(separator: "\n")
    return names.contains(Substring(name))
  }

  private func markAsked(in repository: Repository) throws {
    let path = Self.mark(in: repository)
    var names = ""
    if WorkingFiles.isFile(path) {
      names = String(decoding: try WorkingFiles.read(path), as: UTF8.self)
    }
    guard !names.split(separator: "\n").contains(Substring(name)) else { return }
    try WorkingFiles.makeFolder(repository.commonDirectory + "/charter")
    try WorkingFiles.replace(path, with: Array((names + name + "\n").utf8))
  }

  /// The names of remotes that were asked for sign-offs, a line each; derived, safe to delete.
  private static func mark(in repository: Repository) -> String {
    repository.commonDirectory + "/charter/asked"
  }

  /// What some references are on the remote now.
  package func references(
    _ patterns: [String], from repository: Repository
  ) throws -> [ReferenceName: ObjectID] {
    let text = try repository.require(["ls-remote", "--refs", name] + patterns)
    var found: [ReferenceName: ObjectID] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "\t")
      guard parts.count == 2, let id = ObjectID(hex: parts[0]) else { continue }
      found[try ReferenceName(String(parts[1]))] = id
    }
    return found
  }

  /// One reference of a push.
  package struct Update: Hashable, Sendable {
    package let name: ReferenceName
    /// Nil deletes it.
    package let new: ObjectID?
    /// What it has to be on the remote; only deletions of branches ask for it.
    package let expected: ObjectID?

    package init(_ name: ReferenceName, to new: ObjectID?, expecting expected: ObjectID? = nil) {
      self.name = name
      self.new = new
      self.expected = expected
    }
  }

  /// What became of a push.
  package enum PushResult: Sendable {
    case done
    /// Somebody was faster: the remote has moved on.
    case raced
    /// The remote, or a hook of it, said no; its words.
    case refused(message: String)
    /// It was not reached, or git could not do it; git's words.
    case failed(message: String)
  }

  /// Pushes references, all or none.
  package func push(_ updates: [Update], from repository: Repository) throws -> PushResult {
    var arguments = ["push", "--porcelain", "--atomic", "--no-follow-tags"]
    for update in updates {
      if let expected = update.expected {
        arguments.append("--force-with-lease=\(update.name):\(expected)")
      }
    }
    arguments += ["--", name] + updates.map { "\($0.new?.hex ?? ""):\($0.name)" }
    let result = try repository.attempt(arguments)
    if result.succeeded { return .done }
    let rejected = result.outputText.split(separator: "\n").filter { $0.hasPrefix("!") }
    if rejected.contains(where: { $0.contains("[remote rejected]") }) {
      let message = Self.words(of: result, rejected: rejected)
      let isRace = Self.tellsOfRace(message)
      return isRace ? .raced : .refused(message: message)
    }
    let races = ["(fetch first)", "(non-fast-forward)", "(stale info)", "(already exists)"]
    if rejected.contains(where: { line in races.contains { line.contains($0) } }) { return .raced }
    return .failed(message: Self.words(of: result, rejected: rejected))
  }

  /// Whether a reference moved after the remote had said where it stands, as the hook saw, or git
  /// when it moved it.
  ///
  /// Titles and reasons that a hook repeats are indented, so nobody's words are taken for its own.
  static func tellsOfRace(_ message: String) -> Bool {
    let lines = message.split(separator: "\n")
    return lines.indices.contains { index in
      let line = lines[index]
      if line.hasPrefix("error: cannot lock ref ") { return line.contains("but expected") }
      guard line.hasPrefix("refused ") else { return false }
      // A long name of a branch breaks the line.
      let words = lines[index...].prefix(3).flatMap { $0.split { $0.isWhitespace } }.dropFirst(2)
      return words.joined(separator: " ").hasPrefix(PushReview.lostRace)
    }
  }

  /// What the remote said, without git's own advice; where it said nothing, what git says.
  private static func words(of result: ProcessResult, rejected: [Substring]) -> String {
    let lines = result.errorText.split(separator: "\n")
    let remote = lines.filter { $0.hasPrefix("remote: ") }.map { line in
      var line = line.dropFirst(8)
      while line.last == " " { line.removeLast() }
      return String(line)
    }.filter { !$0.isEmpty }
    if !remote.isEmpty { return remote.joined(separator: "\n") }
    let reasons = rejected.compactMap { $0.split(separator: "\t").last.map(String.init) }
    if !reasons.isEmpty { return Set(reasons).sorted().joined(separator: "\n") }
    return lines.filter { !$0.hasPrefix("hint:") }.joined(separator: "\n")
  }
}
