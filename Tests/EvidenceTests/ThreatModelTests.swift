import Foundation
import TestSupport
import Testing

/// The page about threats names tests that are there, and every suite of attacks is on it.
@Suite struct ThreatModelTests {
  /// The folder of all tests.
  private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().path

  private let page: String
  /// Every test as `Suite.name`.
  private let known: Set<String>

  init() throws {
    page = String(
      decoding: try Files.read(Self.tests + "/Transcripts/threat-model.md"), as: UTF8.self)
    var known: Set<String> = []
    for folder in try Files.names(in: Self.tests) where folder.hasSuffix("Tests") {
      let files = FileManager.default.enumerator(atPath: "\(Self.tests)/\(folder)")
      while let file = files?.nextObject() as? String {
        guard file.hasSuffix(".swift") else { continue }
        known.formUnion(Self.tests(in: try Files.read("\(Self.tests)/\(folder)/\(file)")))
      }
    }
    self.known = known
  }

  /// The functions of each suite that a file holds.
  private static func tests(in source: [UInt8]) -> Set<String> {
    var found: Set<String> = []
    var suite: Substring?
    var isTest = false
    for line in String(decoding: source, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      if !line.hasPrefix(" "), let at = words.firstIndex(of: "struct") {
        suite = words[at + 1].prefix { $0.isLetter || $0.isNumber }
      }
      if line.contains("@Test") { isTest = true }
      guard isTest, let suite, let at = words.firstIndex(of: "func") else { continue }
      found.insert("\(suite).\(words[at + 1].prefix { $0.isLetter || $0.isNumber })")
      isTest = false
    }
    return found
  }

  /// What stands on the page between accents and looks like `Suite.test`.
  private var named: [String] {
    page.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
      .filter { $0.contains("Tests.") || $0.hasPrefix("Attacks") }
  }

  @Test func everyRowNamesATest() {
    for name in named {
      let isThere = known.contains(name)
      #expect(isThere, "the page names \(name), which is no test")
    }
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| ") && !$0.hasPrefix("|--") }
    for row in rows where !row.contains("shown by") {
      #expect(row.contains("`"), "no test in: \(row)")
    }
    #expect(Set(named).count >= 65)
  }

  @Test func everySuiteOfAttacksIsOnThePage() {
    let suites = Set(
      known.compactMap { $0.split(separator: ".").first }.filter {
        $0.hasPrefix("Attacks")
      })
    let onThePage = Set(named.compactMap { $0.split(separator: ".").first })
    #expect(suites.subtracting(onThePage).isEmpty)
  }

  /// Every rule that a history can break has a row.
  @Test func everyRuleIsOnThePage() {
    let words = Set(page.split { !$0.isLetter && !$0.isNumber }.map(String.init))
    for rule in 1...19 { #expect(words.contains("R\(rule)"), "no row for R\(rule)") }
  }
}
