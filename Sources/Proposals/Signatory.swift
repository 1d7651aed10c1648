package import Charters
internal import Evidence
package import Git
internal import Processes
package import Signing

/// Who acts, as git knows them: a name, an address, and the moment.
package struct GitIdentity: Hashable, Sendable {
  package let name: String
  package let email: String
  package let now: Timestamp
  package let offsetMinutes: Int

  /// Asks git, so that its precedence holds: `GIT_AUTHOR_NAME` and `GIT_AUTHOR_EMAIL`, then
  /// `author.*`, then `user.*`; nothing is guessed from the machine.  The moment is the
  /// committer's, `GIT_COMMITTER_DATE` where that is set.
  package init(_ repository: Repository) throws {
    func ask(_ variable: String) throws -> (name: String, email: String, date: [Substring]) {
      let result = try repository.attempt(["-c", "user.useConfigOnly=true", "var", variable])
      let line = result.outputText.split(separator: "\n").first ?? ""
      guard result.succeeded, let open = line.lastIndex(of: "<"),
        let close = line.lastIndex(of: ">"), open < close
      else { throw ActError.noIdentity(message: result.errorText) }
      var name = line[..<open]
      while name.last == " " { name.removeLast() }
      let date = line[close...].dropFirst().split(separator: " ")
      return (String(name), String(line[open..<close].dropFirst()), date)
    }
    let author = try ask("GIT_AUTHOR_IDENT")
    let date = try ask("GIT_COMMITTER_IDENT").date
    guard date.count == 2, let seconds = Int64(date[0]), let zone = Int(date[1]) else {
      throw ActError.noIdentity(message: "git gave no date")
    }
    guard ContentRules.checkText("\(author.name) <\(author.email)>").isEmpty, !author.name.isEmpty
    else { throw ActError.unusableIdentity("\(author.name) <\(author.email)>") }
    name = author.name
    email = author.email
    now = Timestamp(seconds: max(0, seconds))
    offsetMinutes = zone / 100 * 60 + zone % 100
  }

  /// The author and committer of a commit, dated now but never before what it builds on.
  package func signature(notBefore earliest: Timestamp) -> Git.Signature {
    Git.Signature(
      name: name, email: email, seconds: max(now, earliest).seconds, offsetMinutes: offsetMinutes)
  }
}

/// Who acts and signs: an identity and the key that git would sign with.
package struct Signatory: Sendable {
  package let identity: GitIdentity
  package let signer: Signer

  /// Throws `ActError.noIdentity` or the signing error that says which setting is missing.
  package init(_ repository: Repository) throws {
    identity = try GitIdentity(repository)
    signer = try Signer(SigningConfiguration(repository, committer: identity))
  }

  /// Stores a signed commit, author and committer the same; no reference names it yet.
  func write(
    tree: ObjectID, parents: [ObjectID], message: String, notBefore earliest: Timestamp,
    in repository: Repository
  ) throws -> (commit: ObjectID, payload: [UInt8]) {
    let draft = CommitDraft(
      tree: tree, parents: parents, author: identity.signature(notBefore: earliest),
      message: message)
    let payload = draft.payload
    let armor = try signer.sign(payload)
    return (try repository.write(.commit, draft.signed(armor: armor)), payload)
  }

  /// Stores a commit without a signature.
  func writeUnsigned(
    tree: ObjectID, parents: [ObjectID], message: String, notBefore earliest: Timestamp,
    in repository: Repository
  ) throws -> ObjectID {
    let draft = CommitDraft(
      tree: tree, parents: parents, author: identity.signature(notBefore: earliest),
      message: message)
    return try repository.write(.commit, draft.payload)
  }
}

extension SigningConfiguration {
  /// What git's configuration says in a repository.
  package init(_ repository: Repository, committer: GitIdentity?) throws {
    self.init(
      format: try repository.configString("gpg.format"),
      key: try repository.configPath("user.signingkey"),
      sshProgram: try repository.configPath("gpg.ssh.program"),
      defaultKeyCommand: try repository.configString("gpg.ssh.defaultkeycommand"),
      openPGPProgram: try repository.configPath("gpg.openpgp.program")
        ?? repository.configPath("gpg.program"),
      committer: committer.map { "\($0.name) <\($0.email)>" },
      environment: repository.childEnvironment,
      directory: repository.workingDirectory ?? repository.gitDirectory)
  }
}
