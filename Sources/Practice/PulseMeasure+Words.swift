extension PulseMeasure {
  /// What it is, on a screen.
  package var title: String {
    switch self {
    case .decisions: "proposals that ended"
    case .participation: "took part in a decision"
    case .explicit: "approved, objected or abstained"
    case .silence: "said nothing"
    case .voice: "members who were heard"
    case .voiceNew: "of those here under 1 year"
    case .voiceSettled: "of those here 1 to 3 years"
    case .voiceLong: "of those here over 3 years"
    case .herfindahl: "concentration of approvals"
    case .effectiveDeciders: "effective number of deciders"
    case .gini: "inequality of approvals"
    case .autonomy: "decided by the domain's holder"
    case .acrossTeams: "decided across teams"
    case .proposals: "proposals opened"
    case .effectiveProposers: "effective number of proposers"
    case .proposingMembers: "members who proposed"
    case .newcomerProposals: "proposals by newcomers"
    case .responseMedian: "first answer, half within"
    case .responseLong: "first answer, 9 of 10 within"
    case .decisionMedian: "decision, half within"
    case .decisionLong: "decision, 9 of 10 within"
    case .open: "still open at the end"
    case .objections: "objections raised"
    case .objectedDecisions: "decisions with an objection"
    case .objectionsChanged: "settled by other words"
    case .objectionsOverruled: "overruled"
    case .objectionsRetracted: "taken back"
    case .objectionsUpheld: "the proposal fell"
    case .coachedMembers: "members with a coach"
    case .coachedRoles: "roles with a coach"
    case .succession: "roles with a deputy"
    case .overdueReviews: "reviews overdue"
    case .lessons: "ended experiments with a lesson"
    case .reaching: "charters that serve the mission"
    case .acknowledged: "members who know the values"
    }
  }

  /// How it is computed, with what n counts.
  package var formula: String {
    switch self {
    case .decisions:
      "proposals made official, declined, withdrawn or lapsed in the window"
    case .participation:
      "mean over decisions of members who said anything ÷ active members that day but the "
        + "proposers; n: decisions"
    case .explicit:
      "the same with members who approved, objected or abstained; n: decisions"
    case .silence:
      "the same with members who said nothing, which is no consent; n: decisions"
    case .voice:
      "active members with a proposal or a signed word in the window ÷ active members at its end; "
        + "n: members"
    case .voiceNew: "the same of members of less than 365 days; n: members"
    case .voiceSettled: "the same of members of 365 to 1094 days; n: members"
    case .voiceLong: "the same of members of 1095 days or more; n: members"
    case .herfindahl:
      "Herfindahl index Σp², p: a member's share of the approvals that counted; 1 is one person; "
        + "n: approvals"
    case .effectiveDeciders: "1 ÷ Herfindahl index; n: approvals"
    case .gini:
      "Gini coefficient of approvals that counted, with the zeros of all who were active at some "
        + "decision; 0 is equal; n: members"
    case .autonomy:
      "official decisions where only holders of the domain approved ÷ official decisions with an "
        + "approval; n: decisions"
    case .acrossTeams:
      "official decisions whose approvers share no team ÷ those with an approver in a team; "
        + "n: decisions"
    case .proposals: "proposals opened in the window"
    case .effectiveProposers:
      "1 ÷ Σp², p: a member's share of the proposals opened; n: proposals"
    case .proposingMembers:
      "active members at the window's end who opened a proposal in it ÷ active members; n: members"
    case .newcomerProposals:
      "proposals opened by somebody who was a member for less than 180 days ÷ proposals opened; "
        + "n: proposals"
    case .responseMedian:
      "median time from opening to somebody else's first word; those without one count as still "
        + "waiting (Kaplan-Meier); n: proposals opened"
    case .responseLong: "90th percentile of the same; n: proposals opened"
    case .decisionMedian:
      "median time from opening to official or declined; open, withdrawn and lapsed ones count as "
        + "still waiting (Kaplan-Meier); n: proposals opened"
    case .decisionLong: "90th percentile of the same; n: proposals opened"
    case .open: "proposals opened by the window's end and not ended by then"
    case .objections: "members' first objections to a proposal, signed in the window"
    case .objectedDecisions: "ended proposals that somebody had objected to ÷ ended; n: decisions"
    case .objectionsChanged:
      "objections that no longer stood after the words changed ÷ raised; n: objections"
    case .objectionsOverruled:
      "objections that still stood when the change became official ÷ raised; n: objections"
    case .objectionsRetracted:
      "objections taken back while the words stayed ÷ raised; n: objections"
    case .objectionsUpheld:
      "objections to proposals that did not become official ÷ raised; n: objections"
    case .coachedMembers: "active members with a coach ÷ active members at the end; n: members"
    case .coachedRoles: "roles with a coach ÷ roles at the end; n: roles"
    case .succession: "roles with a deputy in force ÷ roles at the end; n: roles"
    case .overdueReviews: "charters past their review ÷ charters with one at the end; n: charters"
    case .lessons: "experiments that are over and left a lesson ÷ those over; n: experiments"
    case .reaching:
      "teams, roles and agreements that lead to a mission or vision by serves ÷ all of them at the "
        + "end; n: charters"
    case .acknowledged:
      "active members who have acknowledged the values as they now read ÷ active members at the "
        + "end; n: members"
    }
  }
}
