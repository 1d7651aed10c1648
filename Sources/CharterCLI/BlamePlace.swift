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
    if let plain = try Self.plain(typed, at: text, session) {
      self = plain
      return
    }
    let clone = try session.localClone()
    let view = try ChartersInForce(clone, at: text, session)
    let found = try session.charter(typed, in: clone.repository, where: view.holds)
    guard let charter = found else { throw view.noSuchCharter(typed) }
    repository = clone.repository
    path = charter.text
    shown = charter.display
    commit = view.commit
    words = "\(charter.display), \(view.words(charter))"
    self.clone = clone
  }

  private init(
    plain path: String, in repository: Repository, at commit: ObjectID, called name: Text
  ) {
    self.repository = repository
    self.path = path
    shown = path
    self.commit = commit
    words = "\(path) \(name); nothing of its history is verified"
    clone = nil
  }

  /// A file of which nothing is verified; nil where a charter of a governed repository is meant.
  static func plain(
    _ typed: String, at text: String?, _ session: Session
  ) throws -> BlamePlace? {
    let repository = try session.repository()
    let local =
      try repository.workingDirectory == nil
      ? typed : session.governedPath(typed, in: repository)
    guard let head = try repository.resolve("HEAD") else {
      throw Failure("nothing has been committed here yet")
    }
    let tree = try repository.commit(head).tree
    func isThere(_ path: String, in tree: ObjectID) throws -> Bool {
      try !path.isEmpty && repository.entry(at: path, inTree: tree).map { !$0.isTree } ?? false
    }
    let candidates = [local, local + ".md"]
    let isCharter = try ["", ".md"].contains {
      try isThere("\(CharterPath.root)/\(typed)\($0)", in: tree)
    }
    let isOther = try candidates.contains {
      try !$0.hasPrefix(CharterPath.root + "/") && isThere($0, in: tree)
    }
    // Where nothing can be a charter, no branch is judged.
    if isCharter || !isOther,
      try repository.entry(at: CharterPath.root, inTree: tree)?.isTree == true,
      try isGoverned(repository)
    {
      return nil
    }
    let (commit, name) = try state(text, before: head, repository, session)
    let there = try repository.commit(commit).tree
    let found = try candidates.first { try isThere($0, in: there) }
    let place = BlamePlace(plain: found ?? local, in: repository, at: commit, called: name)
    guard found != nil else { throw place.notThere }
    return place
  }

  private static func isGoverned(_ repository: Repository) throws -> Bool {
    do {
      _ = try BranchPlaces.name(Engine(repository))
      return true
    } catch ActError.notFounded {
      return false
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
