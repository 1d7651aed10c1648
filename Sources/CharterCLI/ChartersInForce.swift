import Charters
import Console
import Evidence
import Git
import History
import Processes
import Proposals

/// The charters at one moment of the protected branch, or in any commit.
struct ChartersInForce {
  let commit: ObjectID
  let tree: ObjectID
  /// The step whose words they are; nil for a commit that is none.
  private let step: StepReport?
  private let report: Report
  private let repository: Repository
  /// "in force", "as of 3 May 2026", "in 1a2b3c4d5e".
  private let name: String

  /// - Parameter text: a date as git takes them, or a commit; nil means now.
  init(_ clone: Clone, at text: String?, _ session: Session) throws {
    repository = clone.repository
    report = clone.branch.report
    let state = clone.branch.state
    guard let text else {
      commit = state.tip
      tree = state.tree
      step = report.steps.last { $0.step == state.step }
      name = "in force"
      return
    }
    if Timestamp(argument: text) == nil, let id = try repository.resolve(text) {
      commit = id
      tree = try repository.commit(id).tree
      step = report.steps.first { $0.commit == id }
      name = "in \(text)"
      return
    }
    guard let moment = try session.moment(text, in: repository) else {
      throw Failure(
        "\(text) is no date and no commit",
        hint: "\("--at 2026-05-03", .command), or \("charter log", .command) for steps")
    }
    guard let found = report.step(inForceAt: moment) else {
      throw Failure(
        "nothing was in force yet on \(moment.longText)",
        facts: report.steps.first.map { ["founded on \($0.date.longText)"] } ?? [])
    }
    step = found
    commit = found.commit
    tree = try repository.commit(found.commit).tree
    name = "as of \(moment.longText)"
  }

  /// What stands behind one charter's name: the step that gave it these words.
  func words(_ path: CharterPath) -> Text {
    let last = report.steps.prefix { $0.commit != step?.commit } + [step].compactMap(\.self)
    let changed = last.last { $0.step != nil && $0.changes.contains { $0.pathText == path.text } }
    guard let changed, let number = changed.step else { return words }
    return "\(name) since step \(number) of \(changed.effective.day.longText), \(changed.title)"
  }

  /// What stands behind a list of charters.
  var words: Text {
    guard let step, let number = step.step else { return "\(name)" }
    return "\(name): step \(number) of \(step.effective.day.longText), \(step.title)"
  }

  func holds(_ path: CharterPath) throws -> Bool {
    try repository.entry(at: path.text, inTree: tree)?.mode == ContentRules.fileMode
  }

  func bytes(_ path: CharterPath) throws -> [UInt8] {
    guard let entry = try repository.entry(at: path.text, inTree: tree) else {
      throw noSuchCharter(path.display)
    }
    return try repository.blob(entry.id)
  }

  func noSuchCharter(_ typed: String) -> Failure {
    let known = (try? paths().map(\.display)) ?? []  // only for the suggestion
    let near = Spelling.nearest(to: typed, in: known)
    return Failure(
      "there is no charter \(typed) \(name)",
      hint: near.map { "did you mean \($0, .command)?" } ?? "\("charter show", .command) lists them"
    )
  }

  /// Every charter, sorted by path.
  func paths() throws -> [CharterPath] {
    let result = try repository.git(
      ["ls-tree", "-r", "-z", "--name-only", tree.hex, "--", CharterPath.root + "/"])
    guard result.succeeded else { throw Failure("git could not list the charters", git: result) }
    return result.output.split(separator: 0).compactMap {
      // A path that no charter may have is verify's business.
      try? CharterPath(String(decoding: $0, as: UTF8.self))
    }
  }

  /// The charters below a folder, named as people name it: `roles`, `Charters/teams/core/`.
  func paths(below folder: String) throws -> [CharterPath] {
    var parts = folder.split(separator: "/")[...]
    if parts.first == CharterPath.root[...] { parts = parts.dropFirst() }
    guard !parts.isEmpty else { return [] }
    let prefix = parts.joined(separator: "/") + "/"
    return try paths().filter { $0.display.hasPrefix(prefix) }
  }

  func table(_ paths: [CharterPath]) throws -> Table {
    var table = Table([.init("charter"), .init("kind"), .init("title", isFlexible: true)])
    for path in paths {
      table.add(["\(path.display)", "\(path.kind.rawValue)", "\(try title(path))"])
    }
    return table
  }

  private func title(_ path: CharterPath) throws -> String {
    guard path.kind != .policy else { return "" }
    // What cannot be read has no title.
    let text = try? CharterText(path: path, bytes: bytes(path))
    return text?.frontMatter?.scalar("title")?.value ?? text?.frontMatter?.scalar("name")?.value
      ?? ""
  }

  // MARK: JSON

  func document(_ paths: [CharterPath]) throws -> JSON {
    let charters = try paths.map { path -> JSON in
      [
        "charter": .string(path.display), "kind": .string(path.kind.rawValue),
        "title": .string(try title(path)),
      ]
    }
    return head.adding(["charters": .array(charters)])
  }

  func document(_ path: CharterPath, text: String) -> JSON {
    head.adding([
      "charter": .string(path.display), "kind": .string(path.kind.rawValue), "text": .string(text),
    ])
  }

  private var head: JSON {
    [
      "schema": "charter.show/1",
      "commit": .string(commit.hex),
      "step": step?.step.map { .number(Int64($0)) } ?? nil,
      "effective": .moment(step?.effective),
    ]
  }
}
