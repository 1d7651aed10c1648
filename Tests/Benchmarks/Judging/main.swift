import Charters
import Policies

// How long it takes to judge one large proposal, and how far the next step is searched:
//
//     swift run -c release judging [RUNS]
//
// Every figure is the median of several runs.

let runs = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 9

func milliseconds(_ body: () -> Void) -> Double {
  let clock = ContinuousClock()
  let times = (0..<runs).map { _ in clock.measure(body) }.sorted()
  let parts = times[times.count / 2].components
  return Double(parts.seconds) * 1_000 + Double(parts.attoseconds) / 1e15
}

func padded(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}

for society in [Society(members: 200, teams: 20, rules: 10, signoffs: 100), .large] {
  print(
    "\(society.members) members, \(society.teams) teams, \(society.rules) rules, "
      + "\(society.signoffs) sign-offs")
  for situation in Situation.allCases {
    guard let c = society.judged(situation) else {
      print("  \(situation.rawValue): cannot be built")
      continue
    }
    let judgement = judge(c)
    let time = milliseconds { _ = judge(c) }
    print(
      "  \(padded(situation.rawValue, to: 34)) \(Int(time * 10)) tenths of a ms, "
        + "\(judgement.state.rawValue), \(judgement.rules.count) rules met, next: "
        + "\(judgement.next.people.count) people\(judgement.next.isSmallest ? "" : " (perhaps fewer)")"
    )
  }
}
