/// The words of a text: maximal runs of anything but white space.
package func words(_ text: some StringProtocol) -> [Substring] {
  Substring(text).split(whereSeparator: \.isWhitespace)
}

/// Which words stayed, went and came between two texts. White space is no word, so a paragraph
/// that was only wrapped anew has no change.
package struct WordDiff: Sendable {
  package enum Operation: Hashable, Sendable {
    case equal
    case delete
    case insert
  }

  /// Words that share an operation. In a replacement what went stands before what came.
  package struct Run: Hashable, Sendable {
    package let operation: Operation
    package let words: [Substring]
  }

  /// Edits of one text that are searched for; texts further apart are shown replaced.
  package static let mostEdits = 1000

  /// In reading order; neighbours differ in their operation.
  package let runs: [Run]
  /// The texts are so different that the middle is shown replaced as a whole.
  package let isApproximate: Bool

  package var hasChanges: Bool { runs.contains { $0.operation != .equal } }

  package init(old: some StringProtocol, new: some StringProtocol) {
    let (before, after) = (words(old), words(new))
    var numbers: [Substring: Int] = [:]
    func numbered(_ words: [Substring]) -> [Int] {
      words.map { word in
        let number = numbers[word] ?? numbers.count
        numbers[word] = number
        return number
      }
    }
    let (left, right) = (numbered(before), numbered(after))
    let head = zip(left, right).prefix { $0 == $1 }.count
    let most = min(left.count, right.count) - head
    let tail = zip(left.reversed(), right.reversed()).prefix { $0 == $1 }.prefix(most).count
    let script = ShortestEdit(
      Array(left[head..<left.count - tail]), Array(right[head..<right.count - tail]),
      mostEdits: Self.mostEdits)

    var collector = Collector(old: before, new: after)
    collector.keep(head)
    for step in script.steps ?? [] {
      collector.add(step)
    }
    if script.steps == nil {
      for _ in head..<left.count - tail { collector.add(.delete) }
      for _ in head..<right.count - tail { collector.add(.insert) }
    }
    collector.keep(tail)
    runs = collector.finished()
    isApproximate = script.steps == nil
  }
}

/// Gathers single steps into runs.
private struct Collector {
  private var old: ArraySlice<Substring>
  private var new: ArraySlice<Substring>
  private var runs: [WordDiff.Run] = []
  private var kept: [Substring] = []
  private var deleted: [Substring] = []
  private var inserted: [Substring] = []

  init(old: [Substring], new: [Substring]) {
    self.old = old[...]
    self.new = new[...]
  }

  mutating func keep(_ count: Int) {
    for _ in 0..<count { add(.equal) }
  }

  mutating func add(_ step: WordDiff.Operation) {
    switch step {
    case .equal:
      if !deleted.isEmpty || !inserted.isEmpty { flushChange() }
      old.removeFirst()
      kept.append(new.removeFirst())
    case .delete:
      if !kept.isEmpty { flushKept() }
      deleted.append(old.removeFirst())
    case .insert:
      if !kept.isEmpty { flushKept() }
      inserted.append(new.removeFirst())
    }
  }

  mutating func finished() -> [WordDiff.Run] {
    flushChange()
    flushKept()
    return runs
  }

  private mutating func flushKept() {
    append(.equal, kept)
    kept = []
  }

  private mutating func flushChange() {
    append(.delete, deleted)
    append(.insert, inserted)
    deleted = []
    inserted = []
  }

  private mutating func append(_ operation: WordDiff.Operation, _ words: [Substring]) {
    guard !words.isEmpty else { return }
    runs.append(WordDiff.Run(operation: operation, words: words))
  }
}

/// The shortest way from one row to another by deletions and insertions (Myers, "An O(ND)
/// difference algorithm", 1986, the greedy form).
private struct ShortestEdit {
  /// Nil where more edits than the bound are needed.
  let steps: [WordDiff.Operation]?

  init(_ old: [Int], _ new: [Int], mostEdits: Int) {
    let bound = min(old.count + new.count, mostEdits)
    // furthest[k + bound + 1]: how far into `old` the diagonal k = x − y has been followed.
    var furthest = [Int](repeating: 0, count: 2 * bound + 3)
    var history: [[Int]] = []
    for edits in 0...bound {
      history.append(Array(furthest[(bound + 1 - edits)...(bound + 1 + edits)]))
      for diagonal in stride(from: -edits, through: edits, by: 2) {
        let place = diagonal + bound + 1
        let goesDown =
          diagonal == -edits
          || (diagonal != edits && furthest[place - 1] < furthest[place + 1])
        var x = goesDown ? furthest[place + 1] : furthest[place - 1] + 1
        while x < old.count, x - diagonal < new.count, old[x] == new[x - diagonal] { x += 1 }
        furthest[place] = x
        if x >= old.count, x - diagonal >= new.count {
          steps = Self.steps(back: history, from: (old.count, new.count))
          return
        }
      }
    }
    steps = nil
  }

  /// Walks back through the states in which each number of edits began.
  private static func steps(back history: [[Int]], from end: (Int, Int)) -> [WordDiff.Operation] {
    var steps: [WordDiff.Operation] = []
    var (x, y) = end
    for edits in history.indices.reversed().dropLast() {
      let state = history[edits]
      func reached(_ diagonal: Int) -> Int { state[diagonal + edits] }
      let diagonal = x - y
      let goesDown =
        diagonal == -edits
        || (diagonal != edits && reached(diagonal - 1) < reached(diagonal + 1))
      let start = goesDown ? reached(diagonal + 1) : reached(diagonal - 1) + 1
      while x > start {
        steps.append(.equal)
        x -= 1
        y -= 1
      }
      steps.append(goesDown ? .insert : .delete)
      if goesDown { y -= 1 } else { x -= 1 }
    }
    steps += repeatElement(.equal, count: x)
    return steps.reversed()
  }
}
