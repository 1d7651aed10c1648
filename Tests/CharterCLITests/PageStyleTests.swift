import Processes
import Foundation
import TestSupport
import Testing

@testable import CharterCLI

/// What pages for browsers look like, as far as it can be computed.
@Suite struct PageStyleTests {
  /// The relative luminance of a colour (WCAG 2.1).
  private func luminance(_ colour: String) -> Double {
    let digits =
      colour.count == 4
      ? colour.dropFirst().map { "\($0)\($0)" }.joined()[...]
      : colour.dropFirst()
    let parts = stride(from: 0, to: 6, by: 2).map { offset in
      Double(Int(digits.dropFirst(offset).prefix(2), radix: 16) ?? 0) / 255
    }.map { $0 <= 0.03928 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  private func contrast(_ one: String, _ other: String) -> Double {
    let (high, low) = (max(luminance(one), luminance(other)), min(luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
  }

  /// Every colour of text on its own ground, and on the white of the page and of paper (AA: 4.5).
  @Test func textCanBeRead() throws {
    let page = RedlinePage(title: "x", files: [], view: RedlineView()).text + AuditPage.style
    var count = 0
    for rule in page.matches(of: /\{([^{}]*)\}/).map({ $0.1 }) {
      guard let colour = rule.firstMatch(of: /(?:^|[ ;])color: (#[0-9a-f]{3,6})/)?.1 else {
        continue
      }
      let ground = rule.firstMatch(of: /background: (#[0-9a-f]{3,6})/)?.1 ?? "#fff"
      for ground in [String(ground), "#ffffff"] {
        #expect(contrast(String(colour), ground) >= 4.5, "\(rule)")
      }
      count += 1
    }
    #expect(count > 5)
    #expect(abs(contrast("#000", "#fff") - 21) < 0.01)
  }

  /// Words of ours in a row do not decide the direction in which the charter's are read.
  @Test func rightToLeft() throws {
    let folder = try TemporaryFolder("charter-page")
    let (old, new) = ("# א\n\nהצוות רשאי להחליט.\n", "# א\n\nהצוות חייב להחליט.\n")
    try folder.write(old, to: "a.md")
    try folder.write(new, to: "b.md")
    let page = try Program.run(
      ["diff", "--no-index", "--format", "html", "a.md", "b.md"], in: folder.path,
      env: Hermetic.environment(home: folder.path)
    ).outputText
    let row = try #require(page.firstMatch(of: /<div class="row[^\n]*\n/)).0
    #expect(row.contains("dir=\"auto\""))
    #expect(row.matches(of: /<(?:span|small) class="(?:label|hidden)"(?! dir="ltr")/).isEmpty)
  }
}
