package import Charters
package import Evidence
package import Git

/// What the rules of content say of the charters that differ between two root trees, and whether a
/// merge left choices in them.
package struct ContentReview {
  private let engine: Engine

  package init(_ engine: Engine) { self.engine = engine }

  /// Every finding, sorted; nil is a tree without charters.
  package func findings(from old: ObjectID?, to new: ObjectID) throws -> [Finding] {
    let repository = engine.repository
    var findings: [Finding] = []
    for change in try engine.changes(from: old, to: new) {
      guard let entry = change.new else { continue }
      guard entry.mode != 0o160000 else {
        findings += ContentRules.check(path: change.path, mode: entry.mode, bytes: [])
        continue
      }
      let size = try repository.size(of: entry.id).size
      // One byte more than allowed is enough to be refused, and huge files are never read.
      let bytes =
        size > ContentRules.fileByteLimit
        ? [UInt8](repeating: 0x20, count: ContentRules.fileByteLimit + 1)
        : try repository.blob(entry.id)
      findings += ContentRules.check(path: change.path, mode: entry.mode, bytes: bytes)
      findings += LeftoverMarkers.findings(in: bytes, path: change.pathText)
    }
    let all = try engine.changes(from: nil, to: new)
      .map { (path: $0.path, mode: $0.new?.mode ?? 0) }
    for finding in ContentRules.checkTree(paths: all) where !findings.contains(finding) {
      findings.append(finding)
    }
    return findings.sorted()
  }

  /// Throws `ActError.content` where one of them is an error.
  func requireClean(from old: ObjectID?, to new: ObjectID) throws {
    let errors = try findings(from: old, to: new).filter { $0.level == .error }
    guard errors.isEmpty else { throw ActError.content(errors) }
  }
}
