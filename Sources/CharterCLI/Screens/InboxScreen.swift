import Charters
import Console
import Evidence
import Proposals

/// What `inbox` says.
struct InboxScreen {
  let inbox: Inbox

  func text(width: Int) -> Text {
    var parts: [Text] = []
    if !inbox.waiting.isEmpty {
      let items = inbox.waiting.map { item in
        let proposal = item.standing.proposal
        let head: Text = "  \(.waiting) \(Text.title(proposal.slug, proposal.title.text))"
        return
          ([head.wrapped(to: width, hanging: 4)]
          + item.reasons.map { Text($0.words).indented(by: 4).wrapped(to: width, hanging: 4) })
          .lines
      }
      parts.append("\("Waiting for you, \(inbox.member)", .heading)\n" + items.joined())
    }
    if !inbox.ready.isEmpty {
      let items = inbox.ready.map { standing in
        let proposal = standing.proposal
        let head: Text = "  \(.ok) \(Text.title(proposal.slug, proposal.title.text))"
        return head.wrapped(to: width, hanging: 4) + "\n"
      }
      parts.append("\("Ready to be made official", .heading)\n" + items.joined())
    }
    return parts.joined(separator: "\n")
  }
}

extension JSON {
  /// `charter.inbox/1`.
  static func inbox(_ inbox: Inbox) -> JSON {
    [
      "schema": "charter.inbox/1",
      "member": .string(inbox.member.text),
      "waiting": .array(
        inbox.waiting.map { item in
          listed(item.standing).adding([
            "reasons": .array(
              item.reasons.map { reason in
                ["code": .string(reason.code), "by": .optional(reason.by?.text)]
              })
          ])
        }),
      "ready": .array(inbox.ready.map(listed)),
    ]
  }
}
