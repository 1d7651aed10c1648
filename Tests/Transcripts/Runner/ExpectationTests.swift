import Testing

/// What counts as printed as expected.
@Suite struct ExpectationTests {
  @Test func `the same lines hold and others do not`() {
    #expect(Expectation(lines: ["a", "b"]).holds(of: ["a", "b"]))
    #expect(Expectation(lines: []).holds(of: []))
    #expect(!Expectation(lines: ["a"]).holds(of: ["a", "b"]))
    #expect(!Expectation(lines: ["a", "b"]).holds(of: ["a"]))
    #expect(!Expectation(lines: ["a"]).holds(of: ["b"]))
  }

  @Test func `a gap stands for any lines, none too`() {
    let expectation = Expectation(lines: ["a", Expectation.anything, "z"])
    #expect(expectation.holds(of: ["a", "z"]))
    #expect(expectation.holds(of: ["a", "b", "z", "z"]))
    #expect(!expectation.holds(of: ["a", "b"]))
    #expect(!expectation.holds(of: ["b", "z"]))
  }

  @Test func `ids, keys and fingerprints may be any`() {
    let expectation = Expectation(lines: [
      "at b678197ed3, key SHA256:\(String(repeating: "a", count: 43))"
    ])
    #expect(
      expectation.holds(of: ["at 0123456789, key SHA256:\(String(repeating: "b", count: 43))"]))
    #expect(!expectation.holds(of: ["at main, key none"]))
  }

  @Test func `what was right stays as it stood`() {
    let expectation = Expectation(lines: ["at b678197ed3", "old"])
    #expect(expectation.rewritten(as: ["at 0123456789", "new"]) == ["at b678197ed3", "new"])
  }
}
