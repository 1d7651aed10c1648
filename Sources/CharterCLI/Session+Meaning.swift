import Charters
import Console
import Evidence
import Git
import Processes
import Proposals

/// What a word on the command line means: a charter, a commit, a day.
extension Session {
  /// A charter's path as somebody typed it: below `Charters/`, with or without `.md`, or as a file
  /// from where the person stands; nil where none of these is there.
  ///
  /// - Parameter exists: whether there is such a charter where it is looked for.
  func charter(
    _ typed: String, in repository: Repository, where exists: (CharterPath) throws -> Bool
  ) throws -> CharterPath? {
    var candidates = [CharterPath.root + "/" + typed, typed]
    // A path that leads out of the repository names no charter.
    if let local = try? governedPath(typed, in: repository) { candidates.append(local) }
    for candidate in candidates.flatMap({ [$0, $0 + ".md"] }) {
      // Of the readings of a word, most are no path of a charter.
      guard let path = try? CharterPath(candidate), try exists(path) else { continue }
      return path
    }
    return nil
  }

  /// The commit that somebody names; throws where there is none.
  func commit(_ revision: String, in repository: Repository) throws -> ObjectID {
    if let id = try repository.resolve(revision) { return id }
    throw Failure(
      "there is no commit \(revision)",
      hint: "\("git log --oneline", .command) shows commits, \("charter log", .command) steps")
  }

  /// A date as git takes them: a day means its end, so that what happened on it is included.
  ///
  /// - Returns: nil where git makes nothing of it.
  func moment(_ text: String, in repository: Repository) throws -> Timestamp? {
    if let day = Day(text) { return day.end }
    if let moment = Timestamp(argument: text) { return moment }
    return try gitDate(text, in: repository)
  }

  /// A date as git takes them, a day as its beginning: for "since".
  func start(_ text: String, in repository: Repository) throws -> Timestamp {
    if let moment = Timestamp(argument: text) { return moment }
    if let moment = try gitDate(text, in: repository) { return moment }
    throw Failure(
      "\(text) is no date", hint: "for example 2026-05-03, yesterday, or \"2 weeks ago\"",
      status: .usage)
  }

  /// A date as git takes them, a day as its end: for "until".
  func end(_ text: String, in repository: Repository) throws -> Timestamp {
    if let moment = try moment(text, in: repository) { return moment }
    throw Failure(
      "\(text) is no date", hint: "for example 2026-05-03, yesterday, or \"2 weeks ago\"",
      status: .usage)
  }

  /// git takes any text for a date, and what it does not understand for now; only what changes
  /// with the text is believed.
  private func gitDate(_ text: String, in repository: Repository) throws -> Timestamp? {
    func seconds(_ text: String) throws -> Int64? {
      let result = try repository.git(["rev-parse", "--since=\(text)"])
      guard result.succeeded else { return nil }
      return result.outputText.split(separator: "=").last
        .flatMap { Int64($0.split(separator: "\n").first ?? "") }
    }
    guard let found = try seconds(text) else { return nil }
    if ["now", "today"].contains(text.lowercased()) { return now }
    guard let present = try seconds("now"), abs(found - present) > 2 else { return nil }
    return Timestamp(seconds: found)
  }
}

extension Failure {
  /// A word that names neither; the nearest name is offered.
  init(noCharterOrProposal name: String, charters: [String], proposals: [String]) {
    let stems = charters.map { $0.hasSuffix(".md") ? String($0.dropLast(3)) : $0 }
    let near = Spelling.nearest(to: name, in: proposals + charters + stems)
    let open =
      proposals.isEmpty ? "no proposal is open" : "open: \(proposals.joined(separator: ", "))"
    self.init(
      "there is no charter and no open proposal \(name)", facts: ["\(open)"],
      hint: near.map { "did you mean \($0, .command)?" }
        ?? "\("charter show", .command) lists charters, \("charter list", .command) proposals")
  }
}
