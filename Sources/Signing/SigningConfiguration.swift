/// What git's configuration says about signing; `Signer` reads it as git itself would.
///
/// The names are those of git-config(1): `gpg.format`, `user.signingKey`, `gpg.ssh.program`,
/// `gpg.ssh.defaultKeyCommand` and `gpg.openpgp.program`; nil means unset.
package struct SigningConfiguration: Sendable {
  package var format: String?
  package var key: String?
  package var sshProgram: String?
  package var defaultKeyCommand: String?
  package var openPGPProgram: String?
  /// `Name <address>`, by which gpg looks for a key where `user.signingKey` is unset.
  package var committer: String?
  /// The whole environment of the programs that are run; nil inherits. HOME, for a leading `~/`,
  /// TMPDIR and PATH are looked up in it.
  package var environment: [String: String]?
  /// Where the programs run, and what a relative key path is relative to; nil inherits.
  package var directory: String?

  package init(
    format: String? = nil, key: String? = nil, sshProgram: String? = nil,
    defaultKeyCommand: String? = nil, openPGPProgram: String? = nil, committer: String? = nil,
    environment: [String: String]? = nil, directory: String? = nil
  ) {
    self.format = format
    self.key = key
    self.sshProgram = sshProgram
    self.defaultKeyCommand = defaultKeyCommand
    self.openPGPProgram = openPGPProgram
    self.committer = committer
    self.environment = environment
    self.directory = directory
  }
}
