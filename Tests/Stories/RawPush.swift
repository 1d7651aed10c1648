package import Git
import Processes
import TestSupport

extension Story {
  /// One line of what a client sends: what it says that a reference is, and what it is to become.
  package typealias RawChange = (name: String, old: ObjectID?, new: ObjectID?)

  /// Sends changes to `git receive-pack` as they are, without asking what the server has.
  ///
  /// gitprotocol-pack(5), "Reference Update Request and Packfile Transfer".
  package func pushRaw(_ changes: RawChange...) throws -> PushOutcome {
    let none = String(repeating: "0", count: 40)
    var input: [UInt8] = []
    for (index, change) in changes.enumerated() {
      var line = Array(
        "\(change.old?.hex ?? none) \(change.new?.hex ?? none) \(change.name)".utf8)
      if index == 0 { line += [0] + Array("report-status".utf8) }
      let length = String(line.count + 4, radix: 16)
      input += Array((String(repeating: "0", count: 4 - length.count) + length).utf8) + line
    }
    input += Array("0000".utf8)
    let tips = changes.compactMap(\.new).map { $0.hex + "\n" }.joined()
    if !tips.isEmpty {
      let pack = try work.run(
        "git", ["pack-objects", "--revs", "--stdout", "-q"], input: Array(tips.utf8))
      guard pack.succeeded else {
        throw CommandFailure(command: ["git", "pack-objects"], result: pack)
      }
      input += pack.output
    }
    let before = try server.references()
    let result = try work.run("git", ["receive-pack", server.path], input: input)
    let after = try server.references()
    // After the references that are there, a line for each that was asked for: "ok" or "ng".
    return PushOutcome(
      isAccepted: result.succeeded && !result.outputText.contains("ng refs/")
        && result.outputText.contains("unpack ok"),
      movedSomething: before != after, transcript: result.errorText + result.outputText)
  }
}
