package import Foundation
private import Processes
package import Testing

/// Histories, text pairs and conformance repositories that are too big for the project.
///
/// A test of them says `@Test(.enabled(if: Corpora.isPresent, Corpora.hint))`.
package enum Corpora {
  /// What a skipped test says.
  package static let hint: Comment =
    "set CHARTER_CORPORA to a folder that holds corpora/ and conformance/"

  /// The folder that `CHARTER_CORPORA` names; nil where it names none.
  package static let folder: URL? = {
    guard let path = Command.inheritedEnvironment["CHARTER_CORPORA"], Files.exists(path) else {
      return nil
    }
    return URL(fileURLWithPath: path, isDirectory: true)
  }()

  package static var isPresent: Bool { folder != nil }

  /// The path of something in it, `conformance/foxtrot.bundle`; nil where it is not there.
  package static func path(_ name: String) -> String? {
    guard let path = folder?.appendingPathComponent(name).path, Files.exists(path) else {
      return nil
    }
    return path
  }
}
