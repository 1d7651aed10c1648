import Charters
import Evidence
import Git
import Policies
import Practice
import Proposals

/// The charters in force with their people, links and days: what the views of practice go by.
struct GroundInForce {
  let clone: Clone
  let place: PolicyPlace
  let circle: CircleInForce

  init(_ session: Session) throws {
    clone = try session.localClone()
    place = try PolicyPlace(clone.branch.state.tip, in: clone.repository, name: "in force")
    try session.warn(of: place.findings)
    let graph = ServesGraph(place.charters)
    circle = CircleInForce(
      place.charters, roster: place.roster, graph: graph, at: session.now,
      policyReview: place.policyBytes.flatMap { Policy.read($0).policy?.review },
      lastSeen: LastSeen(clone.branch.report, place.charters, graph: graph).days)
  }
}

extension CircleInForce {
  /// How a view says which day it goes by.
  var dayWords: String { "as of \(today)" }

  /// A charter as programs read it.
  func named(_ path: CharterPath) -> JSON {
    [
      "charter": .string(path.display), "kind": .string(path.kind.rawValue),
      "title": .string(title(of: path)),
    ]
  }
}
