import Console
import Git

extension Linting {
  /// The paths that somebody typed, from the repository's root; none means everything.
  ///
  /// Refuses a path where no file lies, which would else look like a clean answer.
  func places(
    _ typed: [String], _ session: Session, _ repository: Repository
  ) throws -> [String] {
    try typed.map { word in
      let place = try session.governedPath(word, in: repository)
      guard files.contains(where: { $0.lies(within: [place]) }) else {
        throw Failure("there is no charter at \(word)", facts: ["looked for \(place)"])
      }
      return place
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
