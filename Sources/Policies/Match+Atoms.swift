import Charters

/// One side of a change: the place that it left, or the place that it came to.
struct Side {
  let charter: CharterPath
  let section: SectionPath
}

extension Atom {
  /// The old and the new side, where they differ; a change that stays where it is has one.
  var sides: [Side] {
    let here = Side(charter: charter, section: section)
    guard let movedTo, movedTo != section else { return [here] }
    return [here, Side(charter: charter, section: movedTo)]
  }
}

/// What a rule's `for` is held against, beside the change itself.
struct MatchContext {
  let people: People
  let term: Term
  /// The opening's signer: the only proposer whom a signature proves.
  let proposer: Handle?
  var affects = Affects()
}

extension Match {
  /// A rule is about a change if it matches the old or the new side, unless `except` holds on
  /// every side that exists: moving words into an exempt section does not exempt them.
  func matches(_ atom: Atom, in context: MatchContext) -> Bool {
    guard terms.contains(context.term) else { return false }
    let sides = atom.sides
    guard sides.contains(where: { pattern.matches($0, atom.change, in: context) }) else {
      return false
    }
    guard let except else { return true }
    return !sides.allSatisfy { except.matches($0, atom.change, in: context) }
  }
}

extension Match.Pattern {
  func matches(_ side: Side, _ change: Change, in context: MatchContext) -> Bool {
    func holds<Value>(_ values: [Value], _ test: (Value) -> Bool) -> Bool {
      values.isEmpty || values.contains(where: test)
    }
    let charter = side.charter
    return holds(kinds) { $0 == charter.kind }
      && holds(changes) { $0 == change }
      && holds(teams) { $0.value == charter.team }
      && holds(roles) { $0.value == charter.role }
      && holds(paths) { $0.matches(charter.display) }
      && holds(sections) { $0.value.covers(side.section) }
      && holds(proposers) { proposer in
        guard let index = context.proposer.flatMap({ context.people.index[$0] }) else {
          return false
        }
        let affected = context.affects.of([charter])
        return context.people.bindings(of: charter, using: .all).contains { binding in
          context.people.named(proposer.value, binding, affected: affected).contains(index)
        }
      }
  }
}

extension SectionPattern {
  /// Whether the section is the one that is named, or lies below it.
  func covers(_ section: SectionPath) -> Bool { section.names.starts(with: path) }
}
