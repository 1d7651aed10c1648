package import Charters

/// What a rule is about (`for`): every key that is given must hold, each by any of its values.
package struct Match: Hashable, Sendable {
  package let pattern: Pattern
  package let terms: [Term]
  /// Holds only where it holds on every side of a change that exists.
  package let except: Pattern?

  package init(pattern: Pattern, terms: [Term], except: Pattern?) {
    self.pattern = pattern
    self.terms = terms
    self.except = except
  }

  /// The keys that `for` and `except` share; an empty list is a key that was not given.
  package struct Pattern: Hashable, Sendable {
    package let kinds: [Kind]
    package let paths: [PathPattern]
    package let teams: [Placed<TeamID>]
    package let roles: [Placed<RoleID>]
    package let sections: [Placed<SectionPattern>]
    package let changes: [Change]
    package let proposers: [Placed<Who>]

    package init(
      kinds: [Kind] = [], paths: [PathPattern] = [], teams: [Placed<TeamID>] = [],
      roles: [Placed<RoleID>] = [], sections: [Placed<SectionPattern>] = [],
      changes: [Change] = [], proposers: [Placed<Who>] = []
    ) {
      self.kinds = kinds
      self.paths = paths
      self.teams = teams
      self.roles = roles
      self.sections = sections
      self.changes = changes
      self.proposers = proposers
    }
  }
}

/// A value and where it stands in `policy.yml`.
package struct Placed<Value: Hashable & Sendable>: Hashable, Sendable {
  package let value: Value
  package let place: Place

  package init(_ value: Value, at place: Place) {
    self.value = value
    self.place = place
  }
}

/// How long a change is meant to hold, as its opening says.
package enum Term: String, CaseIterable, Hashable, Sendable {
  case permanent, experiment, emergency
}

/// A glob below `Charters/`: `*` and `?` stay within a name, `**` crosses folders.
package struct PathPattern: Hashable, Sendable {
  package let text: String
  let automaton: PathAutomaton

  package init(_ text: String) {
    self.text = text
    automaton = PathAutomaton(glob: text)
  }

  package static func == (a: PathPattern, b: PathPattern) -> Bool { a.text == b.text }

  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// A section as a rule names it; it covers its subsections.
package struct SectionPattern: Hashable, Sendable {
  /// Heading texts from the top, or one of the names in brackets as the first or last of them.
  package let path: [String]

  package init(path: [String]) {
    self.path = path
  }

  package var text: String { path.joined(separator: " > ") }
}
