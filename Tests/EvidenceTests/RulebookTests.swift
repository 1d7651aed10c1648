import Charters
import Evidence
import Git
import Stories
import TestSupport
import Testing

/// A rulebook is taken over from the tree that was read before only where it could not differ.
@Suite struct RulebookTests {
  let story: Story

  init() throws {
    var setting = Setting()
    setting.hasServer = false
    story = try Story(setting)
  }

  private func member(_ handle: String, status: String = "active") throws -> [String: Entry] {
    let member = try story.cast.member(handle)
    return [
      "Charters/members/\(handle).md": .text(
        Setting.member(member.name, keys: [member.key.line], status: status))
    ]
  }

  /// One reader goes from tree to tree, another begins anew at each.
  @Test func afterAnotherAsAlone() throws {
    let edits: [[String: Entry]] = [
      [Paths.support: .text(Setting.support(purpose: "Help everybody."))],
      [Paths.support: .text(Setting.support(purpose: "Help everybody.", holder: "cy"))],
      [Paths.support: .text(Setting.support(holder: "nobody-here"))],
      [Paths.support: .text("---\nkind: role\nholders: [\n---\n# Support\n")],
      [Paths.support: .text(Setting.support())],
      [Paths.mission: .text(Setting.mission(what: "We ask."))],
      ["Charters/roles/cook.md": .text(Setting.support(holder: "dee"))],
      ["Charters/roles/cook.md": .absent],
      try member("dee", status: "left"),
      try member("eve"),
      ["Charters/members/dee.md": .absent],
      [
        Paths.policy: .text(Setting.oneAgrees),
        Paths.support: .text(Setting.support(holder: "dee")),
      ],
      [Paths.policy: .text(Setting.twoAgree)],
      ["Charters/roles/support.md": .link(to: "mission.md")],
    ]
    let repository = try story.work.repository()
    let engine = Engine(repository)
    var tree = try story.tree(of: story.main)
    for edit in edits {
      _ = try engine.rulebook(of: tree)
      tree = try story.tree(tree, edit)
      let (kept, fresh) = (try engine.rulebook(of: tree), try Engine(repository).rulebook(of: tree))
      #expect(kept.roster == fresh.roster, "\(edit)")
      #expect(kept.policy == fresh.policy, "\(edit)")
      #expect(kept.problems == fresh.problems, "\(edit)")
    }
  }
}
