import Charters
import Console
import Evidence
import Git
import Proposals
import Policies

/// What `check` says, to people, to scripts and to GitHub.
struct CheckScreen {
  let answer: CheckAnswer
  let branch: ReferenceName

  func text(_ terminal: Terminal) -> Text {
    switch answer {
    case .proposal(let standing): StandingScreen(standing: standing, terminal: terminal).text
    case .branch(let refusals) where refusals.isEmpty:
      "\(.ok) every change of the charters is approved\n"
    case .branch(let refusals): RefusalScreen(refusals: refusals).text
    case .untouched: "\(.ok) no charter is changed\n"
    case .noProposal(let head, let changes):
      [
        "\(.bad) \(head.hex.prefix(10), .identifier) changes charters, and it is no proposal:",
        "  \(Self.names(changes).joined(separator: ", "))",
        "Make it one: \("charter propose -m \"why\" --from \(head.hex.prefix(10))", .command)",
      ].lines
    }
  }

  private static func names(_ changes: [GovernedChange]) -> [String] {
    changes.prefix(10).map(\.pathText)
  }

  // MARK: JSON

  /// `charter.check/1`: the shape of `status`, and what a push would be refused for.
  var document: JSON {
    switch answer {
    case .proposal(let standing):
      return JSON.standing(standing, schema: "charter.check/1").adding(["refusals": []])
    case .branch(let refusals):
      let assessment = refusals.lazy.flatMap(\.blocks).compactMap(\.assessment).first?.value
      return empty(refusals.isEmpty ? .approved : .error, assessment)
        .adding(["refusals": .array(refusals.map(Self.refusal))])
    case .untouched: return empty(.approved, nil).adding(["refusals": []])
    case .noProposal(let head, let changes):
      return empty(.error, nil).adding([
        "refusals": [
          [
            "reference": .string(branch.text),
            "code": .string(Problem.Code.changedWithoutApproval.rawValue),
            "message": .string(Problem.Code.changedWithoutApproval.headline),
            "commits": [
              [
                "commit": .string(head.hex), "title": nil, "problems": [],
                "charters": .strings(Self.names(changes)),
              ]
            ],
          ]
        ]
      ])
    }
  }

  private func empty(_ state: State, _ assessment: Assessment?) -> JSON {
    [
      "schema": "charter.check/1",
      "proposal": nil,
      "state": .string(state.rawValue),
      "rules": .rules(assessment?.judgement),
      "signoffs": .signoffs(assessment),
      "next": .next(assessment?.judgement),
      "problems": [],
      "unanswered": [],
    ]
  }

  private static func refusal(_ refusal: Refusal) -> JSON {
    [
      "reference": .string(refusal.name),
      "code": .string(refusal.code.rawValue),
      "message": .string(refusal.headline),
      "commits": .array(
        refusal.blocks.map { block in
          [
            "commit": .string(block.commit.hex), "title": .string(block.subject),
            "problems": .problems(block.problems), "charters": [],
          ]
        }),
    ]
  }

  // MARK: GitHub

  /// Workflow commands, which GitHub shows beside the changed files.
  var annotations: [String] {
    switch answer {
    case .proposal(let standing): return annotations(of: standing)
    case .branch(let refusals):
      guard !refusals.isEmpty else {
        return [
          WorkflowCommand.text(
            "notice", title: "charter", "every change of the charters is approved")
        ]
      }
      return refusals.flatMap { refusal in
        let facts = refusal.blocks.prefix(RefusalScreen.shownCommits).flatMap { block in
          block.problems.map { "\(block.commit.hex.prefix(10)): \($0.message)" }
        }
        let lines = [refusal.headline] + facts + refusal.wayOut
        return [
          WorkflowCommand.text(
            "error", title: "refused \(refusal.name)", lines.joined(separator: "\n"))
        ]
      }
    case .untouched:
      return [WorkflowCommand.text("notice", title: "charter", "no charter is changed")]
    case .noProposal(_, let changes):
      return changes.prefix(10).map {
        WorkflowCommand.text(
          "error", title: "charter", file: $0.pathText,
          "charters may not be changed without approval; open a proposal with charter propose")
      }
    }
  }

  private func annotations(of standing: Standing) -> [String] {
    let level =
      switch standing.status {
      case .done: "notice"
      case .waiting: "warning"
      default: "error"
      }
    let title = standing.proposal.title.text
    let summary = WorkflowCommand.text(
      level, title: title, [standing.words.plain, standing.next].joined(separator: "\n"))
    let rules = standing.assessment?.judgement?.rules.filter { $0.state != .approved } ?? []
    return [summary]
      + rules.flatMap { rule in
        Set(rule.atoms.map(\.charter)).sorted().map { charter in
          let needs = rule.needs.filter { $0.state != .approved }.map {
            [$0.text, $0.remark].filter { !$0.isEmpty }.joined(separator: ": ")
          }
          return WorkflowCommand.text(
            level, title: rule.name, file: charter.text, needs.joined(separator: "\n"))
        }
      }
  }
}
