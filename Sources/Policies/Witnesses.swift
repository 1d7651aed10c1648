package import Charters

/// Whose answers bear out the dates that a proposal's authors wrote.
///
/// Waiting begins where somebody else has answered: nobody's own word starts a clock that runs
/// for them.  Where nobody else is there, the dates of the proposal itself have to do.
package struct Witnesses: Sendable {
  /// Those whose own answers do not open the proposal.
  package let openers: [Handle]
  /// Those whose own answers do not show that its latest words were there.
  package let writers: [Handle]
  /// Nobody but the opener is there.
  package let isOpenerAlone: Bool
  /// Nobody but those who wrote the latest words is there.
  package let areWritersAlone: Bool

  /// - Parameters:
  ///   - proposers: the opening's signer first.
  ///   - lastAuthor: who signed the latest words; the opening's signer where nil.
  package init(
    active: [Handle], proposers: [Handle], coAuthors: [Handle], lastAuthor: Handle?
  ) {
    let opener = Array(proposers.prefix(1))
    let everyone = proposers + coAuthors
    // Where all who are there took part in writing it, they bear witness against each other.
    let openers = active.allSatisfy(proposers.contains) ? opener : proposers
    let writers =
      active.allSatisfy(everyone.contains) ? lastAuthor.map { [$0] } ?? opener : everyone
    self.openers = openers
    self.writers = writers
    isOpenerAlone = active.allSatisfy(opener.contains)
    areWritersAlone = isOpenerAlone || active.allSatisfy(writers.contains)
  }
}
