package import Charters
package import Git
internal import Policies

extension Engine {
  /// Objections and retractions on a reference that the step of their proposal has not gathered.
  ///
  /// Looks only at proposals that a ratification or a late merge of this chain made official.
  package func leftOut(of report: Report) throws -> [(step: Int, left: Report.LeftOut)] {
    var found: [(step: Int, left: Report.LeftOut)] = []
    let folder = "refs/charter/signoffs/"
    var lying: [Substring: [ObjectID]] = [:]
    for (name, target) in try repository.references(under: folder) {
      lying[name.text.dropFirst(folder.count).prefix { $0 != "/" }, default: []].append(target)
    }
    guard !lying.isEmpty else { return [] }
    for entry in report.steps where entry.kind == .ratification || entry.kind == .late {
      guard let assessment = entry.assessment, let step = entry.step,
        let candidates = lying[Substring(assessment.proposal.id.text)]
      else { continue }
      found += try leftOut(of: assessment, among: candidates).map { (step, $0) }
    }
    return found
  }

  /// Sign-offs on any reference that rest on another history of the same founding: somebody was
  /// shown a branch that this one is not.
  package func forks(beside tip: ObjectID) throws -> [Fork] {
    let walk = try walk(tip)
    guard let judge = walk.judge, let known = walk.good?.repository else { return [] }
    var bases: [ObjectID: Bool] = [:]
    var forks: [Fork] = []
    for (name, target) in try repository.references(under: "refs/charter/signoffs/") {
      guard try repository.contains(target),
        case .signoff(let message) = try readers.commits.facts(target).role,
        judge.history.position(message.base) == nil
      else { continue }
      let base = message.base
      if bases[base] == nil {
        bases[base] = try repository.contains(base) && holds(base, for: known)
      }
      guard bases[base] == true else { continue }
      forks.append(Fork(reference: name, member: message.member, base: base))
    }
    return forks
  }

  /// Whether a commit is the tip of a proven history of this repository.
  private func holds(_ base: ObjectID, for known: RepositoryID) throws -> Bool {
    do {
      let report = try verify(base)
      return report.outcome == .valid && report.repository == known
    } catch EvidenceError.notGoverned {
      return false
    }
  }

  /// A sign-off given on another history than the one that was judged.
  package struct Fork: Hashable, Sendable {
    package let reference: ReferenceName
    package let member: Handle
    package let base: ObjectID
  }
}

extension Engine {
  /// The founding in force behind a tip and the id that it gives; nil where none is valid.
  ///
  /// Looks at the founding alone, so it costs little and proves nothing of what follows.
  package func founding(
    behind tip: ObjectID
  ) throws -> (repository: RepositoryID, branch: ReferenceName, step: StepReport)? {
    if repository.isShallow { throw EvidenceError.incomplete(.shallow) }
    let chain = try repository.firstParentChain(of: tip, limit: 2_000_000)
    let search = try FoundingSearch(readers, chain: chain.reversed())
    guard var founding = search.founding else { return nil }
    for id in chain.reversed().dropFirst(founding.index + 1)
    where try readers.commits.mayBeFounding(id) {
      founding =
        try FoundingSearch.read(id, at: 0, continuing: founding.state, readers)?.founding
        ?? founding
    }
    return (founding.state.repository, founding.state.branch, founding.report)
  }
}
