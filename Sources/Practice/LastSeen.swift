package import Charters
package import Evidence
internal import History

/// When charters were last changed, or looked at in a reflection that serves them.
///
/// A charter that was looked at and found good is not changed, so a reflection on it counts: it
/// was proposed, signed and made official like any other page.
package struct LastSeen: Sendable {
  package let days: [CharterPath: Day]

  /// - Parameters:
  ///   - report: the steps of the branch; what is no step moves nothing.
  ///   - charters: those in force, the policy apart.
  package init(_ report: Report, _ charters: [CharterText], graph: ServesGraph? = nil) {
    var changed: [String: Day] = [:]
    for step in report.steps where step.step != nil {
      for change in step.changes { changed[change.pathText] = step.effective.day }
    }
    let graph = graph ?? ServesGraph(charters)
    var days: [CharterPath: Day] = [:]
    for path in charters.map(\.path) + [.policy] { days[path] = changed[path.text] }
    for path in graph.charters where path.kind == .reflection {
      guard let day = changed[path.text] else { continue }
      for link in graph.served(by: path) {
        days[link.target] = max(days[link.target] ?? day, day)
      }
    }
    self.days = days
  }
}
