internal import Prose

extension CharterText {
  /// The charter's bytes with one more entry under `experiments:`; nil where there is no front
  /// matter, or a list that is not written entry by entry, so that nothing else is re-written.
  package func addingExperiment(
    _ sections: [SectionPath], until: Day, plan: Experiment.Plan, sponsor: Handle
  ) -> [UInt8]? {
    guard let outline, let inside = outline.frontMatterInside else { return nil }
    let entry = Self.lines(sections, until: until, plan: plan, sponsor: sponsor)
    var bytes = self.bytes
    guard let field = field("experiments") else {
      let end = inside.upperBound
      let isOpen = end > 0 && bytes[end - 1] != UInt8(ascii: "\n")
      bytes.insert(contentsOf: Array("\(isOpen ? "\n" : "")experiments:\n\(entry)".utf8), at: end)
      return bytes
    }
    guard !experiments.isEmpty else {
      bytes.replaceSubrange(field.range, with: Array("experiments:\n\(entry)".utf8))
      return bytes
    }
    let written = String(decoding: bytes[field.range], as: UTF8.self).split(separator: "\n")
    guard written.contains(where: { $0.hasPrefix("  - ") }) else { return nil }
    bytes.insert(contentsOf: Array(entry.utf8), at: field.range.upperBound)
    return bytes
  }

  private static func lines(
    _ sections: [SectionPath], until: Day, plan: Experiment.Plan, sponsor: Handle
  ) -> String {
    var names = sections.map(\.description)
    // A charter that is tried as a whole names all its fields at once.
    if sections.count(where: { $0.names.first == "(settings)" }) > 2 {
      names.removeAll { $0.hasPrefix("(settings)") }
      names.append("(settings)")
    }
    let list = names.map(quoted).joined(separator: ", ")
    let said = [
      ("hypothesis", plan.hypothesis), ("measure", plan.measure), ("limit", plan.limit),
    ].compactMap { name, words in words.map { "    \(name): \(quoted($0))\n" } }
    return "  - sections: [\(list)]\n    until: \(until)\n\(said.joined())    sponsor: \(sponsor)\n"
  }

  /// A YAML scalar in double quotes, whatever it holds.
  private static func quoted(_ text: String) -> String {
    let escaped = text.reduce(into: "") { result, character in
      if character == "\"" || character == "\\" { result.append("\\") }
      result.append(character.isNewline ? " " : character)
    }
    return "\"\(escaped)\""
  }
}
