package import Charters

/// All that figures about leadership are computed from: values, without a repository.
package struct PulseRecord: Sendable {
  /// Oldest ending first, open ones last.
  package let deliberations: [Deliberation]
  /// Decisions of a member about nothing but their own page, which nobody else is asked about.
  package let ownPages: Int
  /// Since when somebody has been a member.
  package let joined: [Handle: Timestamp]
  /// The electorates in force, each from its moment on, oldest first.
  package let electorates: [(from: Timestamp, electorate: Electorate)]
  /// How the charters stood at the ends of windows.
  package let snapshots: [Timestamp: PracticeSnapshot]

  package init(
    deliberations: [Deliberation], ownPages: Int = 0, joined: [Handle: Timestamp] = [:],
    electorates: [(from: Timestamp, electorate: Electorate)] = [],
    snapshots: [Timestamp: PracticeSnapshot] = [:]
  ) {
    self.deliberations = deliberations
    self.ownPages = ownPages
    self.joined = joined
    self.electorates = electorates
    self.snapshots = snapshots
  }

  /// Who could speak at a moment; nobody before the founding.
  package func electorate(at moment: Timestamp) -> Electorate {
    electorates.last { $0.from <= moment }?.electorate ?? Electorate(active: [])
  }
}

/// So many of so many.
package struct Part: Hashable, Sendable {
  package let count: Int
  package let whole: Int

  package init(_ count: Int, of whole: Int) {
    self.count = count
    self.whole = whole
  }
}

/// What the charters in force at a moment say of how people are supported.
package struct PracticeSnapshot: Hashable, Sendable {
  /// Active members with a coach.
  package var coachedMembers = Part(0, of: 0)
  package var coachedRoles = Part(0, of: 0)
  /// Roles with a deputy in force.
  package var deputisedRoles = Part(0, of: 0)
  /// Charters whose review is overdue, of those that name a `review:`.
  package var overdueReviews = Part(0, of: 0)
  /// Experiments that are over and left a lesson, of those that are over.
  package var lessons = Part(0, of: 0)
  /// Teams, roles and agreements that lead to a mission or vision by `serves`.
  package var reaching = Part(0, of: 0)
  /// Active members who have acknowledged the values in their present words.
  package var acknowledged = Part(0, of: 0)

  package init() {}
}
