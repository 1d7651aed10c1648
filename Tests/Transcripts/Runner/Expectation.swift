/// What a command should have printed, held against what it did print.
struct Expectation {
  let lines: [String]

  /// Stands for any lines, none too.
  static let anything = "[…]"

  /// Whether the lines are as expected, apart from ids, keys and fingerprints.
  func holds(of printed: [String]) -> Bool {
    Self.match(lines.map(\.steady)[...], printed.map(\.steady)[...])
  }

  /// The printed lines as a page should show them: those that were as expected stay as they
  /// stood, ids and all.
  func rewritten(as printed: [String]) -> [String] {
    var kept = lines[...]
    return printed.map { line in
      guard let index = kept.firstIndex(where: { $0.steady == line.steady }) else { return line }
      defer { kept = kept[(index + 1)...] }
      return kept[index]
    }
  }

  private static func match(_ expected: ArraySlice<String>, _ printed: ArraySlice<String>) -> Bool {
    guard let first = expected.first else { return printed.isEmpty }
    let rest = expected.dropFirst()
    guard first == anything else {
      return first == printed.first && match(rest, printed.dropFirst())
    }
    return (printed.startIndex...printed.endIndex).contains { match(rest, printed[$0...]) }
  }
}

extension String {
  /// With whatever differs from run to run as one sign.
  fileprivate var steady: String {
    replacing(/SHA256:[A-Za-z0-9+\/]{43}/, with: "SHA256:#")
      .replacing(/AAAA[A-Za-z0-9+\/=]{20,}/, with: "#")
      .replacing(/[0-9a-f]{4}(?: [0-9a-f]{4}){3,}/, with: "#")
      .replacing(/[0-9a-f]{7,64}/, with: "#")
  }
}
