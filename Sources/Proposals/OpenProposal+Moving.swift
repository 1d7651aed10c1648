internal import Evidence
internal import Git
internal import Processes

extension OpenProposal {
  /// Moves its branch in this clone to a version that was signed on top of it, and the working tree
  /// where HEAD stands there.
  func move(to commit: ObjectID, in clone: Clone, saying message: String) throws {
    let repository = clone.repository
    let branch = try Self.branch(slug)
    if case .branch(branch, _) = try repository.head() {
      let arguments = [
        "-c", "merge.verifySignatures=false", "merge", "--quiet", "--ff-only", commit.hex,
      ]
      let merged = try repository.follow(arguments, to: commit)
      guard merged.succeeded else {
        throw ActError.git(command: ["git", "merge"], message: merged.errorText)
      }
      return
    }
    if let localHead, try !repository.isAncestor(localHead, of: commit) {
      throw ActError.behindRemote(slug: slug, remote: clone.remote?.name ?? "")
    }
    try repository.update([.init(name: branch, old: localHead, new: commit, message: message)])
  }
}
