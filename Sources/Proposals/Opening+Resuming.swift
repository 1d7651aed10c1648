internal import Charters
internal import Evidence
internal import Git
internal import Policies

extension Opening {
  /// A proposal of the same words, reasons and author that was opened here and not gone on with, as
  /// where the program was ended in the midst of it: the same command goes on with that one.
  func resumed(_ member: Handle, _ clone: Clone, now: Timestamp) throws -> Result? {
    // A trial writes its own end into the charters, so its words are not those that were there.
    guard term == .permanent else { return nil }
    let register = ProposalRegister(clone)
    let here = try register.slugOfHead()
    for proposal in try register.open() where proposal.localHead == proposal.head {
      let message = proposal.facts.message
      guard proposal.head == proposal.facts.opening, message.member == member,
        message.term == .permanent, message.effective == effective,
        message.rationale == rationale, title == nil || message.title == title,
        message.with == Set(with.filter { $0 != member }).sorted(),
        message.affects == Set(affects).sorted(),
        try here == proposal.slug || isOn(proposal.facts.base, clone),
        try tree(clone, onto: proposal.facts.baseTree) == proposal.facts.headTree,
        let slug = Slug(title: proposal.slug), slug.text == proposal.slug
      else { continue }
      let assessment = try assess(proposal.head, clone, now: now)
      try enter(proposal.head, slug, clone)
      return Result(
        slug: slug, id: proposal.id, head: proposal.head, member: member, title: message.title,
        assessment: assessment)
    }
    return nil
  }

  /// Whether the words that are offered were written on this commit.
  private func isOn(_ commit: ObjectID, _ clone: Clone) throws -> Bool {
    switch source {
    case .revision, .files, .inverse: return commit == clone.branch.tip
    case .workingTree: break
    }
    return switch try clone.repository.head() {
    case .branch(_, let id), .detached(let id): id == commit
    case .unborn: false
    }
  }
}
