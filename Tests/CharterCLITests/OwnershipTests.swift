import Foundation
import Glibc
import Processes
import TestSupport
import Testing

/// A repository that belongs to somebody else is read where git itself would read it.
///
/// Only root can give a folder away and run a program as another user; elsewhere this is skipped.
@Suite(.enabled(if: getuid() == 0, "only root can act as another user"))
struct OwnershipTests {
  private let crew: Practice
  private let place: String
  private let program: String
  private static let stranger = "54321"

  init() throws {
    crew = try Practice(["ana", "ben"], policy: KeysStoryTests.policy)
    // The folders of a test are its user's own, so the stranger gets copies that all may read.
    place = try crew.folder.makeFolder("open")
    program = place + "/charter"
    let ana = crew.member("ana")
    _ = try crew.shell(
      ana, #"cp -a "$1" "$2/team" && cp "$3" "$2/charter" && chmod -R a+rX "$2""#,
      crew.clone(ana), place, Program.path)
    _ = try crew.shell(ana, #"chmod a+rx "$1""#, crew.folder.path)
  }

  /// Runs a verb as the stranger, with this in the stranger's git configuration.
  private func look(
    _ arguments: [String], configuration: String = "", in folder: String? = nil
  ) throws -> ProcessResult {
    let home = try crew.folder.makeFolder("open/home-\(UInt64.random(in: 0 ... .max))")
    try Files.write(Array(configuration.utf8), to: home + "/.gitconfig")
    var command = Command(
      "setpriv",
      ["--reuid", Self.stranger, "--regid", Self.stranger, "--clear-groups", program] + arguments)
    command.directory = folder ?? place + "/team"
    command.environment = [
      "HOME": home, "PATH": Command.inheritedEnvironment["PATH"] ?? "/usr/bin:/bin",
      "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8", "NO_COLOR": "1",
    ]
    return try command.run()
  }

  @Test(arguments: [["verify"], ["log"], ["lint"], ["status"]])
  func somebodyElses(_ verb: [String]) throws {
    let refused = try look(verb)
    #expect(refused.status == 2 && refused.output.isEmpty, "\(refused.outputText)")
    #expect(refused.errorText.contains("error: this repository belongs to another user"))
    let hint = "hint: git config --global --add safe.directory \(place)/team, if you trust it"
    #expect(refused.errorText.contains(hint), "\(refused.errorText)")
  }

  /// What the hint says helps, and so does what libgit2 by itself knows nothing of.
  @Test(arguments: ["PLACE/team", "*"])
  func trusted(_ name: String) throws {
    let folder = name.replacing("PLACE", with: place)
    let read = try look(["verify"], configuration: "[safe]\n\tdirectory = \(folder)\n")
    #expect(read.succeeded && read.outputText.contains("Valid:"), "\(read.errorText)")
    let below = try look(
      ["verify"], configuration: "[safe]\n\tdirectory = \(folder)\n",
      in: place + "/team/Charters/members")
    #expect(below.succeeded, "\(below.errorText)")
  }

  /// Trust in another folder, or trust that was taken back, is none in this one.
  @Test(arguments: ["/elsewhere", "*\n\tdirectory ="])
  func trustedElsewhere(_ name: String) throws {
    let refused = try look(["verify"], configuration: "[safe]\n\tdirectory = \(name)\n")
    #expect(refused.status == 2, "\(refused.outputText)")
    #expect(refused.errorText.contains("belongs to another user"), "\(refused.errorText)")
  }
}
