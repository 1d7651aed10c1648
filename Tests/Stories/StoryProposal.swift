package import Evidence
package import Git

/// A proposal of a story, with all that was said on it.
package final class StoryProposal {
  package let title: Title
  package let id: ProposalID
  package let opening: ObjectID
  /// The newest version.
  package internal(set) var head: ObjectID
  /// The commit of the protected branch that it builds on.
  package internal(set) var base: ObjectID
  /// What a gather brings together.
  package var signoffs: [ObjectID] = []
  /// Each member's last sign-off.
  package var lastWords: [String: PayloadID] = [:]

  init(title: Title, id: ProposalID, opening: ObjectID, base: ObjectID) {
    self.title = title
    self.id = id
    self.opening = opening
    self.base = base
    head = opening
  }

  /// Where it is on a server: `refs/heads/proposals/serve-the-sea`.
  package var branch: String {
    "refs/heads/proposals/" + title.text.lowercased().replacing(" ", with: "-")
  }
}

extension StoryProposal {
  /// Says that its newest version builds on another commit of the branch now.
  package func update(base: ObjectID) { self.base = base }
}
