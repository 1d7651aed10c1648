import Charters
import Console
import Evidence
import Git
import Policies
import Proposals

/// What stands after a founding: who is there, and who can change what from today on.
struct FoundingScreen {
  let result: Founding.Result
  let width: Int

  var text: Text {
    let rulebook = result.state.rulebook
    var lines: [Text] = [
      "\(.ok) \(result.state.organisation, .strong) is founded on "
        + "\(result.state.branch.shortName) by \(result.member)",
      "", "\("Members", .heading)",
    ]
    for handle in rulebook.roster.present {
      let member = rulebook.roster.members[handle]
      lines.append("  \(handle, .strong)  \(member?.name ?? "")")
    }
    if let policy = rulebook.policy {
      let outlook = FoundingOutlook(result, policy: policy)
      lines += ["", "\("Who can change what, if \(result.member) proposes it today", .heading)"]
      lines += outlook.deciders(width: width)
      for note in outlook.notes { lines += ["", note.wrapped(to: width, hanging: 2)] }
    }
    lines += ["", "repository id, to compare by voice:", "  \(result.state.repository.grouped)"]
    return lines.lines
  }
}

/// What the rules mean on the first day, by name.
struct FoundingOutlook {
  private let result: Founding.Result
  private let policy: Policy

  init(_ result: Founding.Result, policy: Policy) {
    self.result = result
    self.policy = policy
  }

  private var roster: Roster { result.state.rulebook.roster }

  /// A line for whatever takes the same people.
  func deciders(width: Int) -> [Text] {
    var order: [String] = []
    var names: [String: [String]] = [:]
    for (name, atoms, subjects) in matters {
      let sentence = judged(atoms, subjects).next.sentence
      let words = sentence.hasPrefix("Next: ") ? String(sentence.dropFirst(6)) : sentence
      if names[words] == nil { order.append(words) }
      names[words, default: []].append(name)
    }
    let labels = order.map { (names[$0] ?? []).joined(separator: ", ") }
    let column = min(28, labels.map(\.count).max() ?? 0)
    return zip(labels, order).flatMap { label, words -> [Text] in
      guard label.count <= column else {
        return [
          Text(label, .strong).indented(by: 2).wrapped(to: width, hanging: 4),
          Text(words).indented(by: 4).wrapped(to: width, hanging: 6),
        ]
      }
      let head: Text = "  \(Text(label, .strong).padded(to: column))  "
      return [(head + Text(words)).wrapped(to: width, hanging: column + 6)]
    }
  }

  /// What a small team should know before it happens.
  var notes: [Text] {
    let others = roster.active.filter { $0 != result.member }
    guard !others.isEmpty else {
      return [
        "\(.waiting) You are alone, so you decide alone, and nobody can help you if you lose your "
          + "key. \("charter join", .command) makes the card with which others can be added."
      ]
    }
    let supposed = SupposedApprovals(
      policy: policy, roster: roster, now: result.state.stepDate)
    let stuck = roster.active.filter { member in
      guard let page = path("members/\(member).md") else { return false }
      let change = Atom(charter: page, section: .field("keys"), change: .edit)
      let rest = roster.active.filter { $0 != member }
      return !supposed.suffice(of: rest, for: [change], by: rest[0], about: [member])
    }
    guard !stuck.isEmpty else { return [] }
    let names = stuck.map(\.text).joined(separator: " or ")
    return [
      "\(.waiting) If \(names) loses an only key, nobody else may put another in its place: with "
        + "so few, whoever could would also be able to sign as the other. Everybody should list a "
        + "second key, kept elsewhere, today."
    ]
  }

  private func judged(_ atoms: [Atom], _ subjects: [Handle]) -> Judgement {
    let date = result.state.stepDate
    return judge(
      Case(
        policy: policy, roster: roster, atoms: atoms, proposers: [result.member], coAuthors: [],
        subjects: subjects, term: .permanent, opened: nil, openingDate: date,
        lastContent: nil, now: date, signoffs: [], mootObjections: []))
  }

  /// Kinds of change that every team meets, with one change of each.
  private var matters: [(name: String, atoms: [Atom], subjects: [Handle])] {
    var matters: [(name: String, atoms: [Atom], subjects: [Handle])] = []
    func add(_ name: String, _ file: String, _ pieces: [SectionPath], _ change: Change) {
      guard let path = path(file) else { return }
      let subjects = change == .edit ? [] : [path.member].compactMap(\.self)
      matters.append(
        (name, pieces.map { Atom(charter: path, section: $0, change: change) }, subjects))
    }
    for kind in ["vision", "mission", "values"]
    where result.paths.contains("\(CharterPath.root)/\(kind).md") {
      add(kind, "\(kind).md", [.section(["Statement"])], .edit)
    }
    for team in roster.teams.keys.sorted().prefix(3) {
      let file = team.charterText.dropFirst(CharterPath.root.count + 1)
      add("team \(team)", String(file), [.section(["Working agreements"])], .edit)
    }
    add("your own page", "members/\(result.member).md", [.intro], .edit)
    add(
      "a new member", "members/somebody-new.md",
      [.intro] + ["kind", "name", "email", "keys"].map { .field($0) }, .create)
    if let other = roster.active.first(where: { $0 != result.member }) {
      add("a stolen key", "members/\(other).md", [.field("keys")], .delete)
    }
    add("the rules", "policy.yml", [.policy], .edit)
    return matters
  }

  private func path(_ file: String) -> CharterPath? {
    // Nil only for a name that no charter can have.
    try? CharterPath("\(CharterPath.root)/\(file)")
  }
}
