import Console
import Evidence
import Policies
import Proposals

/// Proposals in rows, each with its state and next step.
struct ProposalTable {
  let standings: [Standing]

  init(_ standings: [Standing]) { self.standings = standings }

  func text(width: Int) -> Text {
    standings.map { standing in
      let proposal = standing.proposal
      let facts = proposal.facts
      var head: Text = "\(standing.mark) \(Text.title(proposal.slug, proposal.title.text))"
      head += " \("by \(facts.message.member)", .dim)"
      let next = standing.next.isEmpty ? standing.words : "\(standing.words). \(standing.next)"
      return head.wrapped(to: width, hanging: 2) + "\n"
        + next.indented(by: 2).wrapped(to: width, hanging: 2)
    }.lines
  }
}

extension Standing {
  /// Its sign at the beginning of a line.
  var mark: Mark {
    switch status {
    case .done: .ok
    case .waiting: .waiting
    default: .bad
    }
  }
}
