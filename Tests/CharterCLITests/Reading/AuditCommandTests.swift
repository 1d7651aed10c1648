import Console
import Foundation
import Processes
import TestSupport
import Testing

@testable import CharterCLI

/// `charter audit`: documents and bundles that others can check.
@Suite struct AuditCommandTests {
  private static let title = "=1+1 | <script>alert(1)</script> `x`"

  /// A step by three members with a sign-off that does not count, and a proposal that was withdrawn.
  private static func crew() throws -> Crew {
    let crew = try Crew()
    try crew.propose(
      "ana", title, "serve the valley.", "serve all.", why: "+all need it\n\n- one\n# no")
    for member in ["ben", "cy", "dee"] {
      try crew.ok(member, ["sync"])
      try crew.ok(member, ["approve", "1-1-script-alert-1-script-x"])
    }
    try crew.ok("dee", ["object", "1-1-script-alert-1-script-x", "-m", "@dee: \"not\", so"])
    try crew.ok("dee", ["retract", "1-1-script-alert-1-script-x"])
    try crew.ok("ana", ["sync"])
    try crew.ok("ana", ["ratify", "1-1-script-alert-1-script-x"])
    try crew.propose("ben", "Sleep more", "a day", "two days")
    try crew.ok("ben", ["withdraw", "sleep-more"])
    try crew.git("ana", ["switch", "--quiet", "main"])
    try crew.git("ana", ["pull", "--quiet"])
    return crew
  }

  @Test func oneCommitHasOneAudit() throws {
    let crew = try Self.crew()
    let wide = Terminal(isTerminal: true, width: 200, hasColour: true, isUnicode: false)
    for format in ["md", "csv", "json", "html"] {
      let one = try crew.charter("ana", ["audit", "--format", format])
      #expect(one.status == .done)
      let other = try crew.charter(
        "cy", ["audit", "--format", format, "origin/main"], terminal: wide)
      try crew.git("cy", ["fetch", "--quiet"])
      let later = try crew.charter(
        "cy", ["audit", "--format", format, "origin/main"], terminal: wide)
      #expect(other.status == .done && later.output == one.output, "\(format)")
      // Signs that stand for markup or a formula are words in each of them.
      if format == "md" || format == "html" {
        #expect(!one.output.contains("<script>alert"), "\(format)")
      }
      #expect(one.output.contains("1+1"), "\(format)")
    }
  }

  @Test func saysWhatEachStepRestsOn() throws {
    let crew = try Self.crew()
    let paper = try crew.charter("ana", ["audit"]).steady
    #expect(paper.contains("- outcome: **valid**"))
    #expect(paper.contains("## Step 1: \\=1+1 \\| \\<script\\>alert\\(1\\)\\</script\\> \\`x\\`\n"))
    #expect(paper.contains("> \\+all need it\n>\n> \\- one\n> \\# no\n"))
    #expect(paper.contains("- Two agree: approved: 2 of everyone: ben, cy\n"))
    #expect(paper.contains("~ To serve [-the valley-] {+all+}."))
    #expect(paper.contains("## Step 2: Sleep more\n\n- withdrawn on "))
    #expect(paper.contains("not in force: these words were proposed and not approved"))
    let document = try crew.charter("ana", ["audit", "--json"]).document()
    #expect(document["schema"] as? String == "charter.audit/1")
    let steps = try #require(document["steps"] as? [[String: Any]])
    #expect(steps.map { $0["step"] as? Int } == [0, 1, 2])
    #expect(steps.map { $0["inForce"] as? Bool } == [true, true, false])
    let signoffs = try #require(steps[1]["signoffs"] as? [[String: Any]])
    #expect(signoffs.count == 5)
    #expect(signoffs.allSatisfy { ($0["key"] as? String)?.hasPrefix("SHA256:") == true })
    let dee = signoffs.filter { $0["member"] as? String == "dee" }
    #expect(
      dee.count == 3
        && dee.allSatisfy {
          $0["counts"] as? Bool != true || $0["decision"] as? String == "retract"
        })
    #expect((steps[1]["keys"] as? [[String: Any]])?.count == 4)
    #expect((steps[1]["diff"] as? [[String: Any]])?.count == 1)
  }

  @Test func onlyWhatIsAskedFor() throws {
    let crew = try Self.crew()
    func steps(_ arguments: String...) throws -> [Int] {
      let run = try crew.charter("ana", ["audit", "--json"] + arguments)
      return try #require(run.document()["steps"] as? [[String: Any]]).compactMap {
        $0["step"] as? Int
      }
    }
    #expect(try steps() == [0, 1, 2])
    #expect(try steps("--since", "2026-09-22") == [])
    #expect(try steps("--until", "2026-09-20") == [])
    #expect(try steps("--until", "2026-09-21", "--since", "2026-09-21") == [0, 1, 2])
    #expect(try steps("--charter", "mission") == [0, 1, 2])
    #expect(try steps("--charter", "policy.yml") == [0])
    #expect(try steps("--member", "cy") == [1])
    #expect(try steps("--team", "support") == [])
    #expect(try steps("--role", "support/triage") == [])
    #expect(try steps("HEAD~1") == [0, 1])
    for wrong in [
      ["--since", "gibberish"], ["--until", "gibberish"], ["--role", "Ä"], ["--team", "../x"],
      ["--format", "pdf"], ["--role", "a", "--team", "b"],
    ] {
      #expect(try crew.charter("ana", ["audit"] + wrong).status == .usage, "\(wrong)")
    }
    #expect(try crew.charter("ana", ["audit", "--charter", "nothing"]).status == .impossible)
  }

  /// Cells and rows by RFC 4180.
  private func cells(_ text: String) -> [[String]] {
    var rows: [[String]] = [[]]
    var (cell, isQuoted) = ("", false)
    var rest = Array(text.unicodeScalars)[...]
    while let sign = rest.popFirst() {
      if isQuoted {
        if sign == "\"", rest.first == "\"" {
          rest.removeFirst()
          cell.unicodeScalars.append(sign)
        } else if sign == "\"" {
          isQuoted = false
        } else {
          cell.unicodeScalars.append(sign)
        }
      } else if sign == "\"", cell.isEmpty {
        isQuoted = true
      } else if sign == "," || sign == "\r" {
        rows[rows.count - 1].append(cell)
        cell = ""
        if sign == "\r" {
          rest = rest.dropFirst()
          rows.append([])
        }
      } else {
        cell.unicodeScalars.append(sign)
      }
    }
    return rows.dropLast()
  }

  @Test func tablesAreSafeInASpreadsheet() throws {
    let crew = try Self.crew()
    let rows = cells(try crew.charter("ana", ["audit", "--format", "csv"]).output)
    #expect(rows[0] == AuditTable.columns)
    // The founding, five sign-offs on step 1, and a step without any.
    #expect(rows.count == 8 && rows.allSatisfy { $0.count == AuditTable.columns.count })
    #expect(rows[2][5] == "'" + Self.title)
    let words = try #require(AuditTable.columns.firstIndex(of: "words"))
    #expect(rows.contains { $0[words] == "'@dee: \"not\", so" })
    for cell in rows.joined() {
      #expect(!["=", "+", "-", "@"].contains { cell.hasPrefix($0) }, "\(cell)")
    }
  }

  @Test func aBundleProvesItself() throws {
    let crew = try Self.crew()
    let folder = crew.aside("bundle")
    let run = try crew.charter("ana", ["audit", "--bundle", folder])
    #expect(run.status == .done, "\(run.errors)")
    #expect(try check(folder, crew).text.contains("3 steps, 5 SSH signatures, 0 others"))
    #expect(try check(folder, crew).status == 0)
    for format in ["md", "csv", "json", "html"] {
      let alone = try crew.charter("ana", ["audit", "--format", format]).output
      #expect(try Files.read("\(folder)/audit.\(format)") == Array(alone.utf8))
    }
    // Another time, the same bytes.
    let again = crew.aside("again")
    #expect(try crew.charter("ben", ["audit", "origin/main", "--bundle", again]).status == .done)
    #expect(
      try Files.read("\(folder)/SHA256SUMS") == Files.read("\(again)/SHA256SUMS"))
    // Nothing that is there is touched.
    let refused = try crew.charter("ana", ["audit", "--bundle", folder])
    #expect(refused.status == .impossible && refused.errors.contains("something in"))
    // Whoever changes one word, and the list with it, is found out.
    let commits = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/commits").sorted()
    let name = try #require(commits.first)
    var content = try Files.read("\(folder)/commits/\(name)")
    content[content.count - 2] ^= 1
    try Files.write(content, to: "\(folder)/commits/\(name)")
    let told = try check(folder, crew)
    #expect(told.status == 1)
    #expect(told.text.contains("commits/\(name): another checksum than listed"))
    #expect(told.text.contains("commits/\(name): its git name is "))
  }

  /// What is not proven is said, with everything that is.
  @Test func whatDoesNotVerify() throws {
    let crew = try Self.crew()
    let text = try crew.read("ana", "Charters/mission.md")
    try crew.write("ana", text.replacing("Listen", with: "Shout"), to: "Charters/mission.md")
    try crew.git("ana", ["commit", "--quiet", "-am", "Quick fix"])
    let run = try crew.charter("ana", ["audit"])
    #expect(run.status == .unratified)
    #expect(run.errors.contains("charters were changed without approval"))
    #expect(run.output.contains("- outcome: **unratified**"))
    #expect(run.output.contains("## Step 1:") && run.output.contains("## No step: Quick fix"))
    #expect(run.output.contains("changed without approval on "))
    #expect(run.output.contains("+ - {+Shout.+}"))
    let folder = crew.aside("unproven")
    #expect(try crew.charter("ana", ["audit", "--bundle", folder]).status == .unratified)
    #expect(try check(folder, crew).status == 0)
    let shallow = crew.aside("shallow")
    try crew.git("ana", ["clone", "--quiet", "--depth=1", "file://\(crew.server)", shallow])
    let cut = try crew.charter("ana", ["-C", shallow, "audit", "--json"])
    #expect(cut.status == .incomplete)
    #expect((try cut.document()["steps"] as? [Any])?.isEmpty == true)
  }

  private func check(_ folder: String, _ crew: Crew) throws -> (status: Int32, text: String) {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Auditing/check-bundle").path
    var command = Command("python3", [script, folder])
    command.environment = try crew.environment("ana")
    command.timeout = 120
    let result = try command.run()
    return (result.status, result.outputText + result.errorText)
  }
}
