import Charters
import Evidence
import Git
import History
import Policies
import Proposals

extension JSON {
  /// The shape that `status`, `check` and `policy simulate` share, of a proposal of this clone.
  static func standing(_ standing: Standing, schema: String) -> JSON {
    [
      "schema": .string(schema),
      "proposal": proposal(standing),
      "state": .string(standing.state.rawValue),
      "rules": .rules(standing.assessment?.judgement),
      "signoffs": .signoffs(standing.assessment),
      "next": .next(standing.assessment?.judgement),
      "problems": .problems(standing.problems),
      "unanswered": .strings(standing.unanswered.map(\.commit.hex)),
    ]
  }

  /// `proposal` of the shared shape.
  static func proposal(_ standing: Standing) -> JSON {
    let (open, facts) = (standing.proposal, standing.proposal.facts)
    let message = facts.message
    return [
      "id": .string(open.id.text),
      "slug": .string(open.slug),
      "title": .string(message.title.text),
      "proposer": .string(message.member.text),
      "opened": .moment(standing.assessment?.opened),
      "term": .string(message.term.rawValue),
      "expires": .optional(message.expires?.text),
      "base": .string(facts.base.hex),
      "head": .string(open.head.hex),
      "proposed": .moment(facts.openingDate),
      "with": .strings(message.with.map(\.text)),
      "affects": .strings(message.affects),
      "effective": .optional(message.effective?.text),
      "undoes": standing.assessment?.judgement?.undoes.map { .number(Int64($0)) } ?? .null,
      "coAuthors": .strings(facts.coAuthors.map(\.text)),
      "rationale": .string(message.rationale.text),
      "amendment": .optional(standing.assessment?.digest.text),
    ]
  }
}
