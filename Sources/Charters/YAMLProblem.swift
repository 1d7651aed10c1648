/// Why a text is not strict YAML, and where.
package struct YAMLProblem: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    case notUTF8
    case tooLong(bytes: Int)
    case tooDeep
    case tooManyValues
    /// More signs of keys that are lists or maps than anybody needs.
    case tooIntricate
    case character(CharacterRule.Class, Unicode.Scalar)
    /// `%` at the beginning of a line.
    case directive
    /// `---` or `...`.
    case documentMarker
    /// `&name`
    case anchor
    /// `*name`
    case alias
    /// `!tag`
    case tag
    /// `<<`
    case mergeKey
    /// The place is that of the first of them.
    case duplicateKey(String)
    /// A key that is empty, a list or a map.
    case keyIsNotText
    case notAMap(shape: String)
    /// What libyaml says of everything else.
    case syntax(String)
  }

  package let line: Int
  package let column: Int
  package let reason: Reason

  package init(line: Int, column: Int, reason: Reason) {
    self.line = line
    self.column = column
    self.reason = reason
  }

  package var code: String {
    switch reason {
    case .notUTF8: "not-utf-8"
    case .tooLong: "yaml-too-long"
    case .tooDeep: "yaml-too-deep"
    case .tooManyValues: "yaml-too-many-values"
    case .tooIntricate: "yaml-too-intricate"
    case .character(let reason, _): reason.rawValue
    case .directive: "yaml-directive"
    case .documentMarker: "yaml-document-marker"
    case .anchor: "yaml-anchor"
    case .alias: "yaml-alias"
    case .tag: "yaml-tag"
    case .mergeKey: "yaml-merge-key"
    case .duplicateKey: "yaml-duplicate-key"
    case .keyIsNotText: "yaml-key-not-text"
    case .notAMap: "yaml-not-a-map"
    case .syntax: "yaml-syntax"
    }
  }

  package var message: String {
    switch reason {
    case .notUTF8: "this is not UTF-8 text"
    case .tooLong(let bytes):
      "this YAML has \(bytes) bytes; at most \(StrictYAML.byteLimit) are allowed"
    case .tooDeep: "lists and maps are nested more than \(StrictYAML.depthLimit) deep"
    case .tooManyValues: "there are more than \(StrictYAML.valueLimit) values"
    case .tooIntricate: "there are too many '? ', ']:' or '}:' here"
    case .character(_, let scalar):
      "the character \(CharacterFinding.name(of: scalar)) is not allowed"
    case .directive: "a line may not begin with '%'"
    case .documentMarker: "'---' and '...' may not stand inside the YAML"
    case .anchor: "anchors (&name) are not allowed"
    case .alias: "aliases (*name) are not allowed"
    case .tag: "tags (!name) are not allowed"
    case .mergeKey: "merge keys (<<) are not allowed"
    case .duplicateKey(let key): "the key '\(key)' is here more than once"
    case .keyIsNotText: "a key must be plain text"
    case .notAMap(let shape): "expected 'key: value' lines, found \(shape)"
    case .syntax(let problem): "this is not valid YAML: \(problem)"
    }
  }

  package var hint: String? {
    switch reason {
    case .anchor, .alias, .mergeKey: "write the value out at each place"
    case .tag: "leave the '!…' out, or put the text in quotes"
    case .directive: "put the text in quotes"
    case .duplicateKey: "join them into one"
    case .tooDeep: "use fewer levels"
    case .notAMap: "write, for example, 'title: Night shift'"
    case .syntax: "put text that holds ': ' or ' #' or begins with a sign in quotes"
    default: nil
    }
  }
}
