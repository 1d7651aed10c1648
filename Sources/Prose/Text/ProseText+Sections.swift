extension ProseText {
  /// The section of every block: `Accountabilities`, `Policies > Holidays`, `(intro)`,
  /// `(settings) > lead`.
  package var sectionNames: [String] {
    var names: [String] = []
    var stack: [(level: Int, title: String)] = []
    var seen: [String: Int] = [:]
    var name = "(intro)"
    var hasTitle = false
    for (index, block) in blocks.enumerated() {
      if case .setting(let field) = block.kind {
        // The lines around the fields belong to the first and the last of them.
        let own = field ?? (index == 0 ? fields.indices.first : fields.indices.last)
        names.append(own.map { Redline.settings + fields[$0] } ?? "(settings)")
        continue
      }
      if let level = block.headingLevel, block.nesting.isEmpty {
        if level == 1, !hasTitle, stack.isEmpty {
          hasTitle = true
          names.append(name)
          continue
        }
        stack.removeAll { $0.level >= level }
        stack.append((level, title(of: block)))
        let path = stack.map(\.title).joined(separator: " > ")
        seen[path, default: 0] += 1
        name = seen[path] == 1 ? path : "\(path) (\(seen[path] ?? 0))"
      }
      names.append(name)
    }
    return names
  }
}
