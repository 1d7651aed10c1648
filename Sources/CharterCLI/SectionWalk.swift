import Charters
import Console
import Evidence
import Git
import History
import Policies
import Proposals
import Prose

/// Shows what would be signed section by section, and asks about each.
struct SectionWalk {
  let session: Session
  let clone: Clone
  let draft: SigningOff.Draft

  /// Sections that the person does not agree with, as an objection names them, and what they said.
  struct Doubts {
    var sections: [String] = []
    var reasons: [String] = []
  }

  /// Nil where the person stopped.
  func walk() throws -> Doubts? {
    guard session.prompt.canAsk else {
      throw Failure(
        "nobody is there to look at the sections", facts: ["--interactive needs a terminal"],
        hint: "\("charter diff \(draft.proposal.slug)", .command) shows them all", status: .usage)
    }
    let base = try clone.repository.commit(draft.base).tree
    let files = try TreeComparison(clone.engine, from: base, to: draft.tree).files
      .flatMap(\.bySection)
    var doubts = Doubts()
    for (number, file) in files.enumerated() {
      try session.print("\("\(number + 1) of \(files.count)", .dim)")
      let screen = ComparisonScreen(
        [file], terminal: session.output.terminal, view: RedlineView(isStrict: true))
      try session.output.write(screen.text + "\n")
      guard let agrees = try session.prompt.confirm("Is this right?") else { return nil }
      guard !agrees else { continue }
      doubts.sections += named(file)
      if let reason = try session.prompt.line("What would go wrong?") {
        doubts.reasons.append("\(file.sections.map(\.name).joined(separator: ", ")): \(reason)")
      }
    }
    return doubts
  }

  /// The sections as sign-offs name them. A redline may see a section as moved where evidence sees
  /// another order: then the doubt is about all that changed in the charter.
  private func named(_ file: FileComparison) -> [String] {
    let atoms = draft.atoms.filter { $0.charter.display == file.path }
    let shown = Set(file.sections.flatMap { [$0.name, $0.oldName].compactMap(\.self) })
    let meant = atoms.filter { shown.contains("\($0.section)") }
    return (meant.isEmpty ? atoms : meant).map { "\(file.path)#\($0.section)" }
  }
}
