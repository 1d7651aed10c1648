import ArgumentParser
import Processes
import TestSupport
import Testing

@testable import CharterCLI

@Suite struct ManualTests {
  @Test func everyShownVerbHasAPage() throws {
    let names = Set(try Manual().pages.map(\.name))
    for verb in Charter.everyDay + Charter.groups.flatMap(\.subcommands)
    where verb.configuration.shouldDisplay {
      #expect(names.contains("charter-\(verb.configuration.commandName ?? "").1"))
    }
    #expect(names.contains("charter.1"))
    #expect(!names.contains("charter-manual.1"))
  }

  @Test func aPageTellsOptionsAndExitCodes() throws {
    let page = try #require(try Manual().pages.first { $0.name == "charter-approve.1" }).text
    #expect(page.contains(".SH OPTIONS"))
    #expect(page.contains(".B \\-m, \\-\\-message <reason>"))
    #expect(page.contains(".SH EXIT STATUS"))
    #expect(page.contains(".B 8\n"))
  }

  @Test func theProgramWritesThem() throws {
    let folder = try TemporaryFolder("charter-manual")
    let result = try Program.run(
      ["manual", "man1"], in: folder.path, env: Hermetic.environment(home: folder.path))
    #expect(result.status == 0, "\(result.errorText)")
    #expect(try folder.readText("man1/charter.1").hasPrefix(".TH \"CHARTER\" 1"))
  }
}
