package import Git
internal import Policies

extension PushReview {
  /// What the hook says where a reference moved after git had told the pusher where it stands; by
  /// these words a program knows that trying again may help.
  package static let lostRace = "somebody else pushed at the same moment"

  /// What is wrong with the names of a push, or with what it says of them; then nothing else is
  /// looked at, for all else is judged by the name and by what stands there now.
  func nameRefusals() throws -> [Refusal] {
    var refusals: [Refusal] = []
    var seen: Set<ReferenceName> = []
    for change in changes {
      if !seen.insert(change.name).inserted {
        refusals.append(
          Refusal(
            change, .badReference, "this push names it twice, and git would do both",
            wayOut: ["Push it once:", "  git push origin \(change.name.shortName)"]))
      } else if change.name.text.unicodeScalars.contains("\u{FFFD}") {
        refusals.append(
          Refusal(
            change, .badReference, "this name is no UTF-8 text",
            wayOut: ["Choose another name."]))
      } else if try isServer && repository.isSymbolic(change.name) {
        refusals.append(
          Refusal(
            change, .badReference, "on the server this is only another name for a branch",
            wayOut: ["Push to the branch itself."]))
      } else if change.old != existing[change.name] {
        refusals.append(
          Refusal(
            change, .outOfDate, Self.lostRace,
            wayOut: ["Fetch and try again:", "  git fetch"]))
      }
    }
    return refusals
  }

  /// The branch that HEAD names; `main` where it names none.
  func headName() throws -> ReferenceName {
    switch try repository.head() {
    case .branch(let name, _), .unborn(let name): name
    case .detached: try ReferenceName("refs/heads/main")
    }
  }

  /// The pinned branch; without a pin the one that is governed already, and at first the one that
  /// HEAD names.
  ///
  /// Whoever may push can found a branch of their own, so what is pushed is asked last, and of
  /// that only what stands where HEAD points: else the first to come would have the pin.
  package func protectedBranch() throws -> ReferenceName? {
    if let pin { return pin.branch }
    let head = try headName()
    var names = try [head] + ["refs/heads/main", "refs/heads/master"].map { try ReferenceName($0) }
    names += existing.keys.sorted()
    for name in names where mayBeProtected(name) {
      // What a clone only heard of, it cannot judge.
      guard let tip = existing[name], try isServer || repository.contains(tip) else { continue }
      if try isFounded(name, at: tip) { return name }
    }
    for change in changes where mayBeProtected(change.name) && (!isServer || change.name == head) {
      if let new = change.new, try isFounded(change.name, at: new) { return change.name }
    }
    return nil
  }

  private func mayBeProtected(_ name: ReferenceName) -> Bool {
    name.isUnder("refs/heads/") && !name.isUnder("refs/heads/proposals/")
  }

  /// Whether a founding behind a commit names this branch, or one that does not hold up stands
  /// there, which is then judged as the branch it is pushed to.
  private func isFounded(_ name: ReferenceName, at tip: ObjectID) throws -> Bool {
    do {
      let report = try engine.verify(tip)
      guard let branch = report.branch else {
        return report.outcome == .incomplete || !report.steps.isEmpty
      }
      return branch == name
    } catch EvidenceError.notGoverned {
      return false
    }
  }

  /// Where nothing is governed yet: what only a founding makes possible, and foundings of other
  /// branches than the one that HEAD names.
  func ungovernedRefusals() throws -> [Refusal] {
    let head = try headName()
    return try changes.compactMap { change in
      if change.name.isUnder("refs/charter/") { return .notGoverned(change) }
      guard isServer, mayBeProtected(change.name), let new = change.new,
        try isFounded(change.name, at: new)
      else { return nil }
      return Refusal(
        change, .wrongBranch,
        "it founds another branch than \(head.shortName), which this server keeps",
        wayOut: [
          "If all of you want that branch, on the server:",
          "  charter hooks install --server --branch \(change.name.shortName)",
        ])
    }
  }
}
