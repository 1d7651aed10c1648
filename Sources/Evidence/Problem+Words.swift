extension Problem.Code {
  /// Why, in half a sentence that follows the reference's name.
  package var headline: String {
    switch self {
    case .changedWithoutApproval: "charters may not be changed without approval"
    case .changesNothing: "it changes nothing"
    case .notApproved: "the approvals that the rules ask for are not there yet"
    case .partialLanding: "what would land is not what was approved"
    case .outOfDate: "the branch has moved on and the proposal must be brought up to date"
    case .foreignHistory: "it would swap or hide history"
    case .badSignature, .unknownKey: "a signature does not fit"
    case .rewritten, .notCanonical: "a signed record was altered after signing"
    case .badContent: "a charter holds something that charters may not hold"
    case .badPolicy: "the new policy could not be used"
    case .badRoster: "the new list of members, teams and roles could not be used"
    case .lockOut: "nobody could change the rules any more afterwards"
    case .mixedStep: "who decides must be changed by itself"
    case .termLimits: "an experiment or emergency may not do this"
    case .notSupported: "it uses something that is not supported yet"
    case .outsideRoot: "a decision on charters may change nothing else"
    case .endedProposal: "this proposal has ended already"
    case .wrongStep: "another decision came first"
    case .futureDate, .badDate: "a date does not fit"
    case .notEntitled: "this is not for its author to decide"
    case .missingPrevious: "an earlier sign-off is missing from the record"
    case .unsignedContent: "some of its words were signed by nobody"
    case .orphanedVersion: "nobody answers for one of its versions any more"
    case .notMended: "an earlier change without approval must be mended first"
    case .tooMany: "it is more than one step may hold"
    case .digestMismatch: "the fingerprint does not fit the words"
    case .wrongRepository, .wrongBranch, .wrongProposal, .wrongShape:
      "the record is not what it says it is"
    case .objectionLeftOut: "an objection or retraction was left out of the record"
    case .historyRewritten: "earlier decisions would no longer be in the history"
    case .deletion: "this may not be deleted"
    case .foundingReplaced, .noFounding: "its founding is not the one in force"
    case .badReference: "this name may not be used"
    case .notTheProposalsTip: "the proposal has a newer version"
    case .incomplete: "this copy is cut short"
    }
  }

  /// The first command to run now: of those of the way out the last, but where it is out of date.
  package func command(_ branch: String) -> String? {
    let commands = wayOut(branch).filter { $0.hasPrefix("  ") }
    let chosen = self == .outOfDate || self == .wrongStep ? commands.first : commands.last
    return chosen.map { String($0.drop { $0 == " " }) }
  }

  /// What to do instead, a line each.
  package func wayOut(_ branch: String) -> [String] {
    switch self {
    case .changedWithoutApproval:
      [
        "Nothing is lost. Make your change a proposal:",
        "  charter propose -m \"why\" --from \(branch)",
        "and set your \(branch) back:", "  git branch -f \(branch) origin/\(branch)",
      ]
    case .changesNothing: ["Write what you want to change, then:", "  charter revise -m \"what\""]
    case .notEntitled: ["See how it stands and what may end it:", "  charter status"]
    case .notApproved: ["See who is still needed:", "  charter status"]
    case .outOfDate, .wrongStep:
      ["Bring it up to date and try again:", "  charter update", "  charter ratify"]
    case .badContent: ["See every place and how to mend it:", "  charter lint"]
    case .badPolicy, .lockOut, .notSupported: ["See the lines at fault:", "  charter lint"]
    case .badRoster: ["See the lines at fault:", "  charter lint"]
    case .termLimits:
      ["Change it so, or propose it for good:", "  charter revise -m \"what changed\""]
    case .mixedStep: ["Open one proposal for each:", "  charter propose"]
    case .futureDate, .badDate: ["Set this computer's clock, then sign again."]
    case .foreignHistory, .partialLanding, .digestMismatch, .wrongShape, .outsideRoot:
      ["Let charter make the record:", "  git fetch", "  charter ratify"]
    case .missingPrevious, .objectionLeftOut: ["Fetch it and try again:", "  charter sync"]
    case .notMended: ["Take it back:", "  charter restore"]
    case .unsignedContent:
      ["Offer the words under your own name:", "  charter propose -m \"why\" --from HEAD"]
    case .orphanedVersion:
      [
        "Go on from the version before it, and sign again what is good in it:",
        "  charter revise -m \"taken back\"",
      ]
    default: ["See what is wrong:", "  charter verify"]
    }
  }
}
