import CharterTemplates

/// Stories in which everybody has the same word.
extension TourStory {
  private static let holidays = "Charters/agreements/holidays.md"

  /// All of us, for a small team: one who says nothing has not agreed.
  static let consensus = TourStory(
    promise: "What everybody has said yes to, everybody will carry.  Silence is no yes.",
    members: three,
    scenes: [
      founding(
        .consensus, with: three,
        story: """
          Ana, Ben and Cy run a kitchen together, and want to decide everything together.  Each has \
          a key on the own computer, to sign with.  Ana writes down who they are and how they \
          decide, and signs it.
          """),
      server(for: three),
      TourScene(
        title: "Ana proposes, and says yes herself",
        story: "Ana writes down how the holidays are shared, and why.",
        acts: [
          agreement(
            holidays, "Holidays", driver: "All of us wanted the last week of July.",
            "We draw lots in January.", evaluation: "After the summer.", by: "ana"
          ).hidden,
          .ana("charter propose 'Holidays' --approve -m 'Lots are fair.'"),
        ]),
      TourScene(
        title: "Ben agrees, Cy says nothing",
        story: "Two of three have said yes.  Where all decide, that is not enough.",
        acts: [
          .ben("charter sync"),
          .ben("charter approve holidays -m 'I have never won anything.'"),
          .ben("charter ratify holidays", status: 8),
        ]),
      TourScene(
        title: "Two weeks later Cy is still silent",
        story: "Time does not turn silence into a yes.  In the record it stays silence for ever.",
        acts: [.ana("charter sync"), .ana("charter ratify holidays", status: 8)], daysLater: 14),
      TourScene(
        title: "Cy has broken a leg, and says so",
        story: """
          Everybody keeps their own page, alone.  Nobody waits for somebody who is away, and when Cy \
          is back, Cy may propose to change it again.
          """,
        acts: [
          .cy("charter away --until \"$(date -u -d '+3 weeks' +%F)\" -m 'A broken leg.'"),
          .ana("charter ratify holidays"),
        ]),
      proving(by: "ben"),
    ], daysAgo: 15)

  private static let shift = "Charters/agreements/late-shift.md"

  /// No unresolved objection after a fair wait.
  static let consent = TourStory(
    promise: "It stands when nobody objects after a fair wait.  An objection has a reason.",
    members: everybody,
    scenes: [
      founding(
        .consent, with: everybody,
        story: """
          Ana, Ben, Cy and Dee run a kitchen together.  They want to try what is good enough, and \
          hear whoever sees harm in it.  Ana writes that down and signs it.
          """),
      server(for: everybody),
      TourScene(
        title: "Ana proposes something quick",
        story: "The late shift needs somebody.  Ana takes the first idea that comes.",
        acts: [
          agreement(
            shift, "The late shift", driver: "Nobody likes it.",
            "Whoever came last to the team takes it.", evaluation: "In a month.", by: "ana"
          ).hidden,
          .ana("charter propose 'The late shift' -m 'Somebody has to.'"),
        ]),
      TourScene(
        title: "Ben objects, and says why",
        story: "One reasoned objection stops it, however many like it.",
        acts: [
          .ben("charter sync"),
          .ben(
            """
            charter object the-late-shift --section 'agreements/late-shift.md#Agreement' \\
              -m 'Then I take it for ever.'
            """),
          .cy("charter sync").hidden,
          .cy("charter ratify the-late-shift", status: 1),
        ]),
      TourScene(
        title: "Ana finds other words",
        story: "An objection is a gift: it shows where the proposal is not safe enough to try.",
        acts: [
          .ana("charter sync"),
          .ana(
            "sed -i 's/^Whoever came last.*/We take it in turns, a week each./' \(shift)"),
          .ana("charter revise -m 'In turns, as Ben asked.'"),
          .ben("charter sync"),
          .ben("charter approve the-late-shift -m 'That is fair.'"),
        ]),
      TourScene(
        title: "Not before everybody had time to read",
        story:
          "Nobody objects now, but Dee has not looked yet.  The rules keep three days for that.",
        acts: [.ana("charter sync"), .ana("charter ratify the-late-shift", status: 8)]),
      TourScene(
        title: "Three days later it stands",
        story: "Who agreed and who was silent are two things, and both are in the record.",
        acts: [.ana("charter ratify the-late-shift"), .ana("charter log -n 1")], daysLater: 4),
      proving(by: "dee"),
    ], daysAgo: 5)
}
