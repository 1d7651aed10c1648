import Charters
import Console
import Evidence
import Git
import History
import Policies

/// What changed since the reader's own word on a proposal, for whoever is to say it again.
struct SinceSignoffScreen {
  let change: ChangeSinceSignoff
  let terminal: Terminal
  var view = RedlineView()

  var text: Text {
    let (message, date) = (change.signoff.message, change.signoff.date)
    let head: Text =
      "\(" Changed since you \(message.decision.done) on \(date.day.longText)", .heading)"
    guard !change.files.isEmpty else {
      let same: Text =
        "   the words are those that you know; what they replace is another by now"
      return head + "\n" + same.wrapped(to: terminal.width, hanging: 3)
    }
    let inner = terminal.narrowed(by: 2)
    let words = ComparisonScreen(change.files, terminal: inner, view: view).text
    return head + "\n" + words.indented(by: 2)
  }
}

extension JSON {
  /// `sinceMine` of `status` and `show`: null where the reader has said nothing or nothing changed.
  static func sinceMine(_ change: ChangeSinceSignoff?) -> JSON {
    guard let change else { return nil }
    return [
      "member": .string(change.signoff.message.member.text),
      "decision": .string(change.signoff.message.decision.rawValue),
      "commit": .string(change.signoff.commit.hex),
      "date": .moment(change.signoff.date),
      "charters": .comparison(change.files),
    ]
  }
}
