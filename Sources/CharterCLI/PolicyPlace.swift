import ArgumentParser
import Charters
import Console
import Evidence
import Foundation
import Git
import Policies
import Processes
import Proposals

/// Where the policy, the people and the charters are taken from.
struct PolicyPlaceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The policy, people and charters of a date or a commit.", valueName: "date|rev"))
  var at: String?

  @Option(
    help: ArgumentHelp(
      "Those of a folder that holds Charters/, in a repository or not.", valueName: "folder"),
    completion: .directory)
  var tree: String?

  func validate() throws {
    if at != nil, tree != nil { throw ValidationError("--at and --tree exclude each other.") }
  }

  /// What they name; the protected branch where they name nothing.
  func place(in session: Session) throws -> PolicyPlace {
    if let tree { return try PolicyPlace(folder: tree, session) }
    return try PolicyPlace(at: at, session)
  }
}

/// The charters of one state, read for their policy: the people, the rules, and what can be changed.
struct PolicyPlace {
  /// "in force", "as of 3 May 2026", "in ~/drafts".
  let name: String
  /// With the step and its date, for a date that somebody gave.
  private(set) var state: String?
  let policyBytes: [UInt8]?
  let charters: [CharterText]
  let roster: Roster
  /// What is wrong with the roster, and files that are no charter.
  let findings: [Finding]
  /// The commit that it was read from.
  let commit: ObjectID?

  private init(name: String, commit: ObjectID?, files: [(path: String, bytes: [UInt8])]) {
    self.name = name
    self.commit = commit
    var charters: [CharterText] = []
    var policy: [UInt8]?
    var findings: [Finding] = []
    for file in files {
      do {
        let path = try CharterPath(file.path)
        if path.kind == .policy {
          policy = file.bytes
        } else {
          charters.append(try CharterText(path: path, bytes: file.bytes))
        }
      } catch let error as CharterTextError {
        findings.append(
          Finding(
            path: file.path, line: error.line, column: 1, code: "unreadable-charter",
            message: "this charter cannot be read, so nothing here goes by it",
            hint: "charter lint \(file.path)"))
      } catch {
        findings.append(
          Finding(path: file.path, code: "no-charter", message: "no charter can lie there"))
      }
    }
    let (roster, problems) = Roster.read(charters)
    policyBytes = policy
    self.charters = charters
    self.roster = roster
    self.findings = findings + problems.filter { $0.level == .error }
  }

  /// A state of the repository.
  ///
  /// - Parameter text: a date as git takes them, or a commit; nil is the protected branch.
  init(at text: String?, _ session: Session) throws {
    let repository = try session.repository()
    if let text, Timestamp(argument: text) == nil, let id = try repository.resolve(text) {
      self = try Self.read(id, try repository.commit(id).tree, repository, name: "in \(text)")
      return
    }
    let view = try ChartersInForce(session.localClone(), at: text, session)
    self = try Self.read(
      view.commit, view.tree, repository, name: text.map { "as of \($0)" } ?? "in force")
    if text != nil { state = view.words.plain }
  }

  /// A commit, whatever it is called.
  init(_ commit: ObjectID, in repository: Repository, name: String) throws {
    self = try Self.read(commit, try repository.commit(commit).tree, repository, name: name)
  }

  /// A root tree, stored or not.
  init(_ tree: ObjectID, in repository: Repository) throws {
    self = try Self.read(nil, tree, repository, name: "")
  }

  private static func read(
    _ commit: ObjectID?, _ tree: ObjectID, _ repository: Repository, name: String
  ) throws -> PolicyPlace {
    var files: [(path: String, bytes: [UInt8])] = []
    func walk(_ id: ObjectID, _ path: String, _ depth: Int) throws {
      guard depth < 64 else { return }
      for entry in try repository.tree(id).entries {
        let name = path + "/" + String(decoding: entry.name, as: UTF8.self)
        if entry.isTree {
          try walk(entry.id, name, depth + 1)
        } else if entry.mode == ContentRules.fileMode {
          files.append((name, try repository.blob(entry.id)))
        }
      }
    }
    if let root = try repository.entry(at: CharterPath.root, inTree: tree), root.isTree {
      try walk(root.id, CharterPath.root, 0)
    }
    return PolicyPlace(name: name, commit: commit, files: files)
  }

  /// A folder that holds `Charters/`, as it lies on the disk.
  init(folder: String, _ session: Session) throws {
    let root = session.path(folder)
    let base = root + "/" + CharterPath.root
    guard let names = FileManager.default.enumerator(atPath: base) else {
      throw Self.noCharters(in: folder)
    }
    var files: [(path: String, bytes: [UInt8])] = []
    for case let name as String in names where name.hasSuffix(".md") || name.hasSuffix(".yml") {
      let bytes: [UInt8]
      do {
        bytes = try WorkingFiles.read(base + "/" + name)
      } catch {
        throw Failure("a file could not be read", facts: ["\(base)/\(name)"])
      }
      files.append((CharterPath.root + "/" + name, bytes))
    }
    guard !files.isEmpty else { throw Self.noCharters(in: folder) }
    self.init(name: "in \(folder)", commit: nil, files: files.sorted { $0.path < $1.path })
  }

  private static func noCharters(in folder: String) -> Failure {
    Failure(
      "there are no charters in \(folder)", facts: ["looked for \(folder)/\(CharterPath.root)/"],
      hint: "name the folder that holds \(CharterPath.root)/")
  }

  // MARK: The policy

  /// The policy, unless it cannot be read; with everything that is wrong with it among the people.
  func read(at now: Timestamp?) -> (policy: Policy?, problems: [PolicyProblem]) {
    guard let policyBytes else { return (nil, []) }
    let (policy, problems) = Policy.read(policyBytes)
    return (policy, problems + (policy?.problems(with: roster, at: now) ?? []))
  }

  /// The policy; throws what makes it unreadable.
  func policy() throws -> Policy {
    guard let policyBytes else {
      throw Failure(
        "there is no policy \(name)", facts: ["\(CharterPath.policyText) is missing"],
        hint: "\("charter init", .command) writes one")
    }
    let (policy, problems) = Policy.read(policyBytes)
    if let policy { return policy }
    throw Failure(
      "the policy \(name) cannot be read",
      facts: problems.prefix(10).map { "\(Finding($0).description)" },
      hint: problems.first?.hint.map { "\($0)" })
  }

  func ground(at now: Timestamp?) -> PolicyGround {
    PolicyGround(
      roster: roster,
      charters: Dictionary(uniqueKeysWithValues: charters.map { ($0.path, $0.pieces) }), moment: now
    )
  }

  func situation(at now: Timestamp?) throws -> PolicySituation {
    PolicySituation(try policy(), on: ground(at: now))
  }

  /// A charter's path as somebody typed it: below `Charters/`, with or without `.md`.
  func charter(_ typed: String) throws -> CharterPath {
    let known = Set(charters.map(\.path)).union([.policy])
    let names = ["\(CharterPath.root)/\(typed)", typed].flatMap { [$0, $0 + ".md", $0 + ".yml"] }
    for name in names {
      // Most readings of a word are no path of a charter.
      if let path = try? CharterPath(name), known.contains(path) { return path }
    }
    let near = Spelling.nearest(to: typed, in: known.map(\.display).sorted())
    throw Failure(
      "there is no charter \(typed) \(name)",
      hint: near.map { "did you mean \($0, .command)?" }
        ?? "\("charter show", .command) lists them")
  }
}

extension Finding {
  /// A problem of the policy, as a finding at its place.
  init(_ problem: PolicyProblem) {
    self.init(
      path: CharterPath.policyText, line: problem.line, column: problem.column, code: problem.code,
      level: Finding.Level(rawValue: problem.level.rawValue) ?? .error, message: problem.message,
      hint: problem.hint)
  }
}

extension Session {
  /// Says on standard error what is wrong with the charters that an answer goes by.
  func warn(of findings: [Finding]) throws {
    for finding in findings where finding.level != .advice {
      try errors.print("\(finding.description)")
    }
  }
}
