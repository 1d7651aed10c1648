package import Evidence
package import Git
package import TestSupport

/// A commit as it will be written, byte for byte; a test may falsify any part of it.
package struct RawDraft {
  /// Who signs.
  package enum Signer {
    case nobody
    case member(TestMember)
    case key(TestMember, TestMember.Key)
    /// An armor made elsewhere.
    case armor(String)
  }

  package var tree: ObjectID
  package var parents: [ObjectID]
  /// The value of the `author` header.
  package var author: String
  /// The value of the `committer` header.
  package var committer: String
  /// Header lines after `committer`, without their line feeds; signed like the others.
  package var headers: [String] = []
  package var message: String
  package var signer: Signer
  /// What becomes of the bytes after signing.
  package var finish: ([UInt8]) -> [UInt8] = { $0 }

  package init(
    tree: ObjectID, parents: [ObjectID], by member: TestMember, at seconds: Int64,
    message: String, signed: Bool = true
  ) {
    self.tree = tree
    self.parents = parents
    author = member.headerText(seconds: seconds)
    committer = author
    self.message = message
    signer = signed ? .member(member) : .nobody
  }

  /// Sets the date of both author and committer.
  package mutating func date(_ member: TestMember, _ seconds: Int64) {
    author = member.headerText(seconds: seconds)
    committer = author
  }

  /// Replaces words of the message, which must be there.
  package mutating func replace(_ old: String, with new: String) throws {
    guard message.contains(old) else {
      throw StoryError(description: "“\(old)” is not in the message:\n\(message)")
    }
    message = message.replacing(old, with: new)
  }

  /// Says which sign-offs of the same member came before this one, and no others.
  package mutating func namePrevious(_ previous: [PayloadID]) {
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("Charter-Previous: ") }
    message =
      lines.joined(separator: "\n")
      + previous.map(\.text).sorted().map { "Charter-Previous: \($0)\n" }.joined()
  }

  private var head: String {
    var lines = ["tree \(tree.hex)"] + parents.map { "parent \($0.hex)" }
    lines += ["author \(author)", "committer \(committer)"] + headers
    return lines.map { $0 + "\n" }.joined()
  }

  /// What is signed.
  package var payload: [UInt8] { Array((head + "\n" + message).utf8) }

  /// The armor, without its last line feed; nil where nobody signs.
  package func armor() throws -> String? {
    let text: String
    switch signer {
    case .nobody: return nil
    case .member(let member): text = try member.quickSignature(over: payload)
    case .key(let member, let key): text = try member.quickSignature(over: payload, key: key)
    case .armor(let armor): text = armor
    }
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  /// The whole commit.
  package func bytes() throws -> [UInt8] {
    guard let armor = try armor() else { return finish(payload) }
    let header = "gpgsig " + armor.replacing("\n", with: "\n ") + "\n"
    return finish(Array((head + header + "\n" + message).utf8))
  }
}
