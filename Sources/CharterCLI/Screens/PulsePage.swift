import Charters
import Policies
import Practice

/// A pulse as one HTML file without scripts: for a phone, a big screen, a printer.
struct PulsePage {
  let reading: PulseReading

  var text: String {
    let own = reading.ownPages
    let left =
      own == 0
      ? "" : " Decisions of members about their own page alone are left out (\(own))."
    var page = """
      <p>\(reading.whole.window.words.escapedHTML), from verified sign-offs.\(left) \
      A figure of fewer than \(Figure.leastCases) cases is not given (n/a).</p>

      """
    for topic in PulseMeasure.Topic.allCases {
      page += "<h2>\(topic.rawValue.escapedHTML)</h2>\n"
      if topic == .objecting {
        page += "<p>\(PulseReading.objectionReadings.escapedHTML)</p>\n"
      }
      page += "<div class=\"figures\">\n"
      for measure in PulseMeasure.allCases where measure.topic == topic { page += figure(measure) }
      page += "</div>\n"
    }
    page += resting
    if let people = reading.people { page += self.people(people) }
    page += parts
    page += "<p class=\"note\">\(PulseReading.caution.escapedHTML)</p>\n"
    return HTML.page(title: "Pulse of \(reading.organisation)", style: Self.style, body: page)
  }

  private static let style = """
    body { font: 16px/1.5 sans-serif; max-width: 62em }
    h2 { border-bottom: 2px solid #777; margin-top: 2em }
    .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(17em, 100%), 1fr)); gap: 1em }
    .figure { border: 1px solid #aaa; border-radius: 4px; padding: .7em .9em; break-inside: avoid }
    .figure h3 { font-size: 1em; margin: 0 }
    .value { font-size: 1.6em; margin: .1em 0 }
    .value small { font-size: .55em; color: #444 }
    .how, .note { font-size: .85em; color: #444; margin: .4em 0 0 }
    svg { width: 100%; height: auto; max-width: 22em }
    \(PulsePlot.style)
    .wide { overflow-x: auto }
    table { border-collapse: collapse; font-size: .9em }
    th, td { border: 1px solid #aaa; padding: .25em .6em; text-align: right }
    th:first-child, td:first-child { text-align: left }
    @media print { body { margin: 0; max-width: none; font-size: 11px } .figures { grid-template-columns: repeat(3, 1fr) } .wide { overflow: visible } }
    """

  private func figure(_ measure: PulseMeasure) -> String {
    let figure = reading.whole.figures[measure] ?? Figure.missing
    let waiting = figure.waiting.map { $0 > 0 ? ", \($0) still waiting" : "" } ?? ""
    let count = measure.unit == .count ? "" : " <small>n = \(figure.n)\(waiting)</small>"
    let plot = PulsePlot(measure: measure, parts: reading.parts)
    return """
      <section class="figure">
      <h3>\(measure.title.escapedHTML)</h3>
      <p class="value">\(figure.words(measure.unit).escapedHTML)\(count)</p>
      <svg viewBox="0 0 \(PulsePlot.width) \(PulsePlot.height)" role="img">
      <title>\(plot.words.escapedHTML)</title>
      \(plot.shapes)</svg>
      <p class="how">\(measure.formula.escapedHTML)</p>
      </section>

      """
  }

  private var resting: String {
    var page = """
      <h2>On how few people each charter rests</h2>
      <p>By the policy in force, not by what happened. Fewest: the least number of people who alone, \
      one of them proposing, can decide some change; where changes differ, the most that one takes. \
      Bus factor: the least number whose leaving makes some change impossible.</p>
      <div class="wide"><table>
      <tr><th>charter</th><th>fewest who can change it</th><th>bus factor</th></tr>

      """
    for reliance in reading.reliances {
      page += "<tr><td dir=\"auto\">\(reliance.charter.display.escapedHTML)</td>"
      page += "<td>\(reliance.people)</td><td>\(reliance.loss)</td></tr>\n"
    }
    return page + "</table></div>\n"
  }

  private func people(_ people: [PersonalRecord]) -> String {
    var page = """
      <h2>People, by handle</h2>
      <div class="wide"><table>
      <tr><th>member</th><th>proposed</th><th>approved</th><th>objected</th><th>commented</th>\
      <th>answered</th></tr>

      """
    for person in people {
      page += "<tr><td>\(person.member)</td><td>\(person.proposals)</td>"
      page += "<td>\(person.approvals)</td><td>\(person.objections)</td>"
      page += "<td>\(person.comments)</td>"
      page += "<td>\(person.answered.count) of \(person.answered.whole)</td></tr>\n"
    }
    return page + "</table></div>\n"
  }

  /// Every figure of every part, for readers who want numbers.
  private var parts: String {
    guard reading.parts.count > 1 else { return "" }
    var page = "<h2>By \(reading.step.rawValue)</h2>\n<div class=\"wide\"><table>\n<tr><th></th>"
    page += reading.parts.map { "<th>\(($0.window.name ?? "").escapedHTML)</th>" }.joined()
    page += "</tr>\n"
    for measure in PulseMeasure.allCases {
      page += "<tr><td>\(measure.title.escapedHTML)</td>"
      for figure in reading.series(measure) {
        let count = measure.unit == .count ? "" : " (\(figure.n))"
        page += "<td>\(figure.words(measure.unit).escapedHTML)\(count)</td>"
      }
      page += "</tr>\n"
    }
    return page + "</table></div>\n"
  }
}
