import CharterTemplates
import TestSupport
import Testing

@Suite("Templates") struct TemplatesTests {
  /// The folder `Charters/` of the sources, from this file's place.
  private static let folder =
    #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined() + "/Charters"

  @Test("starters are compiled in byte by byte", arguments: Starter.allCases)
  func starters(starter: Starter) throws {
    let file = try Files.read("\(Self.folder)/starters/\(starter.rawValue).md")
    #expect(Templates.source(of: starter) == file)
  }

  private static let own: [Starter] = [.vision, .mission, .values]

  @Test(
    "words of one kind of organisation are compiled in byte by byte", arguments: Setting.allCases)
  func settings(setting: Setting) throws {
    for starter in Self.own {
      let file = try Files.read("\(Self.folder)/starters/\(setting)-\(starter.rawValue).md")
      #expect(Templates.source(of: starter, for: setting) == file)
    }
    #expect(Templates.source(of: .role, for: setting) == Templates.source(of: .role))
    #expect(Templates.source(of: .vision, for: nil) == Templates.source(of: .vision))
  }

  @Test("each preset is told in three sentences", arguments: Preset.allCases)
  func sentences(preset: Preset) {
    #expect(preset.sentences.count { $0 == "." } == 3)
  }

  @Test("presets are compiled in byte by byte", arguments: Preset.allCases)
  func presets(preset: Preset) throws {
    let file = try Files.read("\(Self.folder)/presets/\(preset.rawValue).yml")
    #expect(Templates.policy(preset) == file)
  }

  @Test("no file is left without a name in the program")
  func complete() throws {
    let starters = try Files.names(in: "\(Self.folder)/starters").sorted()
    let ofSettings = Setting.allCases.flatMap { setting in
      Self.own.map { "\(setting)-\($0.rawValue).md" }
    }
    #expect(starters == (Starter.allCases.map { "\($0.rawValue).md" } + ofSettings).sorted())
    let presets = try Files.names(in: "\(Self.folder)/presets").sorted()
    #expect(presets == Preset.allCases.map { "\($0.rawValue).yml" }.sorted())
  }
}
