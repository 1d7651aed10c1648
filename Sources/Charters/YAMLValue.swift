/// A value with the place in its file that it was read at.
package struct Located<Value> {
  package let value: Value
  /// From 1, counted in the file and not only in its front matter.
  package let line: Int
  /// From 1, in Unicode scalars.
  package let column: Int

  package init(_ value: Value, line: Int, column: Int) {
    self.value = value
    self.line = line
    self.column = column
  }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}

/// What strict YAML can say: text, lists and maps, each with its place.
///
/// Scalars are text; whoever reads a field gives it its type, so `no`, `on` and `2.0` never
/// surprise.
package indirect enum YAMLValue: Hashable, Sendable {
  case scalar(YAMLScalar)
  case list([YAMLValue], line: Int, column: Int)
  case map([YAMLEntry], line: Int, column: Int)

  package var line: Int {
    switch self {
    case .scalar(let scalar): scalar.line
    case .list(_, let line, _), .map(_, let line, _): line
    }
  }

  package var column: Int {
    switch self {
    case .scalar(let scalar): scalar.column
    case .list(_, _, let column), .map(_, _, let column): column
    }
  }

  /// The text, where this is a scalar.
  package var scalar: YAMLScalar? {
    if case .scalar(let scalar) = self { scalar } else { nil }
  }

  /// The items, where this is a list.
  package var list: [YAMLValue]? {
    if case .list(let items, _, _) = self { items } else { nil }
  }

  /// The entries in the order of the file, where this is a map.
  package var map: [YAMLEntry]? {
    if case .map(let entries, _, _) = self { entries } else { nil }
  }

  /// Nothing was written: `key:` with no value.  `""` and `null` are text.
  package var isEmpty: Bool {
    if case .scalar(let scalar) = self { scalar.text.isEmpty && !scalar.isQuoted } else { false }
  }

  /// The value under a key, where this is a map that has it.
  package subscript(key: String) -> YAMLValue? { map?.first { $0.key.text == key }?.value }

  /// `text`, `a list` or `a map`, for messages.
  package var shape: String {
    switch self {
    case .scalar: isEmpty ? "nothing" : "text"
    case .list: "a list"
    case .map: "a map"
    }
  }
}

/// A scalar's text, whatever it looks like.
package struct YAMLScalar: Hashable, Sendable {
  package let text: String
  /// Written in quotes, or as a block (`|`, `>`).
  package let isQuoted: Bool
  package let line: Int
  package let column: Int

  package init(text: String, isQuoted: Bool, line: Int, column: Int) {
    self.text = text
    self.isQuoted = isQuoted
    self.line = line
    self.column = column
  }

  package var located: Located<String> { Located(text, line: line, column: column) }
}

/// One `key: value` of a map.
package struct YAMLEntry: Hashable, Sendable {
  package let key: YAMLScalar
  package let value: YAMLValue

  package init(key: YAMLScalar, value: YAMLValue) {
    self.key = key
    self.value = value
  }
}
