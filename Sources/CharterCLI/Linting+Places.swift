import Charters
import Console
import Git

extension Linting {
  /// The paths that somebody typed, from the repository's root; none means everything.  A charter
  /// may be named as everywhere, `roles/support`.
  ///
  /// Refuses a path where no file lies, which would else look like a clean answer.
  func places(
    _ typed: [String], _ session: Session, _ repository: Repository
  ) throws -> [String] {
    try typed.map { word in
      let place = try session.governedPath(word, in: repository)
      let charter = "\(CharterPath.root)/\(word)"
      let found = [place, charter, charter + ".md"].first { candidate in
        files.contains { $0.lies(within: [candidate]) }
      }
      guard let found else {
        throw Failure("there is no charter at \(word)", facts: ["looked for \(place)"])
      }
      return found
    }
  }

  /// How many of the files lie at or below some places.
  func count(within places: [String]) -> Int { files.count { $0.lies(within: places) } }
}

extension Linting.File {
  /// Whether it is one of the places or below one; all are where none are named.
  func lies(within places: [String]) -> Bool {
    places.isEmpty || places.contains { $0.isEmpty || text == $0 || text.hasPrefix($0 + "/") }
  }
}
