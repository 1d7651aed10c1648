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
        return context.people.named(proposer.value, Binding(of: charter)).contains(index)
      }
  }
}

extension SectionPattern {
  /// Whether the section is the one that is named, or lies below it.
  func covers(_ section: SectionPath) -> Bool { section.names.starts(with: path) }
}

extension SectionPath {
  /// The section as a rule names it.
  var names: [String] {
    switch self {
    case .intro: ["(intro)"]
    case .section(let path): path
    case .order(let path): path + ["(order)"]
    case .field(let name): ["(settings)", name]
    case .policy: ["(policy)"]
    }
  }
}

extension PathPattern {
  /// Whether the glob fits the whole path, which is given without `Charters/`.
  func matches(_ path: String) -> Bool {
    var positions: Set<Int> = [0]
    let path = Array(path.utf8)
    for piece in pieces {
      var next: Set<Int> = []
      for start in positions {
        switch piece {
        case .byte(let byte):
          if start < path.count, path[start] == byte { next.insert(start + 1) }
        case .oneCharacter:
          if start < path.count, path[start] != UInt8(ascii: "/") { next.insert(start + 1) }
        case .withinName:
          var end = start
          next.insert(end)
          while end < path.count, path[end] != UInt8(ascii: "/") {
            end += 1
            next.insert(end)
          }
        case .folders:
          next.insert(start)
          for end in start..<path.count where path[end] == UInt8(ascii: "/") {
            next.insert(end + 1)
          }
        case .anything:
          next.formUnion(start...path.count)
        }
      }
      positions = next
    }
    return positions.contains(path.count)
  }

  enum Piece: Hashable {
    case byte(UInt8)
    /// `?`
    case oneCharacter
    /// `*`
    case withinName
    /// `**/`: any folders, or none.
    case folders
    /// `**` at the end.
    case anything
  }

  var pieces: [Piece] {
    var pieces: [Piece] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "?"): pieces.append(.oneCharacter)
      case UInt8(ascii: "*"):
        guard rest.first == UInt8(ascii: "*") else {
          pieces.append(.withinName)
          continue
        }
        rest.removeFirst()
        if rest.first == UInt8(ascii: "/") {
          rest.removeFirst()
          pieces.append(.folders)
        } else {
          pieces.append(.anything)
        }
      default: pieces.append(.byte(byte))
      }
    }
    return pieces
  }
}
