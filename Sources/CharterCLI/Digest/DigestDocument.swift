import Charters
import Evidence
import History
import Policies
import Proposals
import Prose

/// A digest as parts of a text, which Markdown and HTML write in their own ways.
struct DigestDocument {
  let title: String
  let sections: [Section]

  struct Section {
    let title: String
    /// What stands there where there is no item.
    let empty: String?
    let items: [Item]
  }

  struct Item {
    let title: String
    let state: String
    /// Who proposed it, who agreed, who was silent.
    let facts: [String]
    /// Why, in the proposers' words.
    let why: String?
    /// What changed, a line a section.
    let changes: [String]
    /// What waits for whom; a command to type stands apart.
    let next: [(words: String, command: String?)]
  }

  /// The most lines that one change lists.
  static let limit = 12

  init(_ digest: Digest) {
    let until = digest.until.day.longText
    let when = digest.since.map { "\($0.day.longText) to \(until)" } ?? "what came on \(until)"
    title = "\(digest.organisation): \(when)"
    var sections = [
      Section(
        title: "What changed", empty: "No charter changed.",
        items: digest.changes.map(Self.item))
    ]
    if !digest.refused.isEmpty {
      sections.append(
        Section(
          title: "What ended without a change", empty: nil, items: digest.refused.map(Self.item)))
    }
    sections.append(
      Section(
        title: "What waits, and for whom", empty: "Nothing waits for anybody.",
        items: digest.open.map(Self.item)))
    if digest.unmended > 0 {
      let item = Item(
        title: "Changed without approval", state: "\(digest.unmended) not mended", facts: [],
        why: nil, changes: [], next: [("says what to do", "charter verify")])
      sections.insert(Section(title: "What needs a look", empty: nil, items: [item]), at: 0)
    }
    self.sections = sections
  }

  private static func item(_ one: Digest.Entry) -> Item {
    let (step, entry) = (one.step, one.entry)
    let number = step.step.map { "step \($0), " } ?? ""
    var facts: [String] = []
    if let assessment = step.assessment {
      facts.append("Proposed by \(names(assessment.proposal.proposers)).")
      facts.append("Consented: \(entry.consented.count), silent: \(entry.silent.count).")
      let objectors = Set(entry.signoffs.filter(\.isOpenObjection).map(\.member)).sorted()
      if !objectors.isEmpty { facts.append("Objected: \(names(objectors)).") }
      if let until = assessment.proposal.message.expires {
        facts.append("For a time: until \(until.longText).")
      }
    } else if let member = step.performedBy {
      facts.append("By \(member).")
    }
    if step.effective > step.date { facts.append("In force from \(step.effective.day.longText).") }
    if !one.affected.isEmpty { facts.append("Concerns \(one.affected.joined(separator: "; ")).") }
    return Item(
      title: step.title, state: "\(step.outcome.said), \(number)\(step.date.day.longText)",
      facts: facts, why: step.assessment?.proposal.message.rationale.text,
      changes: changes(one.files), next: [])
  }

  private static func changes(_ files: [FileComparison]) -> [String] {
    let lines = files.flatMap { file -> [String] in
      switch file.change {
      case .create: return ["\(file.path): new"]
      case .delete: return ["\(file.path): removed"]
      default:
        return file.sections.filter { !$0.isLayoutOnly }.map {
          "\(file.path), \($0.name): \($0.summary)"
        }
      }
    }
    guard lines.count > limit else { return lines }
    return lines.prefix(limit) + ["and \(lines.count - limit) more"]
  }

  private static func item(_ one: Digest.Open) -> Item {
    let (standing, proposal) = (one.standing, one.standing.proposal)
    var facts = ["Proposed by \(names(proposal.facts.proposers))."]
    if !one.affected.isEmpty { facts.append("Concerns \(one.affected.joined(separator: "; ")).") }
    var next: [(words: String, command: String?)] = one.asked.map {
      ("Waits for \(names($0.members)) \($0.words)", nil)
    }
    if standing.state == .approved {
      next.append(("Approved; anybody can make it official", standing.ratification))
    } else if !standing.next.isEmpty {
      next.append((standing.next, nil))
    }
    let sections = standing.assessment.map { assessment in
      Dictionary(grouping: assessment.atoms, by: \.charter).sorted { $0.key < $1.key }.map {
        charter, atoms in
        let parts = atoms.map(\.section.description)
        let more = parts.count > 6 ? " and \(parts.count - 6) more" : ""
        return "\(charter.display): \(parts.prefix(6).joined(separator: ", "))\(more)"
      }
    }
    return Item(
      title: proposal.title.text,
      state: "open since \(proposal.facts.openingDate.day.longText), \(proposal.slug)",
      facts: facts, why: proposal.facts.message.rationale.text,
      changes: Array((sections ?? []).prefix(limit)), next: next)
  }

  /// At most eight by name.
  private static func names(_ handles: [Handle]) -> String {
    let shown = handles.prefix(8).map(\.text).joined(separator: ", ")
    return handles.count > 8 ? "\(shown) and \(handles.count - 8) others" : shown
  }
}

extension StepReport.Outcome {
  /// What became of it, in a reader's words.
  fileprivate var said: String {
    switch self {
    case .founded: "founded"
    case .ratified: "made official"
    case .declined: "declined"
    case .withdrawn: "withdrawn"
    case .lapsed: "ran out of time"
    case .late: "approved afterwards"
    case .restored: "put back"
    case .bare, .invalid, .notJudged: "not proven"
    }
  }
}
