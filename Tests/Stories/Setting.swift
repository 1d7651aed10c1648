/// What a story begins with: who is a member, and what the charters say.
package struct Setting: Hashable, Sendable {
  package var members = ["ana", "ben", "cy", "dee"]
  package var policy = Setting.twoAgree
  /// Members whose second key is listed too.
  package var spareKeys: Set<String> = []
  /// Other files, by path from the repository's root.
  package var files = [
    "README.md": "A team.\n",
    "Charters/mission.md": Setting.mission(),
    "Charters/roles/support.md": Setting.support(),
  ]
  /// Whether one honest decision is made after the founding.
  package var hasFirstStep = true
  /// Whether `main` is pushed to a server with hooks.
  package var hasServer = true

  package init() {}

  package init(policy: String) { self.policy = policy }

  /// Any change takes the approval of two members who did not write it.
  package static let twoAgree = """
    charter-policy: 1
    rules:
      - name: Two others agree
        for: {}
        needs:
          - approve: 2 of everyone

    """

  /// One approval is enough.
  package static let oneAgrees = twoAgree.replacing("2 of everyone", with: "1 of everyone")

  /// Two agree and nobody objects; the clock of the consent is an hour.
  package static let consent = """
    charter-policy: 1
    rules:
      - name: Nobody objects
        for: {}
        needs:
          - approve: 2 of everyone
          - consent: everyone
          - open-for: 1 hours

    """

  package static func mission(
    statement: String = "To serve the valley.", whom: String = "The valley.",
    what: String = "We listen."
  ) -> String {
    """
    ---
    kind: mission
    title: Mission
    ---
    # Mission

    ## Statement

    \(statement)

    ## Whom we serve

    \(whom)

    ## What we do

    \(what)

    """
  }

  package static func support(
    purpose: String = "Help people.", hours: String = "two hours", holder: String = "ben"
  ) -> String {
    """
    ---
    kind: role
    title: Support
    holders: [\(holder)]
    ---
    # Support

    ## Purpose

    \(purpose)

    ## Domains

    - The help desk

    ## Accountabilities

    - Answer within \(hours).

    """
  }

  /// A member's file with these keys.
  package static func member(_ name: String, keys: [String], status: String = "active") -> String {
    """
    ---
    kind: member
    title: \(name)
    name: \(name)
    email: \(name.lowercased())@example.org
    status: \(status)
    keys:
    \(keys.map { "  - " + $0 }.joined(separator: "\n"))
    ---
    # \(name)

    A member.

    """
  }
}
