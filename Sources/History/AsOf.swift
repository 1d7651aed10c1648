package import Charters
package import Evidence

extension Report {
  /// The newest step that was in force at a moment: its effective date, where the proposal names
  /// one, else its own.  Nil before the founding.
  package func step(inForceAt moment: Timestamp) -> StepReport? {
    steps.last { $0.step != nil && $0.effective <= moment }
  }
}

extension StepReport {
  /// When its words came into force.
  package var effective: Timestamp {
    assessment?.proposal.message.effective?.start ?? date
  }
}
