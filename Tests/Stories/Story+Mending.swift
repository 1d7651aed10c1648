import Charters
import Evidence
package import Git
import TestSupport

extension Story {
  /// A change without approval that somebody with a shell put on the server's `main`, and that the
  /// story goes on from; it is no step.
  package func slip(_ edits: [String: Entry], by handle: String = "ana") throws -> ObjectID {
    let bare = try change(edits, by: handle)
    try server.git.git("fetch", "--quiet", work.directory, bare.hex)
    try server.git.git("update-ref", "refs/heads/main", bare.hex)
    main = bare
    return bare
  }

  /// A restore of these words; the story does not go on with it by itself.
  package func restore(
    to tree: ObjectID, from good: ObjectID, mending bare: ObjectID, by handle: String = "ana",
    falsify: Falsify = { _ in }
  ) throws -> ObjectID {
    let title = try required(Title("Back to what was agreed"), "a title")
    let digest = try digest(from: self.tree(of: main), to: tree)
    var draft = try mending(
      title, .restored, tree: tree, second: good, digest: digest, mending: bare, by: handle)
    try falsify(&draft)
    return try commit(draft)
  }

  /// A ratification after the fact, which changes nothing and brings the sign-offs; the story does
  /// not go on with it by itself.
  ///
  /// - Parameter good: the commit before the changes that it mends.
  package func ratifyLate(
    _ proposal: StoryProposal, since good: ObjectID, mending bare: ObjectID, by handle: String,
    falsify: Falsify = { _ in }
  ) throws -> ObjectID {
    let gathered = try gather(proposal, by: handle)
    let digest = try digest(from: tree(of: good), to: tree(of: bare))
    var draft = try mending(
      proposal.title, .late, proposal: proposal.id, tree: tree(of: main), second: gathered,
      digest: digest, mending: bare, by: handle)
    try falsify(&draft)
    return try commit(draft)
  }

  private func mending(
    _ title: Title, _ outcome: StepOutcome, proposal: ProposalID? = nil, tree: ObjectID,
    second: ObjectID, digest: AmendmentDigest, mending bare: ObjectID, by handle: String
  ) throws -> RawDraft {
    let message = StepMessage(
      title: title, repository: repositoryID, branch: try ReferenceName("refs/heads/main"),
      step: step + 1, proposal: proposal, amendment: digest, mends: bare,
      member: try required(.init(handle), "\(handle) is no handle"), outcome: outcome)
    return RawDraft(
      tree: tree, parents: [main, second], by: try cast.member(handle), at: tick(),
      message: message.text)
  }
}
