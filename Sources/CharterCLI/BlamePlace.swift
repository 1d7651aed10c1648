import Charters
import Console
import Evidence
import Git
import History
import Proposals

/// The file that somebody asks about, and the commit in which it is read: a charter on the protected
/// branch, or any file of any repository.
struct BlamePlace {
  let repository: Repository
  /// From the repository's root.
  let path: String
  /// As people name it.
  let shown: String
  let commit: ObjectID
  /// Which state of it is read, for people.
  let words: Text
  /// Nil where nothing about the file is proven.
  let clone: Clone?

  /// - Parameters:
  ///   - typed: a charter as everywhere, or a path from where the person stands.
  ///   - text: a date as git takes them, or a commit; nil is what is in force, or HEAD.
  init(_ typed: String, at text: String?, _ session: Session) throws {
    let repository = try session.repository()
    self.repository = repository
    let head = try repository.resolve("HEAD")
    let tree = try head.map { try repository.commit($0).tree }
    let local =
      try repository.workingDirectory == nil
      ? typed : session.governedPath(typed, in: repository)
    func isThere(_ path: String, _ tree: ObjectID?) throws -> Bool {
      guard let tree, !path.isEmpty else { return false }
      return try repository.entry(at: path, inTree: tree).map { !$0.isTree } ?? false
    }
    let candidates = [local, local + ".md"]
    let isCharterName = try ["", ".md"].contains {
      try isThere("\(CharterPath.root)/\(typed)\($0)", tree)
    }
    let isPlain =
      try !isCharterName
      && candidates.contains {
        try !$0.hasPrefix(CharterPath.root + "/") && isThere($0, tree)
      }
    // Where nothing can be a charter, nothing is verified.
    let hasCharters = try tree.flatMap { try repository.entry(at: CharterPath.root, inTree: $0) }
    if !isPlain, hasCharters?.isTree == true, let clone = try Self.clone(session) {
      let view = try ChartersInForce(clone, at: text, session)
      if let charter = try session.charter(typed, in: repository, where: view.holds) {
        self.clone = clone
        path = charter.text
        shown = charter.display
        commit = view.commit
        words = "\(charter.display), \(view.words(charter))"
        return
      }
    }
    clone = nil
    guard let head else {
      throw Failure("nothing has been committed here yet")
    }
    let state = try Self.state(text, before: head, repository, session)
    commit = state.commit
    let there = try repository.commit(commit).tree
    let found = try candidates.first { try isThere($0, there) }
    path = found ?? local
    shown = path
    words = "\(path) \(state.name); nothing of its history is verified"
    if found == nil { throw notThere }
  }

  private static func clone(_ session: Session) throws -> Clone? {
    do {
      return try session.localClone()
    } catch ActError.notFounded {
      return nil
    }
  }

  /// The commit that a date or a revision means in a history of which nothing is verified: the
  /// last of HEAD's first parents until then.
  private static func state(
    _ text: String?, before head: ObjectID, _ repository: Repository, _ session: Session
  ) throws -> (commit: ObjectID, name: Text) {
    guard let text else { return (head, "as it is in HEAD") }
    if Timestamp(argument: text) == nil, let id = try repository.resolve(text) {
      return (id, "as it is in \(text)")
    }
    guard let moment = try session.moment(text, in: repository) else {
      throw Failure(
        "\(text) is no date and no commit",
        hint: "\("--at 2026-05-03", .command), or \("git log", .command) for commits")
    }
    var id: ObjectID? = head
    while let next = id {
      let commit = try repository.commit(next)
      if commit.committerSeconds <= moment.seconds {
        let date = Timestamp(seconds: commit.committerSeconds)
        let name: Text =
          "as of \(moment.longText): commit \(next.hex.prefix(10), .identifier) "
          + "of \(date.day.longText)"
        return (next, name)
      }
      id = commit.parents.first
    }
    throw Failure("nothing had been committed yet on \(moment.longText)")
  }

  var notThere: Failure {
    Failure(
      "there is no file \(shown) in commit \(commit.hex.prefix(10))",
      hint: "\("charter show", .command) lists charters, \("git ls-files", .command) files")
  }
}
