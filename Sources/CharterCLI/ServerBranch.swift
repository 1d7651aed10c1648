import Console
import Evidence
import Git
import Processes

/// The branch that a server keeps: what HEAD names, and the founding that is taken there.
struct ServerBranch {
  private let repository: Repository
  private let engine: Engine
  private let pin: Pin?
  /// Every branch that stands on a founding of its own.
  private let founded: [(name: ReferenceName, state: BranchState)]
  private let hasBranches: Bool

  init(_ repository: Repository) throws {
    self.repository = repository
    let engine = Engine(repository)
    self.engine = engine
    pin = try Pin.load(repository)
    let branches = try repository.references(under: "refs/heads/")
    hasBranches = !branches.isEmpty
    founded = try branches.compactMap { name, tip in
      guard !name.isUnder("refs/heads/proposals/"), try !repository.isSymbolic(name),
        let state = try Self.state(of: tip, engine), state.branch == name
      else { return nil }
      return (name, state)
    }
  }

  private static func state(of tip: ObjectID, _ engine: Engine) throws -> BranchState? {
    do {
      return try engine.state(of: tip)
    } catch EvidenceError.notGoverned {
      return nil
    }
  }

  /// Makes HEAD name the branch where it names none that is there, and pins the founding that is
  /// given, or else the one that stands there; says what is so now.
  func settle(on branch: String?, expecting id: RepositoryID?) throws -> [Text] {
    let name = try name(branch)
    var lines: [Text] = []
    switch try repository.head() {
    case .unborn(let head) where head != name:
      let result = try repository.git(["symbolic-ref", "HEAD", name.text])
      guard result.succeeded else { throw Failure("HEAD could not be set", git: result) }
      lines.append("\(.ok) HEAD names \(name.shortName, .identifier) now")
    case .branch(let head, _) where head != name && branch != nil && pin == nil:
      // Without a pin it is HEAD that says where a founding may come.
      throw Failure(
        "this repository's HEAD names another branch, \(head.shortName)",
        hint: "\("git symbolic-ref HEAD \(name)", .command), and then again", status: .no)
    default: break
    }
    return try lines + pinned(name, id)
  }

  private func pinned(_ name: ReferenceName, _ id: RepositoryID?) throws -> [Text] {
    let found = founded.first { $0.name == name }?.state
    guard let wanted = id ?? pin?.repository ?? found?.repository else {
      return ["\(.waiting) it will keep the first founding that comes to \(name.shortName)"]
    }
    let new = Pin(repository: wanted, branch: name)
    if new != pin { try new.save(repository) }
    var lines: [Text] = ["\(.ok) it keeps \(name.shortName) of \(wanted.grouped)"]
    if let old = pin?.repository, old != wanted {
      lines.append("\(.waiting) before, it kept the founding \(old.grouped)")
    }
    if let found, found.repository != wanted {
      lines.append(
        "\(.waiting) what stands there now is of another founding, \(found.repository.grouped)")
    } else if let found, let tip = try repository.target(of: name) {
      let outcome = try engine.verify(tip).outcome
      if outcome != .valid, found.repository == wanted {
        lines.append(
          "\(.bad) \(name.shortName) is \(outcome.rawValue); \("charter verify", .command) says why"
        )
      }
    }
    return lines
  }

  /// The branch to keep: the one that was asked for or is pinned, the one that HEAD names, the only
  /// one that is founded, else `main`.
  private func name(_ asked: String?) throws -> ReferenceName {
    if let asked {
      let name = try ReferenceName.branch(asked)
      if let pin, pin.branch != name {
        throw Failure(
          "this server keeps another branch already, \(pin.branch.shortName)",
          hint: "\("git config charter.branch \(name)", .command), if that is what you want",
          status: .no)
      }
      return name
    }
    if let pin { return pin.branch }
    let (head, isUnborn) =
      switch try repository.head() {
      case .branch(let name, _): (name, false)
      case .unborn(let name): (name, true)
      case .detached: (try ReferenceName("refs/heads/main"), false)
      }
    if founded.contains(where: { $0.name == head }) { return head }
    guard founded.count < 2 else {
      throw Failure(
        "several branches are founded here, and HEAD names none of them",
        facts: founded.map { "\($0.name.shortName): \($0.state.repository.grouped)" },
        hint: "\("charter hooks install --server --branch NAME", .command)", status: .no)
    }
    if let only = founded.first { return only.name }
    return isUnborn && !hasBranches ? try ReferenceName("refs/heads/main") : head
  }
}
