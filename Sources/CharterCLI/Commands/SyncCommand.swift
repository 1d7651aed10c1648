import ArgumentParser
import Console
import Evidence
import Git
import Policies
import Proposals

/// `charter sync`: fetch proposals and sign-offs without touching your own.
struct SyncCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: "Fetch proposals and sign-offs without touching your own.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let clone = try Clone(try session.repository())
    guard let remote = clone.remote, let news = try Syncing().sync(clone) else {
      throw Failure(
        "there is no remote to fetch from", hint: "\("git remote add origin <url>", .command)")
    }
    for proposal in news.opened {
      try session.print("new       \(proposal.slug, .identifier)  \(proposal.title)")
    }
    for proposal in news.revised {
      try session.print("revised   \(proposal.slug, .identifier)  \(proposal.title)")
    }
    for (proposal, message) in news.signoffs {
      try session.print(
        "signed    \(proposal.slug, .identifier)  \(message.member) \(message.decision.past) it")
    }
    for slug in news.ended { try session.print("ended     \(slug, .identifier)") }
    if news.opened.isEmpty, news.revised.isEmpty, news.signoffs.isEmpty, news.ended.isEmpty {
      try session.note("Nothing new.")
    }
    try finish(news, remote, session)
    return .done
  }

  private func finish(_ news: Syncing.Result, _ remote: Remote, _ session: Session) throws {
    let branch = news.clone.branch
    if branch.report.outcome != .valid {
      try session.warn("\(branch.name.shortName) does not verify: \("charter verify", .command)")
    }
    if branch.localIsAstray {
      try session.warn("your \(branch.name.shortName) holds commits that \(remote.name)'s has not")
    } else if news.behind > 0 {
      try session.hint(
        "\("git pull --ff-only", .command) on \(branch.name.shortName) brings in "
          + "\(news.behind) new \(news.behind == 1 ? "commit" : "commits")")
    }
    for proposal in news.unsentVersions {
      let name = try OpenProposal.branch(proposal.slug)
      try session.warn(
        "\(remote.name) does not have your version of \(proposal.slug): "
          + "\("git push \(remote.name) \(name):\(name)", .command)")
    }
    if !news.unsent.isEmpty {
      let specs = "'refs/charter/signoffs/*:refs/charter/signoffs/*'"
      try session.hint(
        "\(news.unsent.count) of your sign-offs are only here: "
          + "\("git push \(remote.name) \(specs)", .command)")
    }
  }
}
