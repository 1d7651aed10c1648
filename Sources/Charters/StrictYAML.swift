internal import Yams

/// The strict subset of YAML that front matter and the policy are written in.
///
/// One document with a map at its top; no directives, markers, anchors, aliases, tags, merge keys
/// or duplicate keys.  Yams (libyaml) parses; what it accepts and we do not is refused on its
/// node tree by looking at the source where each node begins.
package enum StrictYAML {
  /// The most bytes of one front matter or policy.
  package static let byteLimit = 64 * 1024
  /// How deep lists and maps may nest.
  package static let depthLimit = 16
  /// The most scalars, lists and maps, keys included.
  package static let valueLimit = 10_000

  /// Reads the top map's entries.  Lines are counted from `firstLine`.
  ///
  /// A text of nothing but comments and blanks is an empty map.
  package static func parse(
    _ bytes: some Collection<UInt8>, firstLine: Int = 1
  ) throws(YAMLProblem) -> [YAMLEntry] {
    let source = try YAMLSource(bytes, firstLine: firstLine)
    guard let root = try compose(source) else { return [] }
    var reader = YAMLReader(source: source)
    let value = try reader.value(root, depth: 1)
    if case .map(let entries, _, _) = value { return entries }
    throw YAMLProblem(line: value.line, column: value.column, reason: .notAMap(shape: value.shape))
  }

  private static func compose(_ source: YAMLSource) throws(YAMLProblem) -> Node? {
    do {
      // The encoding is named because Yams otherwise asks an environment variable for it; the
      // basic resolver because the other matches every key against eight regular expressions.
      return try Parser(yaml: source.text, resolver: .basic, encoding: .utf8).singleRoot()
    } catch let error as YamlError {
      throw problem(error, in: source)
    } catch {
      throw source.problem(line: 1, column: 1, .syntax("it cannot be read"))
    }
  }

  private static func problem(_ error: YamlError, in source: YAMLSource) -> YAMLProblem {
    switch error {
    case .scanner(_, let text, let mark, _), .parser(_, let text, let mark, _),
      .composer(_, let text, let mark, _):
      let reason: YAMLProblem.Reason =
        text.contains("undefined alias")
        ? .alias : text.contains("nesting level") ? .tooDeep : .syntax(text)
      return source.problem(line: mark.line, column: mark.column, reason)
    case .duplicatedKeysInMapping(let keys, let context):
      return source.problem(
        line: context.mark.line, column: context.mark.column, .duplicateKey(keys.first ?? ""))
    default:
      return source.problem(line: 1, column: 1, .syntax("it cannot be read"))
    }
  }
}
