package import Git

/// What one push may cost a server: settings of its owner, which change no verdict about evidence.
package struct PushLimits: Hashable, Sendable {
  /// New commits on the branches that are judged, in one push (`charter.maxCommits`).
  package var commits = 200_000
  /// Seconds that judging one push may take; 0 is any (`charter.maxSeconds`).
  package var seconds = 600
  /// Hours that a new step's date may lie back when it arrives (`charter.maxStepAgeHours`); nil is
  /// any.
  package var stepAgeHours: Int?

  package init() {}

  /// Reads the settings; throws where one is there that is no number from 0 on, since a limit that
  /// cannot be read must not pass for none.
  package init(_ repository: Repository) throws {
    commits = try Self.number("charter.maxcommits", in: repository) ?? commits
    seconds = try Self.number("charter.maxseconds", in: repository) ?? seconds
    stepAgeHours = try Self.number("charter.maxstepagehours", in: repository)
  }

  private static func number(_ key: String, in repository: Repository) throws -> Int? {
    guard let text = try repository.configString(key) else { return nil }
    guard let number = Int(text), number >= 0 else {
      throw EvidenceError.badSetting(key: key, value: text)
    }
    return number
  }
}

extension PushReview {
  /// Too many new commits to judge in one push; nil where they are few enough.
  func tooManyCommits() throws -> Refusal? {
    let judged = ["refs/heads/", "refs/charter/"]
    let branch = try protectedName()
    let changes = changes.filter { change in
      change.new != nil
        && (change.name == branch || change.name.isUnder("refs/heads/proposals/")
          || change.name.isUnder("refs/charter/"))
    }
    guard let first = changes.first else { return nil }
    let known = existing.filter { name, _ in judged.contains { name.isUnder($0) } }.map(\.value)
    let fresh = try repository.commits(
      from: changes.compactMap(\.new), hiding: known.filter { try repository.contains($0) })
    guard fresh.count > limits.commits else { return nil }
    return Refusal(
      first, .tooMany,
      "it brings \(fresh.count) commits, and this server takes \(limits.commits) in one push",
      wayOut: [
        "Push it in parts, an older commit first:",
        "  git push origin COMMIT:\(first.name)",
        "The server's owner may allow more:", "  git config charter.maxCommits \(fresh.count)",
      ])
  }

  /// What the protected branch is called as far as names alone say.
  private func protectedName() throws -> ReferenceName { try pin?.branch ?? headName() }
}
