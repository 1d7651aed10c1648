import CharterTemplates
import Processes
import TestSupport
import Testing

/// The tour tells the story of every preset, by commands that do what the story says.
@Suite struct TourTests {
  /// What each name promises, as the story shows it.
  private static let promises: [(Preset, [String])] = [
    (.consensus, ["Silence is no yes.", "Next: an approval by cy.", "Cy Lund is away until"]),
    (.consent, ["ben objected to it", "consented: 1, silent: 2 (cy, dee)"]),
    (.projectTeam, ["Next: an approval by ben or cy.", "Next: an approval by ana."]),
    (.teamLeads, ["Next: approvals by 2 of ben, cy and dee.", "Orders as before is in force"]),
    (.hybrid, ["Support answers on Saturdays is in force", "[remote rejected]"]),
  ]

  @Test(arguments: promises)
  func tellsAStory(of preset: Preset, showing words: [String]) throws {
    let folder = try TemporaryFolder("charter-tour")
    let arguments =
      ["tour", "--folder", folder.path("practice")]
      + (preset == .hybrid ? [] : ["--preset", preset.rawValue])
    let result = try Program.run(
      arguments, in: folder.path, env: Hermetic.environment(home: folder.path))
    #expect(result.status == 0, "\(result.outputText)\(result.errorText)")
    let text = result.outputText
    #expect(text.hasPrefix("The tour of charter: \(preset.rawValue)\n"))
    for words in words + ["every change of every"] {
      #expect(text.contains(words), "\(words)\n\(text)")
    }
    #expect(text.split(separator: "\n").allSatisfy { !$0.contains("\u{1b}") })
  }

  @Test func everyPresetHasAStory() {
    #expect(Set(Self.promises.map(\.0)) == Set(Preset.allCases))
  }
}
