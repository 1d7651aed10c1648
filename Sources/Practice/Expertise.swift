package import Charters

/// Who knows about what, whatever their rank: the `expertise:` of members and of their teams.
package struct Expertise: Sendable {
  /// Topics as written, sorted, each once.
  package let topics: [String]
  private let people: [String: Set<Handle>]

  package init(_ roster: Roster) {
    var topics: [String: String] = [:]
    var people: [String: Set<Handle>] = [:]
    func add(_ topic: String, _ handles: [Handle]) {
      let key = Self.folded(topic)
      let active = handles.filter { roster.status(of: $0) == .active }
      guard !key.isEmpty, !active.isEmpty else { return }
      topics[key] = topics[key] ?? topic
      people[key, default: []].formUnion(active)
    }
    for member in roster.members.values.sorted(by: { $0.handle < $1.handle }) {
      for topic in member.expertise { add(topic, [member.handle]) }
    }
    for team in roster.teams.values.sorted(by: { $0.id < $1.id }) {
      for topic in team.expertise { add(topic, team.members) }
    }
    self.topics = topics.values.sorted()
    self.people = people
  }

  /// Active members who know about a topic, sorted; capitals and accents do not matter.
  ///
  /// A topic is found by its whole name, else by every word of what was asked: `security` finds
  /// `Web security`.
  package func experts(on topic: String) -> [Handle] {
    let key = Self.folded(topic)
    if let known = people[key] { return known.sorted() }
    let wanted = Set(Self.words(key))
    guard !wanted.isEmpty else { return [] }
    let found = people.filter { wanted.isSubset(of: Self.words($0.key)) }.values
    return found.reduce(into: Set<Handle>()) { $0.formUnion($1) }.sorted()
  }

  /// Topics that a text speaks of, by their whole name, each with who knows about it.
  package func mentioned(in text: String) -> [(topic: String, experts: [Handle])] {
    let words = Self.words(Self.folded(text))
    let row = " " + words.joined(separator: " ") + " "
    return topics.compactMap { topic in
      let name = Self.words(Self.folded(topic)).joined(separator: " ")
      guard !name.isEmpty, row.contains(" \(name) ") else { return nil }
      return (topic, experts(on: topic))
    }
  }

  private static func folded(_ text: String) -> String {
    TitleRules.fold(text)
  }

  private static func words(_ text: String) -> [String] {
    text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}
