import Foundation
import Practice
import TestSupport
import Testing

@testable import CharterCLI
@testable import Console

/// From signatures to figures: a real repository, its figures worked out by hand.
@Suite struct PulseCommandTests {
  /// Three decisions by four members, and a proposal that is open.
  ///
  /// 1. Ana proposes, ben and cy approve; official.  2. Ben proposes and withdraws.  3. Cy proposes,
  /// dee objects, ana and ben approve; official.  4. Ana proposes, dee comments.
  private static func crew() throws -> Crew {
    let crew = try Crew()
    try crew.propose("ana", "Serve all", "serve the valley.", "serve all.")
    for member in ["ben", "cy"] {
      try crew.ok(member, ["sync"])
      try crew.ok(member, ["approve", "serve-all"])
    }
    try crew.ok("ana", ["sync"])
    try crew.ok("ana", ["ratify", "serve-all"])
    try crew.propose("ben", "Sleep more", "a day", "two days")
    try crew.ok("ben", ["withdraw", "sleep-more"])
    try crew.propose("cy", "Listen more", "- Listen.", "- Listen more.")
    try crew.ok("dee", ["sync"])
    try crew.ok("dee", ["object", "listen-more", "-m", "We listen enough."])
    for member in ["ana", "ben"] {
      try crew.ok(member, ["sync"])
      try crew.ok(member, ["approve", "listen-more"])
    }
    try crew.ok("cy", ["sync"])
    try crew.ok("cy", ["ratify", "listen-more"])
    try crew.propose("ana", "All who live", "Everybody who lives", "All who live")
    try crew.ok("dee", ["sync"])
    try crew.ok("dee", ["comment", "all-who-live", "-m", "Why?"])
    try crew.ok("ana", ["sync"])
    return crew
  }

  private static func figures(_ document: [String: Any]) throws -> [String: [String: Any]] {
    let list = try #require(document["figures"] as? [[String: Any]])
    return Dictionary(uniqueKeysWithValues: list.map { ($0["measure"] as? String ?? "", $0) })
  }

  @Test func figuresFromSignatures() throws {
    let crew = try Self.crew()
    let document = try crew.ok("ana", ["pulse", "--json"]).document()
    let figures = try Self.figures(document)
    let expected: [(String, Double?, Int)] = [
      ("decisions", 3, 3), ("participation", 5.0 / 9, 3), ("explicit", 5.0 / 9, 3),
      ("silence", 4.0 / 9, 3), ("voice", 1, 4), ("voice-under-1-year", 1, 4),
      // Ben approved twice, cy and ana once: 4/16 + 1/16 + 1/16.
      ("herfindahl", 0.375, 4), ("gini", 0.375, 4),
      ("autonomy", nil, 2), ("across-teams", nil, 0), ("proposals", 4, 4),
      ("effective-proposers", 1 / (0.25 + 0.0625 + 0.0625), 4), ("proposing-members", 0.75, 4),
      ("newcomer-proposals", 1, 4), ("open", 1, 1), ("objections", 1, 1),
      ("objected-decisions", 1.0 / 3, 3), ("objections-overruled", nil, 1),
      ("coached-members", 0, 4), ("acknowledged", nil, 0),
    ]
    for (measure, value, n) in expected {
      let figure = try #require(figures[measure])
      #expect(figure["n"] as? Int == n, "\(measure)")
      guard let value else {
        #expect(figure["value"] is NSNull, "\(measure)")
        continue
      }
      let found = try #require(figure["value"] as? Double, "\(measure)")
      #expect(abs(found - value) < 1e-6, "\(measure)")
    }
    #expect(figures["decision-p50"]?["waiting"] as? Int == 2)
    #expect(figures["response-p50"]?["waiting"] as? Int == 1)
    let charters = try #require(document["charters"] as? [[String: Any]])
    #expect(charters.map { $0["charter"] as? String } == ["mission.md", "policy.yml"])
    #expect(charters.map { $0["least"] as? Int } == [3, 3])
    #expect(charters.map { $0["busFactor"] as? Int } == [2, 2])
    #expect(document["people"] is NSNull)
  }

  @Test func peopleOnlyWhereAskedFor() throws {
    let crew = try Self.crew()
    let plain = try crew.ok("ana", ["pulse"]).output
    #expect(!plain.contains("dee") && !plain.contains("People, by handle"))
    let people = try crew.ok("ana", ["pulse", "--people", "--json"]).document()["people"]
    let rows = try #require(people as? [[String: Any]])
    #expect(rows.map { $0["member"] as? String } == ["ana", "ben", "cy", "dee"])
    #expect(rows.map { $0["approvals"] as? Int } == [1, 2, 1, 0])
    #expect(rows.map { $0["objections"] as? Int } == [0, 0, 0, 1])
    let screen = try crew.ok("ana", ["pulse", "--people"]).output
    #expect(screen.replacing(#/ {2,}/#, with: " ").contains(" ben 1 2 0 0 2 of 2\n"))
    for format in ["html", "svg"] {
      let page = try crew.ok("ana", ["pulse", "--format", format]).output
      #expect(!page.contains("dee"))
    }
    #expect(try crew.ok("ana", ["pulse", "--people", "--format", "html"]).output.contains(">dee<"))
  }

  /// Each form of the answer, and the windows.
  @Test func forms() throws {
    let crew = try Self.crew()
    let screen = try crew.ok("ana", ["pulse"]).output.replacing(#/ {2,}/#, with: " ")
    for words in [
      "Pulse of The crew\n", "UTC to ", "took part in a decision 56% 3",
      "decision, half within 0.0 days 4 (2 waiting)",
      "people agree, or that they do not dare",
      "mission.md 3 2", "mean over decisions of members",
      "None of this is a score.",
    ] {
      #expect(screen.contains(words), "\(words)\n\(screen)")
    }
    for measure in PulseMeasure.allCases { #expect(screen.contains(measure.title)) }
    let later = try crew.ok("ana", ["pulse", "--by", "quarter", "--now", "2027-02-01"]).output
    for words in ["2026 Q3", "2026 Q4", "2027 Q1", "█▁▁", "56% (3)"] {
      #expect(later.contains(words), "\(words)\n\(later)")
    }
    #expect(try crew.ok("ana", ["pulse", "--by", "year"]).output.contains("trend"))
    let since = try crew.ok(
      "ana", ["pulse", "--since", "2026-12-01", "--now", "2027-02-01", "--json"]
    )
    .document()
    #expect(try Self.figures(since)["decisions"]?["n"] as? Int == 0)
    #expect(try Self.figures(since)["open"]?["n"] as? Int == 1)
    let parts = try #require(since["parts"] as? [[String: Any]])
    #expect(parts.count == 2)

    let csv = try crew.ok("ana", ["pulse", "--csv"]).output
    let lines = csv.split(separator: "\r\n")
    #expect(lines.count == 1 + 2 * PulseMeasure.allCases.count)
    #expect(
      lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 9 })
    #expect(csv.contains(",participation,share,0.555556,3,,\r\n"))

    let page = try crew.ok("ana", ["pulse", "--format", "html", "--now", "2027-02-01"]).output
    #expect(page.hasPrefix("<!doctype html>") && page.hasSuffix("</html>\n"))
    #expect(!page.contains("<script") && page.contains("default-src 'none'"))
    #expect(page.contains("56% <small>n = 3</small>"))
    let picture = try crew.ok("ana", ["pulse", "--format", "svg", "--now", "2027-02-01"]).output
    #expect(picture.hasPrefix("<svg ") && picture.hasSuffix("</svg>\n"))
    for text in [page, picture] {
      let well = XMLWell(text)
      #expect(well.isBalanced, "\(well.rest)")
    }
    for arguments in [
      ["--csv", "--json"], ["--csv", "--people"], ["--format", "html", "--json"], ["--by", "week"],
      ["--since", "gibberish"], ["--since", "2030-01-01"],
    ] {
      #expect(try crew.charter("ana", ["pulse"] + arguments).status == .usage)
    }
  }

  /// Where marks cannot be shown bars are digits.
  @Test func sparklines() {
    let figures = [0.0, 0.5, 1.0].map { PulseFigures.figure($0) } + [Figure.missing]
    #expect(Sparkline(figures: figures, unit: .share, isUnicode: true).text() == "▁▅█·")
    #expect(Sparkline(figures: figures, unit: .share, isUnicode: false).text() == "158.")
    #expect(Sparkline(figures: figures, unit: .days, isUnicode: true).text(limit: 2) == "█·")
    #expect(Sparkline(figures: [Figure.missing], unit: .count, isUnicode: true).text() == "·")
  }
}

private enum PulseFigures {
  static func figure(_ value: Double) -> Figure { Figure(Part(Int(value * 100), of: 100)) }
}

/// Whether every element is closed in the order in which they were opened.
private struct XMLWell {
  private(set) var rest: [Substring] = []

  var isBalanced: Bool { rest.isEmpty }

  init(_ text: String) {
    let void = ["meta", "!doctype", "br"]
    for tag in text.matches(of: /<(\/?)([a-z0-9!]+)[^>]*?(\/?)>/) {
      let (_, closing, name, empty) = tag.output
      if !empty.isEmpty || void.contains(String(name)) { continue }
      if closing.isEmpty {
        rest.append(name)
      } else if rest.last == name {
        rest.removeLast()
      } else {
        rest.append("/" + name)
      }
    }
  }
}
