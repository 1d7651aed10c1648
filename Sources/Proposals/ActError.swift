package import Charters
package import Evidence
package import Git

/// Why an act could not be done: facts, from which the command line makes sentences.
///
/// That a policy says no is not among them: it is a value of the act.
package enum ActError: Error {
  // Who acts
  /// git knows no name or no address for the user; its own words.
  case noIdentity(message: String)
  /// A name or an address holds a character that evidence may not have.
  case unusableIdentity(String)
  /// The signing key is on no member's list; who is on the roster.
  case notAMember(fingerprint: String, key: String, members: [Handle])

  // Where
  /// No founding behind any branch that was looked at.
  case notFounded
  case alreadyFounded(RepositoryID)
  case bareRepository
  /// The protected branch of this clone holds commits that are no steps and are not on the remote.
  case astray(branch: ReferenceName, remote: String)
  /// Changes that nobody approved wait to be mended, oldest first.
  case unmended([ObjectID], outcome: Report.Outcome)
  /// Nothing is proven about the branch; what the verification says.
  case unproven(Report)
  /// HEAD is somewhere else than the act needs.
  case wrongBranch(now: String, wanted: String)
  /// A merge, rebase or the like is going on.
  case unfinished(String)
  case conflictedFiles([String])

  // Words
  case nothingChanged
  case unusableTitle(String)
  case noRationale
  /// Paragraphs that evidence may not hold: a forbidden character, or a line like a trailer.
  case unusableRationale
  /// What the rules of content refuse.
  case content([Finding])
  /// What would make the new commit no evidence, or stop its landing whatever the approvals.
  case refused([Problem], on: ReferenceName)
  case unknownHandle(String)
  /// Neither a handle, nor `team x`, nor `role y`.
  case affectsNobody(String)
  /// An experiment or an emergency without its last day.
  case noEnd(String)
  case endHasPassed(Day)
  /// A charter in which the program cannot write what is tried; its path.
  case noPlaceForTrial(String)
  /// Every charter says already what is tried in it, so nothing more was written there.
  case trialSaidAlready
  case noSuchStep(Int, last: Int)
  /// The step landed no words, so there is nothing to take back.
  case changedNothing(step: Int)

  // Proposals
  case noSuchProposal(String, known: [String])
  case ambiguousProposal(String, matches: [String])
  /// No argument, and HEAD stands on no proposal.
  case noProposalHere(known: [String])
  case unreadableProposal(slug: String, problems: [Problem])
  case endedProposal(slug: String, step: Int?)
  case behindRemote(slug: String, remote: String)
  /// This clone's branch of the proposal holds commits that nobody signed; its newest version.
  case handmade(slug: String, head: ObjectID)
  /// Edits stand on a version that nobody answers for any more.
  case editsOnOrphans(slug: String)
  /// What was decided since was brought in after the version that nobody answers for.
  case broughtInSince(slug: String)
  /// A section named by an objection is not among the changes.
  case noSuchSection(String, known: [String])
  case noReason
  /// The version builds on a moment at which the signer's key was not listed, so that an approval
  /// of it could not count.
  case keyTooNew(slug: String, fingerprint: String)
  case tooManySignoffs(limit: Int)
  case nothingToRetract
  /// Nobody's open objection is meant, or several are.
  case noSuchObjection(String, known: [(id: String, member: Handle)])
  /// The member may not sign for that one; who may.
  case notADeputy(of: Handle, known: [Handle])
  /// What is to be approved afterwards is no change that waits for it.
  case nothingToMend

  // git
  /// A git command that failed, with its own words.
  case git(command: [String], message: String)
}
