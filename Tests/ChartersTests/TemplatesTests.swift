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

  @Test("presets are compiled in byte by byte", arguments: Preset.allCases)
  func presets(preset: Preset) throws {
    let file = try Files.read("\(Self.folder)/presets/\(preset.rawValue).yml")
    #expect(Templates.policy(preset) == file)
  }

  @Test("no file is left without a name in the program")
  func complete() throws {
    let starters = try Files.names(in: "\(Self.folder)/starters").sorted()
    #expect(starters == Starter.allCases.map { "\($0.rawValue).md" }.sorted())
    let presets = try Files.names(in: "\(Self.folder)/presets").sorted()
    #expect(presets == Preset.allCases.map { "\($0.rawValue).yml" }.sorted())
  }
}
