/// One person of the roster: `Charters/members/HANDLE.md`.
package struct Member: Hashable, Sendable {
  package enum Status: String, Sendable, CaseIterable {
    case active
    /// On leave: holds everything, decides nothing but their own page.
    case absent
    /// No longer of the team; the page stays, so that old signatures have a name.
    case left
  }

  package let handle: Handle
  /// As people call them; the handle where the page gives no name.
  package let name: String
  package let email: String?
  package let status: Status
  /// The last day of an absence.
  package let awayUntil: Day?
  /// OpenSSH public keys as written, one line each.
  package let keys: [Located<String>]
  /// Armored OpenPGP keys as written.
  package let openpgp: [Located<String>]
  /// Keys of theirs, of now or before, that were lost or stolen.
  package let revokedKeys: [RevokedKey]
  /// Who helps them to grow, and from when until when.
  package let coaching: Holding?
  package let expertise: [String]
  package let since: Day?
  /// Who may sign for them, and until when.
  package let deputies: [Deputy]
  /// Charters that they have read and stand by.
  package let acknowledges: [Acknowledgement]
  package let path: CharterPath

  package init(
    handle: Handle, name: String, email: String? = nil, status: Status = .active,
    awayUntil: Day? = nil, keys: [Located<String>] = [], openpgp: [Located<String>] = [],
    revokedKeys: [RevokedKey] = [], coaching: Holding? = nil, expertise: [String] = [],
    since: Day? = nil, deputies: [Deputy] = [], acknowledges: [Acknowledgement] = [],
    path: CharterPath
  ) {
    self.handle = handle
    self.name = name
    self.email = email
    self.status = status
    self.awayUntil = awayUntil
    self.keys = keys
    self.openpgp = openpgp
    self.revokedKeys = revokedKeys
    self.coaching = coaching
    self.expertise = expertise
    self.since = since
    self.deputies = deputies
    self.acknowledges = acknowledges
    self.path = path
  }

  package var coach: Handle? { coaching?.who }
}
