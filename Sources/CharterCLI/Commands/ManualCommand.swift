import ArgumentParser
import Console
import Foundation

/// `charter manual`: write the man pages; `make install` calls it.
struct ManualCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Write the man pages into a folder.",
    shouldDisplay: false)

  @Argument(help: ArgumentHelp("Where they go; made where it is not there.", valueName: "folder"))
  var folder: String

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let place = session.path(folder)
    do {
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
      for page in try Manual().pages {
        try Data(page.text.utf8).write(to: URL(fileURLWithPath: place + "/" + page.name))
      }
    } catch let error as CocoaError {
      throw Failure(
        "the man pages could not be written", facts: ["\(place): \(error.localizedDescription)"])
    }
    return .done
  }
}
