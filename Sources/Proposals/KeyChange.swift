package import Charters
internal import Evidence
internal import Git
package import Signing

/// A change of the keys on a member's page.
package struct KeyChange {
  package enum Act: Sendable {
    /// Another key takes the place of one.
    case replace(with: PublicKey)
    /// A key goes, and is reported as stolen since a step, or as lost.
    case revoke(since: Int?)
  }

  package let member: Handle
  package let act: Act
  /// The fingerprint of the key in question, or its beginning; nil is the only one.
  package var fingerprint: String?

  package init(_ act: Act, of member: Handle, fingerprint: String? = nil) {
    self.act = act
    self.member = member
    self.fingerprint = fingerprint
  }

  /// Why it cannot be made.
  package enum Problem: Error, Hashable, Sendable {
    case noSuchMember(Handle, known: [Handle])
    case noSuchKey(String?, known: [String])
    /// Several keys are listed, and none was named.
    case whichKey([String])
    case alreadyListed(String)
    case revokedBefore(String)
    case noSuchStep(Int, newest: Int)
    /// The page has no front matter that could be edited.
    case unreadablePage(String)
  }

  /// The page as it would be, and the key that goes.
  package struct Edit: Sendable {
    package let path: String
    package let bytes: [UInt8]
    /// Nil where the page lists none.
    package let old: PublicKey?
  }

  /// Edits the page as it stands on the protected branch.
  package func edit(in clone: Clone) throws -> Edit {
    let state = clone.branch.state
    let roster = state.rulebook.roster
    guard let page = roster.members[member] else {
      throw Problem.noSuchMember(member, known: roster.present)
    }
    if case .revoke(let since?) = act, since > state.step {
      throw Problem.noSuchStep(since, newest: state.step)
    }
    // A key that cannot be read is no key of anybody.
    let ssh = page.keys.filter { (try? PublicKey($0.value)) != nil }
    let openPGP = page.openpgp.filter { (try? PublicKey($0.value)) != nil }
    let listed = try (ssh + openPGP).map { try PublicKey($0.value) }
    let old = try chosen(listed)
    let path = page.path.text
    guard let entry = try clone.repository.entry(at: path, inTree: state.tree),
      var fields = PageFields(try clone.repository.blob(entry.id))
    else { throw Problem.unreadablePage(path) }
    var keys = page.keys.filter { (try? PublicKey($0.value)) != old }.map(\.value)
    var blocks = openPGP.filter { (try? PublicKey($0.value)) != old }.map(\.value)
    switch act {
    case .replace(let new):
      guard !listed.contains(new) else { throw Problem.alreadyListed(new.fingerprint) }
      let revoked = roster.members.values.flatMap(\.revokedKeys).map(\.fingerprint)
      guard !revoked.contains(new.fingerprint) else {
        throw Problem.revokedBefore(new.fingerprint)
      }
      if case .openPGP(let certificate) = new {
        blocks.append(certificate.armored)
      } else {
        keys.append(new.line)
      }
    case .revoke(let since):
      guard let old else { throw Problem.noSuchKey(nil, known: []) }
      let entries =
        page.revokedKeys + [RevokedKey(fingerprint: old.fingerprint, since: since)]
      fields.set("revoked-keys", ["revoked-keys:"] + entries.map(\.line))
    }
    fields.set("keys", keys.isEmpty ? [] : ["keys:"] + keys.map { "  - \(Self.plain($0))" })
    fields.set("openpgp", Self.blockLines(blocks))
    return Edit(path: path, bytes: fields.bytes, old: old)
  }

  private func chosen(_ listed: [PublicKey]) throws -> PublicKey? {
    let prints = listed.map(\.fingerprint)
    if case .replace = act, listed.isEmpty, fingerprint == nil { return nil }
    guard let fingerprint else {
      guard listed.count == 1 else {
        throw listed.isEmpty ? Problem.noSuchKey(nil, known: []) : Problem.whichKey(prints)
      }
      return listed[0]
    }
    let found = listed.filter {
      $0.fingerprint.hasPrefix(fingerprint) || $0.fingerprint.hasPrefix("SHA256:" + fingerprint)
    }
    guard found.count == 1 else { throw Problem.noSuchKey(fingerprint, known: prints) }
    return found[0]
  }

  /// A key line as YAML's plain text; without its comment where that could be read otherwise.
  private static func plain(_ line: String) -> String {
    guard line.contains(": ") || line.contains(" #") || line.hasSuffix(":") else { return line }
    return (try? PublicKey(line).line) ?? line  // it was read as a key before
  }

  /// One block stands as a text, several as a list of texts.
  private static func blockLines(_ blocks: [String]) -> [String] {
    func indented(_ block: String, by spaces: Int) -> [String] {
      var lines = block.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      while lines.last?.isEmpty == true { lines.removeLast() }
      return lines.map { $0.isEmpty ? "" : String(repeating: " ", count: spaces) + $0 }
    }
    if blocks.isEmpty { return [] }
    if blocks.count == 1 { return ["openpgp: |"] + indented(blocks[0], by: 2) }
    return ["openpgp:"] + blocks.flatMap { ["  - |"] + indented($0, by: 4) }
  }
}

extension RevokedKey {
  /// The entry as a line of a page.
  fileprivate var line: String {
    let step = since.map { ", since: \($0)" } ?? ""
    return "  - { key: \"\(fingerprint)\"\(step) }"
  }
}
