/// Leaders own where it goes, teams own how the work is done: a role grows by an objection.
extension TourStory {
  private static let role = "Charters/teams/core/roles/support.md"
  private static let proposal = "support-answers-on-saturdays"

  static let hybrid = TourStory(
    promise: "Leaders decide where it goes, with everybody's advice; the team decides how.",
    members: everybody,
    scenes: [
      founding, server(for: everybody), proposing, approving, objecting, revising, agreeing,
      ratifying, refused, lookingBack, proving(by: "dee"),
    ])

  private static let founding = TourScene(
    title: "Ana founds the charters",
    story: """
      Ana, Ben, Cy and Dee run a kitchen together.  Each has a key on the own computer, to sign \
      with.  Ana writes down who they are and how they decide, adds the role that Ben holds, and \
      signs it all.
      """,
    acts: [
      .ana(
        """
        charter init --no-commit --preset hybrid --handle ana \\
          --member 'ben=Ben Okafor <ben@example.org>:../../ben/.ssh/id_ed25519.pub' \\
          --member 'cy=Cy Lund <cy@example.org>:../../cy/.ssh/id_ed25519.pub' \\
          --member 'dee=Dee Rao <dee@example.org>:../../dee/.ssh/id_ed25519.pub'
        """),
      .ana(
        """
        mkdir -p Charters/teams/core/roles && cat > \(role) <<'END'
        ---
        kind: role
        title: Support
        holders: [ben]
        ---
        # Support

        ## Purpose

        Guests get an answer they can use.

        ## Domains

        - The guest book and the telephone

        ## Accountabilities

        - Answering guests from Monday to Friday

        ## Practices

        Ben reads the guest book every morning.
        END
        """
      ).hidden,
      .ana("charter init --name 'Harbour Kitchen'"),
    ])

  private static let proposing = TourScene(
    title: "Ben proposes to widen his role",
    story: "Guests ask for an answer on Saturdays too.  Ben changes the words, and says why.",
    acts: [
      .ben("sed -i 's/Monday to Friday/Monday to Saturday/' \(role)"),
      .ben(
        """
        charter propose 'Support answers on Saturdays' --approve \\
          -m 'Most guests come at the week-end and wait until Monday for an answer.'
        """),
    ])

  private static let approving = TourScene(
    title: "Ana approves",
    story: "Ana sees the very words before she signs them.",
    acts: [.ana("charter approve \(proposal)")])

  private static let objecting = TourScene(
    title: "Cy objects, and says why",
    story: "An objection needs a reason, so that somebody can do something about it.",
    acts: [
      .cy(
        """
        charter object \(proposal) \\
          -m 'On Saturday afternoons nobody is here, so we would promise what we cannot keep.'
        """),
      .cy("charter status \(proposal)", status: 8),
    ])

  private static let revising = TourScene(
    title: "Ben answers with better words",
    story: """
      Ben promises the mornings only.  Approvals hang on words: those given for the old ones do \
      not count for the new ones.
      """,
    acts: [
      .ben(
        "sed -i 's/Monday to Saturday/Monday to Friday, and on Saturday mornings/' \(role)"),
      .ben("charter revise -m 'Saturday mornings only, as Cy asked.'"),
      .ben("charter approve"),
    ])

  private static let agreeing = TourScene(
    title: "Cy is content, and Ana agrees again",
    story:
      "With an approval Cy takes back the objection.  Ana is shown what moved, and signs again.",
    acts: [
      .cy("charter approve \(proposal)"),
      .ana("charter approve \(proposal)"),
    ])

  private static let ratifying = TourScene(
    title: "Dee makes it official",
    story: """
      Three of four agree, which is what the rules ask for.  Any member may now put the new words \
      in force: that is called to ratify.  It gathers the sign-offs and pushes them with the words.
      """,
    acts: [.dee("charter ratify \(proposal)")])

  private static let refused = TourScene(
    title: "Somebody changes the mission alone, and is refused",
    story: """
      Dee forgets the rules, edits the mission and pushes.  Dee may write to this server as much \
      as anybody, and still it says no, and what to do instead.
      """,
    acts: [
      .dee("printf '\\nWe also sell hats.\\n' >> Charters/mission.md"),
      .dee("git commit --quiet -am 'Small fix to the mission'"),
      .dee("git push origin main", status: 1),
    ])

  private static let lookingBack = TourScene(
    title: "Who agreed to what, and when?",
    story: "Everybody can read the history of decisions.",
    acts: [
      TourScene.Act.dee("git reset --quiet --hard origin/main").hidden,
      .ana("git pull --quiet"),
      .ana("charter log"),
    ])
}
