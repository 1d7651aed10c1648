import Git
import TestSupport
import Testing

@Suite struct UpdateTests {
  let sandbox: GitSandbox
  let repository: Repository
  let first: ObjectID
  let second: ObjectID

  init() throws {
    sandbox = try GitSandbox()
    first = try sandbox.commit("one", files: ["a": "1\n"])
    second = try sandbox.commit("two", files: ["a": "2\n"])
    repository = try sandbox.repository()
  }

  func change(
    _ name: String, _ old: ObjectID?, _ new: ObjectID?, _ message: String = "why"
  ) throws -> Repository.RefUpdate {
    Repository.RefUpdate(name: try ReferenceName(name), old: old, new: new, message: message)
  }

  /// Every reference as git has it: `NAME ID`.
  func all() throws -> [String] {
    try sandbox.git("for-each-ref", "--format=%(refname) %(objectname)")
      .split(separator: "\n").map(String.init)
  }

  func refused(_ updates: [Repository.RefUpdate]) throws -> GitError {
    let before = try all()
    let error = try #require(throws: GitError.self) { try repository.update(updates) }
    #expect(try all() == before)
    try sandbox.fsck()
    return error
  }

  @Test func `several references are made, moved and deleted together`() throws {
    try sandbox.git("branch", "old", first.hex)
    try repository.update([
      change("refs/heads/main", second, first, "back"),
      change("refs/heads/old", first, nil),
      change("refs/heads/new", nil, second, "begin"),
      change("refs/charter/signoffs/0123/ana/4567", nil, second),
    ])
    #expect(
      try all() == [
        "refs/charter/signoffs/0123/ana/4567 \(second)", "refs/heads/main \(first)",
        "refs/heads/new \(second)",
      ])
    for name in ["main", "HEAD", "new"] {
      let message = try sandbox.git("log", "-1", "-g", "--format=%gs", name)
      #expect(message == "back; why; begin")
    }
    #expect(!Files.exists(sandbox.directory + "/.git/logs/refs/heads/old"))
    try sandbox.fsck()
  }

  @Test func `nothing moves where one has moved`() throws {
    let error = try refused([
      change("refs/heads/new", nil, second), change("refs/heads/main", first, second),
    ])
    #expect(error.isMoved)
    #expect(
      try refused([
        change("refs/heads/new", nil, second), change("refs/heads/gone", first, second),
      ]).isMoved)
  }

  @Test func `nothing moves where one that must not exist does`() throws {
    let error = try refused([
      change("refs/heads/a", nil, second), change("refs/heads/main", nil, second),
    ])
    #expect(error.alreadyExists)
  }

  @Test(arguments: [false, true])
  func `a name is not a folder of names`(packed: Bool) throws {
    try sandbox.git("branch", "x/y")
    try sandbox.git("branch", "f")
    if packed { try sandbox.git("pack-refs", "--all") }
    for name in ["refs/heads/x", "refs/heads/f/g", "refs/heads/f/g/h"] {
      let error = try refused([
        change("refs/heads/aaa", nil, second), change(name, nil, second),
      ])
      #expect(error.alreadyExists, "\(name): \(error)")
    }
    let error = try refused([
      change("refs/heads/q", nil, second), change("refs/heads/q/r", nil, second),
    ])
    #expect(error.alreadyExists, "\(error)")
  }

  @Test func `nothing moves where a lock is held`() throws {
    try sandbox.write("", to: ".git/refs/heads/main.lock")
    let error = try refused([
      change("refs/heads/a", nil, second), change("refs/heads/main", second, first),
    ])
    #expect(error.isLocked, "\(error)")
    try Files.remove(sandbox.directory + "/.git/refs/heads/main.lock")
    try repository.update([change("refs/heads/main", second, first)])
  }

  @Test func `packed references move and vanish`() throws {
    try sandbox.git("branch", "p/q", first.hex)
    try sandbox.git("branch", "p/r", first.hex)
    try sandbox.git("pack-refs", "--all", "--prune")
    try repository.update([
      change("refs/heads/p/q", first, nil), change("refs/heads/p/r", first, second),
    ])
    #expect(try all() == ["refs/heads/main \(second)", "refs/heads/p/r \(second)"])
    try repository.update([change("refs/heads/p/r", second, nil)])
    #expect(try all() == ["refs/heads/main \(second)"])
    try repository.update([change("refs/heads/p", nil, second)])
    #expect(try sandbox.git("log", "-g", "--format=%gs", "p") == "why")
    try sandbox.fsck()
  }

  @Test func `an object that is not there is not named`() throws {
    let missing = try #require(ObjectID(hex: String(repeating: "1", count: 40)))
    let error = try refused([change("refs/heads/a", nil, missing)])
    #expect(error.isNotFound, "\(error)")
  }

  @Test func `a symbolic reference is not overwritten`() throws {
    try sandbox.git("symbolic-ref", "refs/heads/alias", "refs/heads/main")
    _ = try refused([change("refs/heads/alias", second, first)])
    #expect(try sandbox.git("symbolic-ref", "refs/heads/alias") == "refs/heads/main")
  }

  @Test func `of several who create one reference, one does`() async throws {
    let directory = sandbox.directory
    let (environment, ids) = (sandbox.environment, [first, second])
    let outcomes = try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<8 {
        group.addTask {
          let repository = try Repository.open(directory)
          repository.childEnvironment = environment
          do {
            let name = try ReferenceName("refs/heads/race")
            let update = Repository.RefUpdate(
              name: name, old: nil, new: ids[number % 2], message: "")
            try repository.update([update])
            return "won"
          } catch let error as GitError {
            return error.alreadyExists || error.isLocked ? "lost" : "\(error)"
          }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.sorted() == Array(repeating: "lost", count: 7) + ["won"])
    try sandbox.fsck()
  }
}
