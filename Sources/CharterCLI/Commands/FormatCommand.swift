import ArgumentParser
import Charters
import Console
import Git
import Proposals

/// `charter fmt`: put charters into their canonical form.
struct FormatCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Put charters into their canonical form.",
    discussion: """
      Line ends, unseen characters and headings are mended; no word changes, but where one heading \
      stands twice. What needs a person's judgement is left to charter lint.
      """)

  @Argument(
    help: ArgumentHelp("Only these files and folders.", valueName: "path"),
    completion: .file(extensions: ["md"]))
  var paths: [String] = []

  @Flag(help: "Change nothing; end with 1 where something would be changed.")
  var check = false

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let repository = try session.repository()
    let linting = try Linting(workingTreeOf: repository)
    let wanted = try linting.places(paths, session, repository)
    let root = repository.workingDirectory ?? ""
    var count = 0
    for file in linting.files where file.isCharter && file.lies(within: wanted) {
      let old = file.bytes ?? []
      let result = ContentRules.normalise(old)
      guard result.bytes != old else { continue }
      count += 1
      if !check {
        let place = root.hasSuffix("/") ? root + file.text : "\(root)/\(file.text)"
        try WorkingFiles.replace(place, with: result.bytes)
      }
      for change in result.changes {
        try session.print("\("\(file.text):\(change.line):", .strong) \(change.message)")
      }
    }
    if count == 0 {
      try session.note("\(.ok) nothing to change")
    } else if check {
      try session.hint("\("charter fmt", .command) makes these changes")
    }
    return check && count > 0 ? .no : .done
  }
}

extension Linting.File {
  /// Whether it is an ordinary file where a Markdown charter belongs.
  fileprivate var isCharter: Bool {
    guard mode & 0o170000 == 0o100000, bytes != nil else { return false }
    // A file outside the layout is no charter; charter lint says so.
    guard let path = try? CharterPath(text) else { return false }
    return path.kind != .policy
  }
}
