import Charters
import Console

extension Session {
  /// The role that somebody names: `triage` of `support/triage` where there is one of that name.
  func role(_ typed: String, among known: some Collection<RoleID>) throws -> RoleID {
    if let id = known.first(where: { $0.text == typed }) { return id }
    let named = known.filter { $0.name == typed }.sorted()
    guard let only = named.first else {
      let near = Spelling.nearest(to: typed, in: known.map(\.text).sorted())
      throw Failure(
        "there is no role \(typed)",
        hint: near.map { "did you mean \($0, .command)?" }
          ?? "\("charter show roles", .command) lists those of the whole organisation")
    }
    guard named.count == 1 else {
      throw Failure(
        "several roles are called \(typed)", facts: named.map { "\($0)" },
        hint: "name the team as well: \(only.text, .command)")
    }
    return only
  }
}
