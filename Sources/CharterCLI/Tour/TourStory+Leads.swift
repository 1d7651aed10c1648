import CharterTemplates

/// Stories in which somebody leads.
extension TourStory {
  private static let mondays = "Charters/teams/core/agreements/mondays.md"
  private static let orders = "Charters/teams/core/agreements/orders.md"

  /// A designated lead guides, the members decide together.
  static let projectTeam = TourStory(
    promise: "The lead guides, the members decide together; the lead alone cannot.",
    members: three,
    scenes: [
      founding(
        .projectTeam, with: three,
        story: """
          Ana leads a project with Ben and Cy.  She keeps the thread; those who do the work say yes \
          to it.  Ana writes that down and signs it.
          """),
      server(for: three),
      TourScene(
        title: "The lead proposes, and cannot decide alone",
        story: "Ana wants to begin every Monday together.  Her own yes is needed, and not enough.",
        acts: [
          agreement(
            mondays, "Mondays", driver: "We lose the overview during the week.",
            "We begin every Monday with half an hour together.", evaluation: "At midsummer.",
            by: "ana"
          ).hidden,
          .ana("charter propose 'Mondays' --approve -m 'Half an hour spares us three of asking.'"),
          .ana("charter ratify", status: 8),
        ]),
      TourScene(
        title: "Ben says yes: the lead and most of the team",
        story: "Ben sees the very words before he signs them, and what was missing is there.",
        acts: [
          .ben("charter sync"),
          .ben("charter approve mondays --ratify"),
        ]),
      TourScene(
        title: "Could the others go round the lead?",
        story: """
          Ben and Cy ask what would happen, and nothing is changed by asking.  Without the lead it \
          takes three quarters of the team: of three people, all three.
          """,
        acts: [
          .cy("git pull --quiet").hidden,
          .cy(
            """
            charter policy simulate --change teams/core/agreements/mondays.md#Agreement \\
              --proposer ben --approve ben,cy
            """, status: 8),
        ]),
      proving(by: "cy"),
    ])

  /// A lead decides in their own field and nowhere else.
  static let teamLeads = TourStory(
    promise: "A lead decides in their own field, and nowhere else.",
    members: everybody,
    scenes: [
      founding(
        .teamLeads, with: everybody,
        story: """
          Ana leads the core team of a kitchen.  How her team works she decides at once; what lies \
          outside her field takes most of the members.
          """),
      server(for: everybody),
      TourScene(
        title: "In her own field Ana decides alone",
        story: "Two of them ordered onions.  Ana says who orders, and it is in force.",
        acts: [
          agreement(
            orders, "Orders", driver: "Two of us ordered onions.",
            "Whoever closes on Sunday orders for the week.",
            evaluation: "When something is missing twice.", by: "ana"
          ).hidden,
          .ana("charter propose 'Orders' --approve -m 'Nobody knew who orders.'"),
          .ana("charter ratify"),
        ]),
      TourScene(
        title: "How wide the field is, is not hers to say",
        story: "Ana would like to decide everything.  Nobody widens their own field.",
        acts: [
          .ana("git switch --quiet main").hidden,
          .ana(
            "sed -i 's/^What is ours to decide.*/Everything is ours to decide./' "
              + "Charters/teams/core/team.md"),
          .ana("charter propose 'A wider field' --approve -m 'It would be quicker.'"),
          .ana("charter ratify", status: 8),
          .ana("charter withdraw -m 'Point taken.' --yes").hidden,
        ]),
      TourScene(
        title: "And anybody may propose to take it back",
        story: """
          Dee never closes on Sundays and finds that it does not work.  A decision made quickly can \
          be undone quickly: the exact inverse is one command away, and the lead hears why.
          """,
        acts: [
          .dee("git pull --quiet"),
          .dee("charter revert 1 'Orders as before' -m 'Whoever closes on Sunday is too tired.'"),
          .ana("charter sync").hidden,
          .ana("charter approve orders-as-before --ratify"),
        ]),
      proving(by: "ben"),
    ])
}
