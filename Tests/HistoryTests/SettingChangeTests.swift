import Charters
import History
import Prose
import Testing

/// Front matter is compared as data: what it says, and not how its lines are laid out.
@Suite struct SettingChangeTests {
  private func compare(_ old: String, _ new: String) -> FileComparison {
    func text(_ fields: String) -> [UInt8] { Array("---\n\(fields)\n---\n# A\n\nOne.\n".utf8) }
    return FileComparison(path: "a.md", old: text(old), new: text(new))
  }

  private func summaries(_ old: String, _ new: String) -> [String] {
    let found = compare(old, new)
    return found.sections.map { "\($0.name.dropFirst(13)): \(found.summary(of: $0))" }
  }

  @Test(arguments: [
    ("holders: [dee, ana]", "holders: [ana, ben]", ["holders: +ben −dee"]),
    ("holders: [dee, ana]", "holders:\n  - ana\n  - ben", ["holders: +ben −dee"]),
    ("holders: [ana, ben]", "holders: [ben, ana]", ["holders: the same in another order"]),
    ("holders: [ana]", "holders: [ana, ana]", ["holders: +ana"]),
    (
      "holders: [{who: ana, until: 2026-01-01}, ben]",
      "holders: [{who: ana, until: 2026-06-01}, {who: cy, from: 2026-02-01}]",
      ["holders: ana: until 2026-01-01 → 2026-06-01; +cy (from: 2026-02-01) −ben"]
    ),
    ("holders: [ana]", "holders: ana\nlead: [ben]", ["lead: +ben"]),
    (
      "resources: {money: 100, tea: yes}", "resources: {money: 200, room: 5}",
      ["resources: money: 100 → 200; +room: 5 −tea: yes"]
    ),
    (
      "domains: [a]", "domains: [a, \"b, c\", \"+d\", \"x −y\"]",
      ["domains: +\"b, c\" +\"+d\" +\"x −y\""]
    ),
  ])
  func entries(_ old: String, _ new: String, _ expected: [String]) {
    let found = summaries("kind: role\n" + old, "kind: role\n" + new)
    // A list of one and that one are the same, and so is no change.
    #expect(found.filter { !$0.contains("no word") } == expected)
  }

  @Test func formIsPresentationAndSaid() {
    let found = compare("holders: [ana, ben]", "holders: [ ana,ben ]")
    #expect(found.classes == .presentation && !found.hasWordChanges)
    #expect(found.sections.map(\.isLayoutOnly) == [true])
  }

  /// A comment is in no data, so that data may not stand for the lines.
  @Test func commentsAreNotLost() {
    let found = compare("holders: [ana] # all of it", "holders: [ana] # half of it")
    #expect(found.hasWordChanges)
    #expect(found.remarked == ["(settings) > holders"])
  }

  @Test(arguments: [
    "kind: [", "kind: a\nkind: b", "kind: &x a", "kind: \"a\nholders: b\"",
  ])
  func whatIsNoDataIsComparedByLines(_ fields: String) {
    let found = compare(fields, fields + "\nlead: [ana]")
    #expect(found.hasUnreadSettings)
    #expect(found.settings.isEmpty)
    #expect(found.hasWordChanges)
  }

  @Test func keysAreShownByTheirFingerprints() throws {
    let key =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPbpDIy56GmIDXWrCGWSCDDBuaOlvVDhyicHKLFB91kj"
    let found = summaries("keys: []", "keys:\n  - \(key) ana@example.org")
    #expect(found.count == 1)
    #expect(found[0].hasPrefix("keys: +ssh-ed25519 SHA256:"))
    #expect(found[0].hasSuffix(" ana@example.org") && !found[0].contains("AAAA"))
    #expect(summaries("lead: \(key)", "lead: ana")[0].contains("AAAA") == true)
  }

  /// The lines around the fields belong to the first and the last of them.
  @Test func aNewCharterHasNoSectionOfItsFences() throws {
    let found = FileComparison(
      path: "a.md", old: nil, new: Array("---\nkind: role\nholders: [ana, ben]\n---\n# A\n".utf8))
    #expect(
      found.sections.map { "\($0.name) \($0.fate)" } == [
        "(settings) > kind added", "(settings) > holders added", "(intro) added",
      ])
    #expect(found.settings["(settings) > holders"]?.list == "ana, ben")
  }

  /// A heading that is called like a field is not the field.
  @Test func headingsThatLookLikeSettings() {
    let old = "---\nlead: [ana]\n---\n# A\n\n## (settings)\n\n### lead\n\nOne may.\n"
    let found = FileComparison(
      path: "a.md", old: Array(old.utf8),
      new: Array(
        old.replacing("[ana]", with: "[ben]").replacing("may", with: "must").utf8))
    let rows = found.sections.flatMap(\.rows).map { found.redline.rows[$0] }
    #expect(rows.contains { $0.classes.contains(.meaning) })
  }
}
