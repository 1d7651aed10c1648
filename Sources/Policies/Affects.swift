package import Charters

/// Whom a proposal affects, by its own words and those of the charters that it changes.
package struct Affects: Hashable, Sendable {
  /// What each changed charter names under `affects:`, before or after the change, so that the
  /// proposal can add to it and never shorten it.
  package let charters: [CharterPath: [Affected]]
  /// What the opening names beside that.
  package let opening: [Affected]

  package init(charters: [CharterPath: [Affected]] = [:], opening: [Affected] = []) {
    self.charters = charters
    self.opening = opening
  }

  /// Sorted, each once.
  func of(_ paths: some Sequence<CharterPath>) -> [Affected] {
    Set(paths.flatMap { charters[$0] ?? [] } + opening).sorted()
  }
}
