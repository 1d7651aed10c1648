package import Git

/// Why evidence could not be judged at all; a judgement that says no is a value instead.
package enum EvidenceError: Error {
  /// No founding on this branch's first-parent chain.
  case notGoverned(tip: ObjectID)
  /// A shallow or partial clone, or an object that is not there.
  case incomplete(Incompleteness)
  /// `charter.repository` in the configuration is no repository id.
  case badPin
  /// A setting of a server that is no number.
  case badSetting(key: String, value: String)
  /// Judging took longer than a server allows.
  case outOfTime(seconds: Int)
  case tooManyFiles
  /// More sign-offs on one proposal than the format allows.
  case tooManySignoffs
  case notAFile(ObjectID)
  case tooLarge(ObjectID, bytes: Int)
  /// More commits than one judgement takes.
  case tooManyCommits(limit: Int)

  package enum Incompleteness: Hashable, Sendable {
    case shallow, partial
    case missingObject(String)
  }
}

/// One reason why a step, a sign-off or a push is not what it claims to be.
package struct Problem: Hashable, Sendable {
  /// Stable, kebab-case.
  package let code: Code
  /// A plain sentence.
  package let message: String
  /// The commit at fault, where it is not the step itself.
  package let commit: ObjectID?

  package init(_ code: Code, _ message: String, commit: ObjectID? = nil) {
    self.code = code
    self.message = message
    self.commit = commit
  }

  package enum Code: String, Sendable, CaseIterable {
    case notCanonical = "not-canonical"
    case rewritten = "rewritten"
    case badSignature = "bad-signature"
    case unknownKey = "unknown-key"
    case wrongRepository = "wrong-repository"
    case wrongBranch = "wrong-branch"
    case wrongStep = "wrong-step"
    case wrongShape = "wrong-shape"
    case changesNothing = "changes-nothing"
    case wrongProposal = "wrong-proposal"
    case digestMismatch = "digest-mismatch"
    case outsideRoot = "outside-root"
    case partialLanding = "partial-landing"
    case outOfDate = "out-of-date"
    case endedProposal = "ended-proposal"
    case foreignHistory = "foreign-history"
    case unsignedContent = "unsigned-content"
    case orphanedVersion = "orphaned-version"
    case missingPrevious = "missing-previous"
    case notApproved = "not-approved"
    case notEntitled = "not-entitled"
    case mixedStep = "mixed-step"
    case termLimits = "term-limits"
    case lockOut = "lock-out"
    case badPolicy = "bad-policy"
    case badRoster = "bad-roster"
    case badContent = "bad-content"
    case badDate = "bad-date"
    case futureDate = "future-date"
    case notSupported = "not-supported"
    case tooMany = "too-many"
    case changedWithoutApproval = "changed-without-approval"
    case notMended = "not-mended"
    case objectionLeftOut = "objection-left-out"
    case historyRewritten = "history-rewritten"
    case deletion = "deletion"
    case foundingReplaced = "founding-replaced"
    case noFounding = "no-founding"
    case badReference = "bad-reference"
    case notTheProposalsTip = "not-the-proposals-tip"
    case incomplete = "incomplete"
  }
}
