import Glibc
import Evidence
import Git
import Synchronization
import TestSupport

/// What the stories of one process share: the cast, and a finished beginning of each setting.
///
/// A beginning is a folder that is copied, since founding anew takes dozens of commands.
enum Shelf {
  private struct Contents {
    var cast: Cast?
    var beginnings: [Setting: Beginning] = [:]
  }

  private static let contents: Mutex<Contents> = {
    // Statics are never released, so the temporary folders are let go by hand.
    atexit { Shelf.clear() }
    return Mutex(Contents())
  }()

  private static func clear() { contents.withLock { $0 = Contents() } }

  /// The people, made at first use.
  static func cast() throws -> Cast {
    try contents.withLock { contents in
      if let cast = contents.cast { return cast }
      let cast = try Cast()
      contents.cast = cast
      return cast
    }
  }

  /// The beginning of a setting, told at first use.
  static func beginning(of setting: Setting) throws -> Beginning {
    let cast = try cast()
    return try contents.withLock { contents in
      if let told = contents.beginnings[setting] { return told }
      let beginning = Beginning(try Story(founding: setting, cast: cast))
      contents.beginnings[setting] = beginning
      return beginning
    }
  }
}

/// A story's folder and how far it got.
struct Beginning: Sendable {
  let folder: TemporaryFolder
  let main, founding: ObjectID
  let repositoryID: RepositoryID
  let step: Int
  let seconds: Int64
  let facts: ObjectWriter.Facts

  init(_ story: Story) {
    folder = story.folder
    main = story.main
    founding = story.founding
    repositoryID = story.repositoryID
    step = story.step
    seconds = story.seconds
    facts = story.objects.facts
  }
}
