import Charters
import Foundation
import Practice
import Processes
import TestSupport
import Testing

/// Another program, written from the words of the formulas, finds the same figures.
@Suite struct PulseAgreementTests {
  private static let hasPython: Bool = {
    (try? Command("python3", ["-c", "import fractions"]).run().succeeded) ?? false
  }()

  private struct Answer: Decodable {
    let window: String
    let from: Int64
    let until: Int64
    let figures: [String: [Double?]]
  }

  @Test(
    .enabled(if: hasPython, "python3 is not installed"),
    arguments: [(UInt64(1), 60, 2_000), (2, 12, 40), (3, 4, 3)])
  func agreesWithPython(seed: UInt64, members: Int, decisions: Int) throws {
    let society = GeneratedSociety(seed: seed, members: members, decisions: decisions)
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("pulse.py").path
    var command = Command("python3", [script])
    command.input = Array(
      try JSONSerialization.data(withJSONObject: [
        "events": society.events, "from": society.start.seconds, "until": society.end.seconds,
      ]))
    command.timeout = 120
    let result = try command.run()
    #expect(result.succeeded, "\(result.errorText)")
    let answers = try JSONDecoder().decode([Answer].self, from: Data(result.output))
    let whole = PulseWindow(from: society.start, until: society.end)
    let windows = [whole] + whole.cut(by: .quarter)
    #expect(answers.map(\.window) == windows.map { $0.name ?? "whole" })
    var compared = 0
    for (window, answer) in zip(windows, answers) {
      #expect(window.from.seconds == answer.from && window.until.seconds == answer.until)
      let pulse = Pulse(society.record, in: window)
      for (name, values) in answer.figures {
        let measure = try #require(PulseMeasure(rawValue: name), "\(name)")
        let figure = try #require(pulse.figures[measure])
        let place = "\(name) in \(answer.window)"
        #expect(figure.n == values[1].map { Int($0) }, "\(place)")
        #expect(figure.waiting == (values.count > 2 ? values[2].map { Int($0) } : nil), "\(place)")
        let isGiven = measure.unit == .count || figure.n >= 3
        guard isGiven, let expected = values[0] else {
          #expect(figure.value == nil, "\(place)")
          continue
        }
        let value = try #require(figure.value, "\(place)")
        #expect(abs(value - expected) <= 1e-9 * max(1, abs(expected)), "\(place)")
        compared += 1
      }
    }
    #expect(compared > 4)
  }

  /// What the comparison above is worth: the story has everything in it.
  @Test func theStoryHasEverythingInIt() {
    let society = GeneratedSociety(seed: 1, members: 60, decisions: 2_000)
    let kinds = Dictionary(grouping: society.events) { $0["kind"] as? String ?? "" }
    for kind in ["join", "leave", "away", "back", "move", "open", "say", "reword", "end"] {
      #expect((kinds[kind]?.count ?? 0) > 3, "\(kind)")
    }
    #expect(society.joined.count == 60)
    #expect(society.deliberations.contains { $0.ended == nil })
    let fates = Set(society.deliberations.flatMap(\.objections).map(\.fate))
    #expect(fates == Set(Deliberation.Objection.Fate.allCases))
    let spoken = Set(society.deliberations.flatMap { $0.voices.map(\.member) + $0.proposers })
    #expect(society.joined.keys.contains { !spoken.contains($0) })
  }
}
