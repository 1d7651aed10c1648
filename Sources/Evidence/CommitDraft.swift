package import Git

/// A commit that is about to be written, with author and committer the same.
package struct CommitDraft: Sendable {
  package var tree: ObjectID
  package var parents: [ObjectID]
  package var author: Signature
  package var message: String

  package init(tree: ObjectID, parents: [ObjectID], author: Signature, message: String) {
    self.tree = tree
    self.parents = parents
    self.author = author
    self.message = message
  }

  private var headers: String {
    var text = "tree \(tree.hex)\n"
    for parent in parents { text += "parent \(parent.hex)\n" }
    text += "author \(author.headerText)\ncommitter \(author.headerText)\n"
    return text
  }

  /// What is signed; also the whole content of an unsigned commit.
  package var payload: [UInt8] { Array((headers + "\n" + message).utf8) }

  /// The whole content with a signature's armor in the `gpgsig` header.
  package func signed(armor: String) -> [UInt8] {
    var lines = armor.split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return Array((headers + "gpgsig " + lines.joined(separator: "\n ") + "\n\n" + message).utf8)
  }
}
