import Charters
import Console
import Policies
import Practice

/// What `pulse` says.
struct PulseScreen {
  let reading: PulseReading
  let terminal: Terminal
  /// The figures of every part beside each other, and not those of the whole.
  var showsParts = false

  var text: Text {
    var parts: [Text] = [head]
    for topic in PulseMeasure.Topic.allCases {
      parts.append("\(topic.rawValue, .heading)\n" + (showsParts ? columns(topic) : rows(topic)))
      if topic == .objecting {
        parts.append(Text(PulseReading.objectionReadings, .dim).wrapped(to: width) + "\n")
      }
    }
    parts.append(resting)
    if let people = reading.people { parts.append(self.people(people)) }
    parts.append(formulas)
    parts.append(Text(PulseReading.caution, .dim).wrapped(to: width) + "\n")
    return parts.joined(separator: "\n")
  }

  private var width: Int { terminal.width }

  private var head: Text {
    let window = reading.whole.window
    let own = reading.ownPages
    let left =
      own == 0
      ? "" : " Decisions of members about their own page alone are left out (\(own))."
    return "\("Pulse of \(reading.organisation)", .strong)\n"
      + Text("\(window.words), from verified sign-offs.\(left)").wrapped(to: width) + "\n"
  }

  // MARK: The whole

  private func rows(_ topic: PulseMeasure.Topic) -> Text {
    let trend = reading.parts.count >= 3
    var table = Table(
      [
        .init(""), .init("value", isTrailing: true), .init("n", isTrailing: true),
      ] + (trend ? [.init("by \(reading.step.rawValue)")] : []))
    for measure in PulseMeasure.allCases where measure.topic == topic {
      let figure = reading.whole.figures[measure] ?? Figure.missing
      let waiting = figure.waiting.map { $0 > 0 ? " (\($0) waiting)" : "" } ?? ""
      var cells: [Text] = [
        "\(measure.title)", "\(figure.words(measure.unit))",
        measure.unit == .count ? "" : "\(figure.n)\(waiting)",
      ]
      if trend { cells.append("\(sparkline(measure))") }
      table.add(cells)
    }
    return table.text(width: terminal.tableWidth, indent: 2)
  }

  private func sparkline(_ measure: PulseMeasure) -> String {
    Sparkline(
      figures: reading.series(measure), unit: measure.unit, isUnicode: terminal.isUnicode
    ).text()
  }

  // MARK: The parts

  /// As many of the latest windows as fit; all of them for a program.
  private func columns(_ topic: PulseMeasure.Topic) -> Text {
    let fitting = terminal.isTerminal ? max(1, (width - 46) / 13) : reading.parts.count
    let shown = reading.parts.suffix(fitting)
    var table = Table(
      [.init(""), .init("trend")]
        + shown.map { .init("\($0.window.name ?? "")", isTrailing: true) })
    for measure in PulseMeasure.allCases where measure.topic == topic {
      table.add(
        ["\(measure.title)", "\(sparkline(measure))"]
          + shown.map { part in
            let figure = part.figures[measure] ?? Figure.missing
            let count = measure.unit == .count ? "" : " (\(figure.n))"
            return "\(figure.words(measure.unit))\(count)"
          })
    }
    return table.text(width: terminal.tableWidth, indent: 2)
  }

  // MARK: Below

  private var resting: Text {
    var table = Table([
      .init("charter", isFlexible: true), .init("fewest who can change it", isTrailing: true),
      .init("bus factor", isTrailing: true),
    ])
    for reliance in reading.reliances {
      table.add(["\(reliance.charter.display)", "\(reliance.people)", "\(reliance.loss)"])
    }
    return "\("On how few people each charter rests, by the policy in force", .heading)\n"
      + table.text(width: terminal.tableWidth, indent: 2)
  }

  private func people(_ people: [PersonalRecord]) -> Text {
    var table = Table([
      .init("member"), .init("proposed", isTrailing: true), .init("approved", isTrailing: true),
      .init("objected", isTrailing: true), .init("commented", isTrailing: true),
      .init("answered", isTrailing: true),
    ])
    for person in people {
      table.add([
        "\(person.member)", "\(person.proposals)", "\(person.approvals)", "\(person.objections)",
        "\(person.comments)", "\(person.answered.count) of \(person.answered.whole)",
      ])
    }
    return "\("People, by handle", .heading)\n"
      + table.text(width: terminal.tableWidth, indent: 2)
  }

  private var formulas: Text {
    let few = Text("  A figure of fewer than \(Figure.leastCases) cases is not given (n/a).")
    let lines = PulseMeasure.allCases.map { measure -> Text in
      let line: Text = "  \(measure.title, .strong): \(measure.formula)"
      return line.wrapped(to: width, hanging: 4)
    }
    let resting: Text =
      "  \("fewest who can change it", .strong): the least number of people who alone, one of them "
      + "proposing, can decide some change; where the changes differ, the most that one takes"
    let factor: Text =
      "  \("bus factor", .strong): the least number of people whose leaving makes some change "
      + "impossible"
    return "\("How they are computed", .heading)\n"
      + ([few] + lines + [resting, factor].map { $0.wrapped(to: width, hanging: 4) }).lines
  }
}
