package import Charters

/// One condition of a rule.
package struct Need: Hashable, Sendable {
  package let condition: Condition
  package let place: Place

  package init(_ condition: Condition, at place: Place) {
    self.condition = condition
    self.place = place
  }

  package indirect enum Condition: Hashable, Sendable {
    case approve(Amount, of: Group, turnout: Share?, otherwise: Group?)
    case consent(Group, turnout: Share?, overruledBy: Overruling?)
    case advice(Group, wait: Period?)
    case openFor(Period, settle: Period?, closeAfter: Period?)
    case expiresWithin(Period)
    /// At least one of the lists must hold, each of them wholly.
    case anyOf([[Need]])
  }

  /// The approvals that overrule an objection.
  package struct Overruling: Hashable, Sendable {
    package let amount: Amount
    package let group: Group

    package init(amount: Amount, group: Group) {
      self.amount = amount
      self.group = group
    }
  }
}

/// How many must approve.
package enum Amount: Hashable, Sendable {
  /// That many different people: a seat each.
  case seats(Int)
  case share(Share)
  /// More than half.
  case majority
  /// At least one approval, and no open objection from the group.
  case unopposed
  case all
}

/// A part of a group, an exact fraction above 0 and at most 1.
package struct Share: Hashable, Sendable {
  package let numerator: Int
  package let denominator: Int
  /// `75%` rather than `3/4`, for display.
  package let isPercent: Bool

  package init(numerator: Int, denominator: Int, isPercent: Bool) {
    self.numerator = numerator
    self.denominator = denominator
    self.isPercent = isPercent
  }

  /// The least number of people that is at least this part of `count`, without rounding errors.
  package func least(of count: Int) -> Int {
    (numerator * count + denominator - 1) / denominator
  }
}

/// The people whom a need is about: one `WHO`, or several joined with `+`.
package struct Group: Hashable, Sendable {
  package let isEach: Bool
  package let parts: [Who]
  package let place: Place

  package init(isEach: Bool, parts: [Who], place: Place) {
    self.isEach = isEach
    self.parts = parts
    self.place = place
  }
}

/// One name of people.
package enum Who: Hashable, Sendable {
  case everyone
  /// The lead of every team.
  case leads
  case team(TeamID)
  /// A team with its nested teams.
  case wholeTeam(TeamID)
  case role(RoleID)
  case person(Handle)
  case thisTeam
  case thisRole
  case thisLead
  case thisPerson
  case parentTeam
  case domainHolder
  case affected
  /// `each team`: every active team.
  case everyTeam
}

/// A length of time; a day is 24 hours.
package struct Period: Hashable, Sendable {
  package enum Unit: String, CaseIterable, Hashable, Sendable {
    case hours, days, weeks
  }

  package let count: Int
  package let unit: Unit

  package init(_ count: Int, _ unit: Unit) {
    self.count = count
    self.unit = unit
  }

  package var seconds: Int64 {
    switch unit {
    case .hours: Int64(count) * 3_600
    case .days: Int64(count) * 86_400
    case .weeks: Int64(count) * 604_800
    }
  }
}
