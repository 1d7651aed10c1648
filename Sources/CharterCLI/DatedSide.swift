import Charters
import Console
import Evidence
import Git
import History
import Proposals

/// One side of a comparison that is named by a date: `roles/support@2026-05-01`, or `@2026-05-01` for
/// all charters.
struct DatedSide {
  private let charter: CharterPath?
  private let tree: ObjectID
  private let name: String

  /// What differs between two sides; nil where neither is named by a date.
  static func pair(
    _ old: String, _ new: String, _ engine: Engine, _ session: Session
  ) throws -> ComparedPair? {
    let repository = engine.repository
    let parts = try [old, new].map { text -> (String, String)? in
      guard try repository.resolve(text) == nil, let at = text.firstIndex(of: "@") else {
        return nil
      }
      return (String(text[..<at]), String(text[text.index(after: at)...]))
    }
    guard parts.contains(where: { $0 != nil }) else { return nil }
    let clone = try Clone(repository, engine: engine)
    let sides = try zip([old, new], parts).map { text, part in
      if let (charter, date) = part {
        return try DatedSide(charter, at: date, clone, session)
      }
      let id = try session.commit(text, in: repository)
      return DatedSide(charter: nil, tree: try repository.commit(id).tree, name: text)
    }
    return try pair(sides[0], sides[1], clone)
  }

  /// What has changed since a date or a commit, up to what is in force.
  static func pair(
    since text: String, of charter: String?, _ session: Session
  ) throws -> ComparedPair {
    let clone = try session.localClone()
    let old = try DatedSide(charter ?? "", at: text, clone, session)
    let state = clone.branch.state
    return try pair(old, DatedSide(charter: nil, tree: state.tree, name: "in force"), clone)
  }

  private init(charter: CharterPath?, tree: ObjectID, name: String) {
    self.charter = charter
    self.tree = tree
    self.name = name
  }

  private init(_ typed: String, at date: String, _ clone: Clone, _ session: Session) throws {
    let view = try ChartersInForce(clone, at: date, session)
    tree = view.tree
    // The branch itself, as with git.
    guard !typed.isEmpty, typed != clone.branch.name.shortName else {
      charter = nil
      name = view.words.plain
      return
    }
    guard let path = try session.charter(typed, in: clone.repository, where: view.holds) else {
      throw view.noSuchCharter(typed)
    }
    charter = path
    name = "\(path.display) \(view.words(path).plain)"
  }

  private static func pair(
    _ old: DatedSide, _ new: DatedSide, _ clone: Clone
  ) throws -> ComparedPair {
    let engine = clone.engine
    guard let path = old.charter ?? new.charter else {
      return ComparedPair(
        old: old.name, new: new.name,
        files: try TreeComparison(engine, from: old.tree, to: new.tree).files,
        amendment: try engine.digest(from: old.tree, to: new.tree))
    }
    func bytes(_ side: DatedSide) throws -> [UInt8]? {
      let entry = try engine.repository.entry(at: (side.charter ?? path).text, inTree: side.tree)
      return try entry.map { try engine.repository.blob($0.id) }
    }
    let file = FileComparison(
      path: new.charter ?? path, old: try bytes(old), new: try bytes(new),
      names: try TreeComparison.names([old.tree, new.tree], engine))
    return ComparedPair(old: old.name, new: new.name, files: [file])
  }
}
