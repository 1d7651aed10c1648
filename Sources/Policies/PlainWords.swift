extension State {
  /// The state as screens call it.
  package var words: String {
    switch self {
    case .approved: "approved"
    case .waitingTime: "waiting for time"
    case .waitingPeople: "waiting for people"
    case .blocked: "blocked by an objection"
    case .impossible: "nobody is left who may decide"
    case .expired: "its end has passed"
    case .lapsed: "ran out of time"
    case .error: "cannot be judged"
    }
  }
}

extension ReasonCode {
  /// Why a sign-off does not count, as screens say it.
  package var words: String {
    switch self {
    case .notInGroup: "is not asked here"
    case .removed: "is no member any more"
    case .proposer: "proposed it"
    case .coAuthor: "wrote part of it"
    case .subject: "is whom it is about"
    case .stale: "approved other words"
    case .seatUsed: "all places are filled"
    case .superseded: "decided anew since"
    case .forked: "was decided both ways at once; a new decision settles it"
    case .badSignature: "the signature is not good"
    case .unknownKey: "the key is not listed for them"
    case .wrongRepository: "was given in another repository"
    case .wrongBranch: "was given for another branch"
    case .wrongProposal: "was given for another proposal"
    case .endedProposal: "the proposal had ended"
    case .unknownBase: "rests on something that was never in force"
    case .digestMismatch: "its fingerprint does not fit the words"
    case .notCanonical: "is not written as a sign-off must be"
    case .wrongRevision: "was given on a version that is no part of it"
    case .absent: "is absent"
    case .noReason: "gave no reason"
    case .backdated: "is dated before what it answers"
    case .deputyExpired: "was a deputy no longer"
    case .deputyNotAllowed: "deputies do not count here"
    case .proxyUsed: "signs for somebody else already"
    }
  }
}
