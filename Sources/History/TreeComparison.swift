package import Charters
package import Evidence
package import Git

/// What changed in the charters between two trees of a repository.
package struct TreeComparison: Sendable {
  package let files: [FileComparison]

  /// - Parameters:
  ///   - old: a root tree; nil is one without charters.
  ///   - path: only this charter.
  package init(
    _ engine: Engine, from old: ObjectID?, to new: ObjectID, only path: CharterPath? = nil
  ) throws {
    try self.init(engine, from: old, to: new) { path == nil || $0.pathText == path?.text }
  }

  /// - Parameter isMeant: whether a change is looked at.
  package init(
    _ engine: Engine, from old: ObjectID?, to new: ObjectID,
    where isMeant: (GovernedChange) throws -> Bool
  ) throws {
    let changes = try engine.changes(from: old, to: new)
    let names = try Self.names([old, new].compactMap(\.self), engine)
    files = try changes.filter(isMeant).map { change in
      func bytes(_ entry: GovernedChange.Entry?) throws -> [UInt8]? {
        try entry.map { try engine.repository.blob($0.id) }
      }
      let (before, after) = (try bytes(change.old), try bytes(change.new))
      do throws(PathProblem) {
        return FileComparison(
          path: try CharterPath(change.pathText), old: before, new: after, names: names)
      } catch {
        return FileComparison(
          path: change.pathText, old: before, new: after, names: names, isLines: true)
      }
    }
  }

  package var isEmpty: Bool { files.isEmpty }

  /// How a charter names people and roles: by handle or by a word of the name, `Secretary` or
  /// `secretary`.
  package static func names(_ trees: [ObjectID], _ engine: Engine) throws -> Set<String> {
    var names: Set<String> = []
    for tree in trees {
      let roster = try engine.rulebook(of: tree).roster
      for role in roster.roles.keys {
        let words = [String(role.name)] + role.name.split(separator: "-").map(String.init)
        names.formUnion(words.filter { $0.count > 2 }.flatMap { [$0, $0.capitalisedFirst] })
      }
      for member in roster.members.values {
        names.insert(member.handle.text)
        names.formUnion(member.name.split(separator: " ").map(String.init))
      }
    }
    return names
  }
}

extension String {
  fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
