import Charters

/// A charter from its short path and its text.
func charter(_ path: String, _ text: String) throws -> CharterText {
  try CharterText(path: CharterPath("Charters/" + path), bytes: Array(text.utf8))
}

/// A member's page with a key that nobody else has.
func member(_ handle: String, _ more: String = "") throws -> CharterText {
  try charter(
    "members/\(handle).md",
    "---\nkind: member\nname: \(handle)\nkeys:\n  - ssh-ed25519 AAAAC3Nza\(handle)= x\n\(more)---\n"
  )
}

/// The findings as `path:line:column code`, short path, in order.
func brief(_ findings: [Finding]) -> [String] {
  findings.map { finding in
    let path =
      finding.path.hasPrefix("Charters/") ? String(finding.path.dropFirst(9)) : finding.path
    return "\(path):\(finding.line):\(finding.column) \(finding.code)"
  }
}
