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

  /// Pushes the step, and what has ended is deleted behind it.
  ///
  /// In two pushes: a server deletes nothing because of a step that it may yet fail to take.
  func push(to remote: Remote) throws -> (result: Remote.PushResult, leftOver: String?) {
    let there = try references(on: remote)
    // Somebody's newer version is not decided over unread.
    if let ended, let tip = try there[OpenProposal.branch(ended.slug)], tip != ended.head {
      return (.raced, nil)
    }
    let result = try remote.push(
      [Remote.Update(clone.branch.name, to: step)], from: clone.repository)
    guard case .done = result else { return (result, nil) }
    return (result, try clear(there, on: remote))
  }

  /// Deletes what of the ended proposal is still on the remote, as where somebody was cut off;
  /// gives the remote's words where that was not done.
  func clear(on remote: Remote) throws -> String? { try clear(references(on: remote), on: remote) }

  private func clear(_ there: [ReferenceName: ObjectID], on remote: Remote) throws -> String? {
    guard let ended else { return nil }
    let branch = try OpenProposal.branch(ended.slug)
    // Nor is somebody's later word deleted.
    let deletions = there.sorted { $0.key < $1.key }.compactMap { name, target in
      name == branch
        ? Remote.Update(name, to: nil, expecting: ended.head)
        : gathered.contains(target) ? Remote.Update(name, to: nil) : nil
    }
    if deletions.isEmpty { return nil }
    switch try remote.push(deletions, from: clone.repository) {
    case .done: return nil
    case .raced: return "it has a newer version"
    case .refused(let words), .failed(let words): return words
    }
  }

  /// The ended proposal's branch and sign-offs, as they are on the remote.
  private func references(on remote: Remote) throws -> [ReferenceName: ObjectID] {
    guard let ended else { return [:] }
    return try remote.references(
      [OpenProposal.branch(ended.slug).text, OpenProposal.signoffFolder(ended.id) + "*"],
      from: clone.repository)
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
