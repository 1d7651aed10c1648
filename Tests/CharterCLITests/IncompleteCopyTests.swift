import Foundation
import Git
import TestSupport
import Testing

/// Copies in which something is missing or exchanged: never valid of what was not seen.
@Suite struct IncompleteCopyTests {
  private let crew: Practice
  private var ana: TestMember { crew.member("ana") }
  private var ben: TestMember { crew.member("ben") }
  private let url: String

  init() throws {
    crew = try Practice(["ana", "ben"], policy: KeysStoryTests.policy)
    url = "file://" + crew.server
    let ana = crew.member("ana")
    for title in ["First", "Second"] {
      try crew.git(ana, ["switch", "--quiet", "main"])
      let words = try crew.read("Charters/mission.md", of: ana)
      try crew.write(words + "\n## \(title)\n\nWords.\n", to: "Charters/mission.md", of: ana)
      try crew.expect(ana, ["propose", title, "-m", "It helps.", "--approve"])
      try crew.expect(crew.member("ben"), ["sync"])
      try crew.expect(crew.member("ben"), ["approve", title.lowercased()])
      try crew.expect(ana, ["ratify", title.lowercased()])
    }
  }

  private func clone(_ name: String, _ options: [String], from source: String? = nil) throws
    -> String
  {
    let path = crew.folder.path(name)
    try crew.git(ana, ["clone", "--quiet"] + options + [source ?? url, path])
    return path
  }

  private func isIncomplete(
    _ path: String, _ arguments: [String] = ["verify"], completedBy command: String
  ) throws {
    let said = try crew.expect(ana, ["-C", path] + arguments, status: 3)
    #expect(said.contains(command), "\(arguments)\n\(said)")
    #expect(!said.contains("Valid"), "\(arguments)\n\(said)")
  }

  @Test func shallowAndPartialClones() throws {
    for depth in 1...9 {
      let path = try clone("depth-\(depth)", ["--depth", "\(depth)"])
      let isCut = FileManager.default.fileExists(atPath: path + "/.git/shallow")
      guard isCut else {
        try crew.expect(ana, ["-C", path, "verify"])
        continue
      }
      try isIncomplete(path, completedBy: "git fetch --unshallow")
      if depth == 2 {
        for verb in [["log"], ["check"], ["list"], ["keys"], ["verify", "--format", "github"]] {
          try isIncomplete(path, verb, completedBy: "git fetch --unshallow")
        }
        #expect(
          try crew.expect(ana, ["-C", path, "verify", "--json"], status: 3)
            .contains("\"outcome\": \"incomplete\""))
        try crew.git(ana, ["-C", path, "fetch", "--quiet", "--unshallow"])
        try crew.expect(ana, ["-C", path, "verify"])
      }
    }
    try crew.git(ana, ["-C", crew.server, "config", "uploadpack.allowFilter", "true"])
    let partial = try clone("partial", ["--filter=blob:none", "--no-checkout"])
    try isIncomplete(partial, completedBy: "git clone --no-filter")
  }

  @Test func objectsThatAreNotThere() throws {
    // A blob of the past, which no checkout touches.
    let path = try clone("holes", [])
    let hex = String(
      try crew.git(ana, ["-C", path, "rev-parse", "main~1:Charters/mission.md"]).prefix(40))
    let packs = path + "/.git/objects/pack"
    for name in try Files.names(in: packs) {
      let bytes = try Files.read(packs + "/" + name)
      try Files.remove(packs + "/" + name)
      if name.hasSuffix(".pack") { try Files.write(bytes, to: path + "/pack") }
    }
    try crew.git(ana, ["-C", path, "status"], status: 128)
    let unpacked = try crew.shell(ana, "git -C \"$1\" unpack-objects -q <\"$1/pack\"", path)
    #expect(unpacked == "")
    try crew.expect(ana, ["-C", path, "verify"])
    try Files.remove(path + "/.git/objects/\(hex.prefix(2))/\(hex.dropFirst(2))")
    try isIncomplete(path, completedBy: "git fetch --refetch")

    // Borrowed objects count while they can be had.
    let borrowing = try clone("borrowing", ["--shared"], from: crew.server)
    try crew.expect(ana, ["-C", borrowing, "verify"])
    try Files.write(
      Array("/nowhere/objects\n".utf8), to: borrowing + "/.git/objects/info/alternates")
    let blind = try crew.charter(ana, ["-C", borrowing, "verify"])
    #expect(blind.status == 3 || blind.status == 2)
    #expect(!blind.text.contains("Valid"))
  }

  @Test func otherWordsInTheirPlaceAreNotSeen() throws {
    let path = try clone("replaced", [])
    let main = String(try crew.git(ana, ["-C", path, "rev-parse", "main"]).prefix(40))
    let older = String(try crew.git(ana, ["-C", path, "rev-parse", "main~1"]).prefix(40))
    let honest = try crew.expect(ana, ["-C", path, "verify"])
    try crew.git(ana, ["-C", path, "replace", main, older])
    #expect(try crew.expect(ana, ["-C", path, "verify"]) == honest)
    #expect(try crew.expect(ana, ["-C", path, "doctor"], status: 1).contains("git replace -d"))
    try crew.git(ana, ["-C", path, "replace", "-d", main])
    // A graft that cuts history off is as if it were not there.
    try Files.write(Array("\(main)\n".utf8), to: path + "/.git/info/grafts")
    #expect(try crew.expect(ana, ["-C", path, "verify"]) == honest)
  }

  @Test func everyPlaceOfAWholeCopyVerifies() throws {
    let bare = try clone("bare.git", ["--bare"])
    try crew.expect(ana, ["-C", bare, "verify"])
    let tree = crew.folder.path("tree")
    let clone = crew.clone(ana)
    try crew.git(ana, ["worktree", "add", "--quiet", "--detach", tree, "main"])
    try crew.expect(ana, ["-C", tree, "verify"])
    try crew.expect(ana, ["-C", clone + "/Charters", "verify"])
    let other = crew.folder.path("sha256")
    try crew.git(ana, ["init", "--quiet", "--object-format=sha256", other])
    let said = try crew.expect(ana, ["-C", other, "verify"], status: 2)
    #expect(said.contains("this kind of repository is not supported"), "\(said)")
    #expect(said.contains("git init --object-format=sha1"))
    try crew.git(ana, ["-C", bare, "config", "core.repositoryFormatVersion", "1"])
    try crew.git(ana, ["-C", bare, "config", "extensions.compatObjectFormat", "sha256"])
    let compat = try crew.expect(ana, ["-C", bare, "verify"], status: 2)
    #expect(compat.contains("this kind of repository is not supported"), "\(compat)")
  }
}
