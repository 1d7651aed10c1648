import Testing

@testable import Proposals

@Suite struct RemoteTests {
  @Test(arguments: [
    "refused refs/heads/main: somebody else pushed at the same moment\n  Fetch and try again:",
    "refused refs/heads/a-branch-with-a-very-long-name: somebody else\n  pushed at the same moment",
    "error: cannot lock ref 'refs/heads/main': is at 1a but expected 2b",
  ])
  func racesAreSeen(_ message: String) {
    #expect(Remote.tellsOfRace(message))
  }

  @Test(arguments: [
    "refused refs/heads/main: nobody approved it\n  1a2b  Late but expected",
    "refused refs/heads/main: nobody approved it\n  1a2b  somebody else pushed at the same moment",
    "error: cannot lock ref 'refs/heads/main': File exists", "",
  ])
  func wordsOfOthersAreNoRace(_ message: String) {
    #expect(!Remote.tellsOfRace(message))
  }
}
