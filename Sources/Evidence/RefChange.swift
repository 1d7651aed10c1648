package import Git

/// One reference that a push would create, move or delete.
package struct RefChange: Hashable, Sendable {
  package let name: ReferenceName
  /// What the pusher says that it is now.
  package let old: ObjectID?
  package let new: ObjectID?

  package init(name: ReferenceName, old: ObjectID?, new: ObjectID?) {
    self.name = name
    self.old = old
    self.new = new
  }

  /// A line of pre-receive's input, `old new name`; the zero id stands for "not there".
  ///
  /// Nil where it is not such a line (64-digit ids of a SHA-256 repository, or a name that git
  /// would not take either).
  package init?(line: some StringProtocol) {
    let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let old = ObjectID(hex: parts[0]), let new = ObjectID(hex: parts[1]),
      let name = try? ReferenceName(String(parts[2]))
    else { return nil }
    self.init(
      name: name, old: old.isZero ? nil : old, new: new.isZero ? nil : new)
  }
}

/// Why a reference may not become what a push makes of it.
package struct Refusal: Hashable, Sendable {
  package let name: String
  /// The first problem's plain sentence.
  package var headline: String
  package var code: Problem.Code
  /// One an offending commit.
  package var blocks: [Block]
  /// What to do instead, a line each.
  package var wayOut: [String]

  package struct Block: Hashable, Sendable {
    package let commit: ObjectID
    package let subject: String
    package let problems: [Problem]
    /// The explanation of a missing approval, where there is one.
    package var assessment: AssessmentBox?
  }

  /// An assessment, equal to another of the same proposal on the same tip.
  package struct AssessmentBox: Hashable, Sendable {
    package let value: Assessment
    package static func == (a: Self, b: Self) -> Bool {
      a.value.proposal.head == b.value.proposal.head
        && a.value.authority.tip == b.value.authority.tip
    }
    package func hash(into hasher: inout Hasher) { hasher.combine(value.proposal.head) }
  }

  init(
    _ change: RefChange, _ code: Problem.Code, _ headline: String, blocks: [Block] = [],
    wayOut: [String] = []
  ) {
    name = change.name.text
    self.code = code
    self.headline = headline
    self.blocks = blocks
    self.wayOut = wayOut
  }
}

extension Refusal {
  /// What charter keeps can only come after a founding.
  static func notGoverned(_ change: RefChange) -> Refusal {
    Refusal(
      change, .noFounding, "there is no governed repository here yet",
      wayOut: ["Found it first:", "  charter init", "  git push origin main"])
  }
}

/// Which repository and branch a server guards.
package struct Pin: Hashable, Sendable {
  package let repository: RepositoryID
  package let branch: ReferenceName

  package init(repository: RepositoryID, branch: ReferenceName) {
    self.repository = repository
    self.branch = branch
  }

  /// Reads `charter.repository` and `charter.branch`; nil where nothing is pinned.
  ///
  /// Throws where something is there that is no pin: a damaged pin must not open the door.
  package static func load(_ repository: Repository) throws -> Pin? {
    let id = try repository.configString("charter.repository")
    let branch = try repository.configString("charter.branch")
    if id == nil, branch == nil { return nil }
    guard let id, let known = RepositoryID(id) else { throw EvidenceError.badPin }
    do {
      return Pin(repository: known, branch: try ReferenceName(branch ?? "refs/heads/main"))
    } catch {
      throw EvidenceError.badPin
    }
  }

  package func save(_ repository: Repository) throws {
    try repository.setLocalConfig("charter.repository", self.repository.text)
    try repository.setLocalConfig("charter.branch", branch.text)
  }
}
