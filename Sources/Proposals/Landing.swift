internal import Evidence
internal import Git
internal import Processes

/// What became of a step outside its own commit.
package struct LandingResult: Sendable {
  /// The remote has it.
  package var pushed = false
  /// Why it is only here; nil where it was pushed, or was not to be.
  package var pushFailure: String?
  /// The working tree shows the branch as it is now; false where the user's edits are in the way.
  package var workingTreeFollowed = true
  /// git's words where it did not.
  package var workingTreeMessage: String?
  /// This clone's branch holds commits of its own that are no steps, and was left as it is.
  package var localIsAstray = false
  /// The ended proposal's branch or references could not be deleted on the remote; its words.
  package var leftOnRemote: String?
}

/// Brings a new step onto the protected branch, on the remote first where there is one.
struct Landing {
  let clone: Clone
  let step: ObjectID
  /// The proposal that ends with it, and its gathered sign-offs.
  let ended: OpenProposal?
  let gathered: [ObjectID]

  /// Pushes the step together with the deletion of what has ended; where the remote takes the
  /// step but no deletions, the step alone.
  func push(to remote: Remote) throws -> (result: Remote.PushResult, leftOver: String?) {
    let repository = clone.repository
    let main = Remote.Update(clone.branch.name, to: step)
    let deletions = try deletions(on: remote)
    let result = try remote.push([main] + deletions, from: repository)
    guard case .refused(let words) = result, !deletions.isEmpty else { return (result, nil) }
    let alone = try remote.push([main], from: repository)
    guard case .done = alone else { return (alone, nil) }
    if case .done = try remote.push(deletions, from: repository) { return (alone, nil) }
    return (alone, words)
  }

  private func deletions(on remote: Remote) throws -> [Remote.Update] {
    guard let ended else { return [] }
    let branch = try OpenProposal.branch(ended.slug)
    let folder = OpenProposal.signoffFolder(ended.id)
    let there = try remote.references([branch.text, folder + "*"], from: clone.repository)
    return there.sorted { $0.key < $1.key }.compactMap { name, target in
      // Somebody's newer version or later word is not deleted unread.
      if name == branch { return .init(name, to: nil, expecting: ended.head) }
      return gathered.contains(target) ? .init(name, to: nil) : nil
    }
  }

  /// Moves this clone's branch, and its working tree where that shows the branch or the ended
  /// proposal; edits of other files stay.
  func follow(_ result: inout LandingResult) throws {
    let repository = clone.repository
    let head = try repository.head()
    let proposal = try ended.map { try OpenProposal.branch($0.slug) }
    var updates: [Repository.RefUpdate] = []
    if let ended {
      for (name, target) in try repository.references(
        under: OpenProposal.signoffFolder(ended.id)) where gathered.contains(target)
      {
        updates.append(.init(name: name, old: target, new: nil, message: "charter: ended"))
      }
    }
    if clone.branch.localIsAstray {
      result.localIsAstray = true
    } else if case .branch(clone.branch.name, _) = head {
      let merge = try repository.follow(
        ["-c", "merge.verifySignatures=false", "merge", "--quiet", "--ff-only", step.hex], to: step)
      guard merge.succeeded else {
        result.workingTreeFollowed = false
        result.workingTreeMessage = merge.errorText
        // Without a remote the step would be lost with its objects; then the branch must move.
        if !result.pushed {
          throw ActError.git(command: ["git", "merge"], message: merge.errorText)
        }
        return
      }
    } else if let local = clone.branch.localTip {
      updates.append(
        .init(name: clone.branch.name, old: local, new: step, message: "charter: step"))
    } else if clone.remote == nil {
      updates.append(.init(name: clone.branch.name, old: nil, new: step, message: "charter: step"))
    }
    try repository.update(updates)
    if let proposal { try leave(proposal, head: head, &result) }
  }

  /// Deletes the ended proposal's branch, after leaving it.
  private func leave(
    _ proposal: ReferenceName, head: Repository.Head, _ result: inout LandingResult
  ) throws {
    let repository = clone.repository
    if case .branch(proposal, _) = head {
      let target =
        try repository.target(of: clone.branch.name) == nil
        ? ["--detach", step.hex] : [clone.branch.name.shortName]
      let checkout = try repository.follow(["checkout", "--quiet"] + target + ["--"], to: step)
      guard checkout.succeeded else {
        result.workingTreeFollowed = false
        result.workingTreeMessage = checkout.errorText
        return
      }
    }
    guard let local = try repository.target(of: proposal), local == ended?.head else { return }
    try repository.update([
      .init(name: proposal, old: local, new: nil, message: "charter: ended")
    ])
  }
}
