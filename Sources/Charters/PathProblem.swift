/// Why a path is not a charter's, and what would be right.
package struct PathProblem: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    /// Not below `Charters/`.
    case outsideRoot
    /// More than 200 bytes.
    case tooLong
    /// A folder or file that the layout does not know.
    case notInLayout
    /// A file of a charter folder that does not end in `.md`.
    case notMarkdown
    /// A name outside `[a-z0-9][a-z0-9-]{0,38}`.
    case badName(String)
    /// `members` or `reflections` inside a team.
    case onlyAtRoot(folder: String)
    /// A policy that is not `Charters/policy.yml`.
    case policyElsewhere
  }

  package let path: String
  package let reason: Reason

  package var code: String {
    switch reason {
    case .outsideRoot: "path-outside-root"
    case .tooLong: "path-too-long"
    case .notInLayout, .onlyAtRoot, .policyElsewhere: "path-not-in-layout"
    case .notMarkdown: "path-not-markdown"
    case .badName: "path-bad-name"
    }
  }

  package var message: String {
    switch reason {
    case .outsideRoot: "this path is not below Charters/"
    case .tooLong:
      "this path has \(path.utf8.count) bytes; at most \(CharterPath.byteLimit) are allowed"
    case .notInLayout: "there is no place for this file in the layout of Charters/"
    case .notMarkdown: "a charter's file name ends in .md"
    case .badName(let name):
      "the name '\(name)' may hold only a-z, 0-9 and '-', may not begin with '-', "
        + "and has 1 to \(Handle.byteLimit) characters"
    case .onlyAtRoot(let folder): "a team has no folder '\(folder)' of its own"
    case .policyElsewhere: "the policy is Charters/policy.yml and nowhere else"
    }
  }

  /// What would be right, in one line.
  package var hint: String {
    switch reason {
    case .outsideRoot, .notInLayout:
      "use vision.md, mission.md, values.md, policy.yml, members/NAME.md, roles/NAME.md, "
        + "agreements/NAME.md, reflections/NAME.md or teams/NAME/team.md, below Charters/"
    case .tooLong: "shorten the names of the folders or of the file"
    case .notMarkdown: "rename it to end in .md"
    case .badName(let name):
      Self.slug(of: name).map { "'\($0)' would be right" } ?? "use a name such as 'support'"
    case .onlyAtRoot(let folder): "put it into Charters/\(folder)/"
    case .policyElsewhere: "move it to Charters/policy.yml"
    }
  }

  /// The nearest allowed name: lower case, everything else one hyphen.
  static func slug(of name: String) -> String? {
    var slug = ""
    for byte in name.lowercased().utf8 {
      let isPlain = Handle.isSlug([byte])
      if isPlain {
        slug.unicodeScalars.append(Unicode.Scalar(byte))
      } else if !slug.isEmpty, !slug.hasSuffix("-") {
        slug += "-"
      }
    }
    slug = String(slug.prefix(Handle.byteLimit))
    while slug.hasSuffix("-") { slug.removeLast() }
    return slug.isEmpty ? nil : slug
  }
}
