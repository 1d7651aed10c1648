internal import Yams

/// Turns a node tree of Yams into values, refusing what the strict subset leaves out.
struct YAMLReader {
  let source: YAMLSource
  private var count = 0

  init(source: YAMLSource) { self.source = source }

  mutating func value(_ node: Node, depth: Int) throws(YAMLProblem) -> YAMLValue {
    let place = try place(of: node)
    count += 1
    guard count <= StrictYAML.valueLimit else { throw problem(place, .tooManyValues) }
    guard depth <= StrictYAML.depthLimit else { throw problem(place, .tooDeep) }
    switch node {
    case .scalar(let scalar):
      return .scalar(try text(scalar, at: place))
    case .sequence(let items):
      var list: [YAMLValue] = []
      for item in items { list.append(try value(item, depth: depth + 1)) }
      return .list(list, line: place.line, column: place.column)
    case .mapping(let pairs):
      return .map(try entries(pairs, depth: depth), line: place.line, column: place.column)
    case .alias:
      throw problem(place, .alias)
    }
  }

  private mutating func entries(
    _ pairs: Node.Mapping, depth: Int
  ) throws(YAMLProblem) -> [YAMLEntry] {
    var entries: [YAMLEntry] = []
    var seen: [String: (line: Int, column: Int)] = [:]
    for pair in pairs {
      let place = try place(of: pair.key)
      guard case .scalar(let scalar) = pair.key else { throw problem(place, .keyIsNotText) }
      let key = try text(scalar, at: place)
      count += 1
      guard !key.text.isEmpty else { throw problem(place, .keyIsNotText) }
      guard key.text != "<<" else { throw problem(place, .mergeKey) }
      if let first = seen.updateValue(place, forKey: key.text) {
        throw problem(first, .duplicateKey(key.text))
      }
      entries.append(YAMLEntry(key: key, value: try value(pair.value, depth: depth + 1)))
    }
    return entries
  }

  /// Text may also hide a refused character in an escape: `"\u202e"`.
  private func text(
    _ scalar: Node.Scalar, at place: (line: Int, column: Int)
  ) throws(YAMLProblem) -> YAMLScalar {
    if let bad = CharacterRule.violations(in: scalar.string, limit: 1).first {
      throw problem(place, .character(bad.reason, bad.scalar))
    }
    return YAMLScalar(
      text: scalar.string, isQuoted: scalar.style != .plain, line: place.line,
      column: place.column)
  }

  /// The place in the file, after a look at what stands there: a node's place is that of its
  /// anchor or tag where it has one, and no other node begins with those signs.
  private func place(of node: Node) throws(YAMLProblem) -> (line: Int, column: Int) {
    guard let mark = node.mark else {
      throw source.problem(line: 1, column: 1, .syntax("a value has no place"))
    }
    let place = (mark.line + source.firstLine - 1, mark.column)
    switch source.byte(line: mark.line, column: mark.column) {
    case UInt8(ascii: "&"): throw problem(place, .anchor)
    case UInt8(ascii: "*"): throw problem(place, .alias)
    case UInt8(ascii: "!"): throw problem(place, .tag)
    default: return place
    }
  }

  private func problem(
    _ place: (line: Int, column: Int), _ reason: YAMLProblem.Reason
  ) -> YAMLProblem {
    YAMLProblem(line: place.line, column: place.column, reason: reason)
  }
}
