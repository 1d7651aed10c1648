/// The story that the tour tells: four people, one kitchen, one role that grows.
enum TourStory {
  static let members = [
    (handle: "ana", name: "Ana Ito"), (handle: "ben", name: "Ben Okafor"),
    (handle: "cy", name: "Cy Lund"), (handle: "dee", name: "Dee Rao"),
  ]

  private static let role = "Charters/teams/core/roles/support.md"
  private static let proposal = "support-answers-on-saturdays"

  static let scenes = [
    founding, server, proposing, approving, objecting, revising, agreeing,
    ratifying, refused, lookingBack, proving,
  ]

  static let founding = TourScene(
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

  static let server = TourScene(
    title: "A server keeps the record",
    story: """
      Any place that holds a git repository will do; here it is a folder.  With its hooks it takes \
      only what the rules allow.  The others copy the kitchen's charters to their own computers.
      """,
    acts: [
      .ana("git init --quiet --bare ../../server.git"),
      .ana("charter -C ../../server.git hooks install --server"),
      .ana("git remote add origin ../../server.git && git push --quiet -u origin main"),
      TourScene.Act.ben("git clone --quiet ../server.git kitchen").inFolder("."),
      TourScene.Act.cy("git clone --quiet ../server.git kitchen").inFolder(".").hidden,
      TourScene.Act.dee("git clone --quiet ../server.git kitchen").inFolder(".").hidden,
    ])

  static let proposing = TourScene(
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

  static let approving = TourScene(
    title: "Ana approves",
    story: "Ana sees the very words before she signs them.",
    acts: [.ana("charter approve \(proposal)")])

  static let objecting = TourScene(
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

  static let revising = TourScene(
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

  static let agreeing = TourScene(
    title: "Cy is content, and Ana agrees again",
    story:
      "With an approval Cy takes back the objection.  Ana is shown what moved, and signs again.",
    acts: [
      .cy("charter approve \(proposal)"),
      .ana("charter approve \(proposal)"),
    ])

  static let ratifying = TourScene(
    title: "Dee makes it official",
    story: """
      Three of four agree, which is what the rules ask for.  Any member may now put the new words \
      in force: that is called to ratify.  It gathers the sign-offs and pushes them with the words.
      """,
    acts: [.dee("charter ratify \(proposal)")])

  static let refused = TourScene(
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

  static let lookingBack = TourScene(
    title: "Who agreed to what, and when?",
    story: "Everybody can read the history of decisions.",
    acts: [
      TourScene.Act.dee("git reset --quiet --hard origin/main").hidden,
      .ana("git pull --quiet"),
      .ana("charter log"),
    ])

  static let proving = TourScene(
    title: "Anybody can prove it, with nothing but a copy",
    story: """
      A plain git clone holds all the evidence.  No server is asked, no account is needed: every \
      signature is checked under the rules that were in force at that moment.
      """,
    acts: [
      TourScene.Act.dee("git clone --quiet ../server.git copy").inFolder("."),
      TourScene.Act.dee("charter verify").inFolder("copy"),
    ])
}
