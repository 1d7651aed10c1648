import Charters

/// A small machine that reads a path byte by byte: a glob, or all places of one kind of charter.
///
/// With both written the same way, whether a glob can fit any charter of a kind is a walk over
/// pairs of states, exact and small.
struct PathAutomaton: Sendable {
  enum Symbol: Hashable, Sendable {
    case byte(UInt8)
    /// Any byte within a name.
    case nameByte
    /// A byte with which a name may begin.
    case nameStart
    case notSlash
    case any

    func contains(_ byte: UInt8) -> Bool {
      switch self {
      case .byte(let own): own == byte
      case .nameByte: byte == UInt8(ascii: "-") || Symbol.nameStart.contains(byte)
      case .nameStart: Handle(String(UnicodeScalar(byte))) != nil
      case .notSlash: byte != UInt8(ascii: "/")
      case .any: true
      }
    }

    /// Whether some byte is in both.
    func meets(_ other: Symbol) -> Bool {
      if case .byte(let byte) = self { return other.contains(byte) }
      if case .byte(let byte) = other { return contains(byte) }
      return true
    }
  }

  private var edges: [[(symbol: Symbol, to: Int)]] = [[]]
  /// Steps that read nothing.
  private var skips: [[Int]] = [[]]
  /// The state in which building goes on, and in the end the one that accepts.
  private var end = 0

  private mutating func newState() -> Int {
    edges.append([])
    skips.append([])
    return edges.count - 1
  }

  private mutating func read(_ symbol: Symbol) {
    let next = newState()
    edges[end].append((symbol, next))
    end = next
  }

  private mutating func read(_ text: some StringProtocol) {
    for byte in text.utf8 { read(.byte(byte)) }
  }

  /// Any number of times.
  private mutating func loop(_ symbol: Symbol) {
    let next = newState()
    skips[end].append(next)
    edges[next].append((symbol, next))
    end = next
  }

  private mutating func readName() {
    read(.nameStart)
    loop(.nameByte)
  }

  /// What is built within may be read any number of times.
  private mutating func repeated(_ build: (inout PathAutomaton) -> Void) {
    let start = newState()
    skips[end].append(start)
    end = start
    build(&self)
    skips[end].append(start)
    end = start
  }

  private init() {}

  init(glob: String) {
    self.init()
    var rest = glob.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "?"): read(.notSlash)
      case UInt8(ascii: "*"):
        guard rest.first == UInt8(ascii: "*") else {
          loop(.notSlash)
          continue
        }
        rest.removeFirst()
        if rest.first == UInt8(ascii: "/") {
          rest.removeFirst()
          repeated {
            $0.loop(.notSlash)
            $0.read("/")
          }
        } else {
          loop(.any)
        }
      default: read(.byte(byte))
      }
    }
  }

  /// Every place below `Charters/` where a charter of the kind may lie.
  init(placesOf kind: Kind) {
    self.init()
    let teams: (inout PathAutomaton) -> Void = {
      $0.read("teams/")
      $0.readName()
      $0.read("/")
    }
    switch kind {
    case .vision, .mission, .values:
      repeated(teams)
      read("\(kind.rawValue).md")
    case .team:
      teams(&self)
      repeated(teams)
      read("team.md")
    case .role, .agreement:
      repeated(teams)
      read("\(kind.rawValue)s/")
      readName()
      read(".md")
    case .member, .reflection:
      read("\(kind.rawValue)s/")
      readName()
      read(".md")
    case .policy: read("policy.yml")
    }
  }

  private func closure(_ states: Set<Int>) -> Set<Int> {
    var reached = states
    var queue = Array(states)
    while let state = queue.popLast() {
      for next in skips[state] where reached.insert(next).inserted { queue.append(next) }
    }
    return reached
  }

  func accepts(_ path: some StringProtocol) -> Bool {
    var states = closure([0])
    for byte in path.utf8 {
      states = closure(
        Set(states.flatMap { edges[$0].filter { $0.symbol.contains(byte) }.map(\.to) }))
    }
    return states.contains(end)
  }

  /// Whether some path is read by both.
  func meets(_ other: PathAutomaton) -> Bool {
    var reached: Set<[Int]> = [[0, 0]]
    var queue = [[0, 0]]
    while let pair = queue.popLast() {
      let (mine, theirs) = (pair[0], pair[1])
      if mine == end, theirs == other.end { return true }
      var next = skips[mine].map { [$0, theirs] } + other.skips[theirs].map { [mine, $0] }
      for edge in edges[mine] {
        next += other.edges[theirs].filter { edge.symbol.meets($0.symbol) }.map {
          [edge.to, $0.to]
        }
      }
      for pair in next where reached.insert(pair).inserted { queue.append(pair) }
    }
    return false
  }
}

extension PathPattern {
  /// Whether the glob fits the whole path, which is given without `Charters/`.
  func matches(_ path: String) -> Bool { automaton.accepts(path) }

  /// Whether some charter of the kind lies where the glob fits.
  func canMatch(_ kind: Kind) -> Bool {
    automaton.meets(PathAutomaton(placesOf: kind))
  }
}
