import Charters
import Console
import Evidence
import Git
import Proposals

extension Failure {
  /// Why an act could not be done.
  init(act error: ActError) {
    switch error {
    case .noIdentity, .unusableIdentity, .notAMember: self = .who(error)
    case .notFounded, .alreadyFounded, .bareRepository, .astray, .unmended, .unproven,
      .wrongBranch, .unfinished, .conflictedFiles:
      self = .place(error)
    case .nothingChanged, .unusableTitle, .noRationale, .unusableRationale, .content, .refused,
      .unknownHandle, .affectsNobody, .noEnd, .endHasPassed, .noPlaceForTrial,
      .trialSaidAlready, .noSuchStep, .changedNothing:
      self = .words(error)
    default: self = .proposal(error)
    }
  }

  /// Two sides changed the same words.
  ///
  /// - Parameter choice: whether both are in the working tree now; nil where that was not wanted.
  init(conflicts: ProposalMerge.Conflicts, choice: Updating.Choice? = nil) {
    var facts = conflicts.all.flatMap { ConflictLines($0, parties: conflicts.parties).lines }
    let hint: Text
    switch choice {
    case .marked:
      facts.append("both are in your files now, marked where they meet")
      hint =
        "edit the files, \("git add Charters", .command), then \("charter revise", .command); "
        + "\("git merge --abort", .command) leaves all as it was"
    case .elsewhere(let slug, let branch):
      hint =
        "\("git switch \(branch.shortName)", .command), then \("charter update \(slug)", .command) "
        + "puts both into your files"
    case .refused(let message):
      facts += message.split(separator: "\n").map { "\($0)" }
      hint = "\("git stash", .command) puts your edits aside, then \("charter update", .command)"
    case nil:
      hint = "\("charter update", .command) on the proposal's branch puts both into your files"
    }
    self.init(
      "both sides changed the same words, so somebody has to choose", facts: facts, hint: hint)
  }

  /// The remote, or a hook of it, said no to a step.
  init(refusedBy remote: Remote?, _ words: String) {
    self.init(
      "\(remote?.name ?? "the remote") refused it, and nothing has changed here either",
      facts: words.split(separator: "\n").map { "\($0)" }, status: .no)
  }

  /// The remote could not be asked.
  init(unreached remote: Remote?, _ words: String) {
    self.init(
      "\(remote?.name ?? "the remote") could not be reached, and nothing has changed here either",
      facts: words.split(separator: "\n").map { "\($0)" },
      hint: "try again, or \("--no-push", .command) keeps it in this clone")
  }

  /// A file for which `Charters/` has no place.
  init(path problem: PathProblem) {
    self.init(
      "no charter can lie there", facts: ["\(problem.path): \(problem.message)"],
      hint: "\(problem.hint)", status: .usage)
  }

  private static func who(_ error: ActError) -> Failure {
    switch error {
    case .notAMember(let fingerprint, let key, let members):
      let names = members.map(\.text).joined(separator: ", ")
      return Failure(
        "your signing key belongs to no member here",
        facts: ["your key: \(fingerprint)", "\(key)", "members: \(names)"],
        hint: "\("charter join", .command) prints the line with which a member can add you",
        status: .noIdentity)
    case .unusableIdentity(let text):
      return Failure(
        "your name or address holds a character that a signature may not have",
        facts: ["\(text)"], hint: "\("git config --global user.name \"Your Name\"", .command)",
        status: .noIdentity)
    default:
      return Failure(
        "git does not know who you are",
        facts: [
          "\("git config --global user.name \"Your Name\"", .command)",
          "\("git config --global user.email you@example.org", .command)",
        ], hint: "run both commands, with your own name and address", status: .noIdentity)
    }
  }

  private static func place(_ error: ActError) -> Failure {
    switch error {
    case .notFounded:
      return Failure(
        "no charters have been founded here",
        hint: "\("charter init", .command) founds them; in a fresh clone: "
          + "\("git fetch", .command)")
    case .alreadyFounded(let id):
      return Failure(
        "charters have been founded here already", facts: ["repository \(id.grouped)"],
        hint: "\("charter propose -m \"why\"", .command) changes them")
    case .bareRepository:
      return Failure(
        "this repository has no working tree", hint: "run this in a clone of it")
    case .astray(let branch, let remote):
      let name = branch.shortName
      return Failure(
        "your \(name) holds commits that \(remote)'s has not and that nobody approved",
        facts: ["offer what they change as a proposal, then set your \(name) back:"],
        hint: "\("charter propose -m \"why\" --from \(name)", .command), then "
          + "\("git branch -f \(name) \(remote)/\(name)", .command)")
    case .unmended(let commits, _): return unmended(commits)
    case .unproven(let report): return unproven(report)
    case .wrongBranch(let now, let wanted):
      return Failure(
        "you are on \(now), and this starts from \(wanted)",
        hint: "\("git switch \(wanted)", .command) keeps your edits")
    case .conflictedFiles(let paths):
      return Failure(
        "files are still in conflict", facts: paths.prefix(10).map { "\($0)" },
        hint: "edit them, then \("git add", .command) them")
    default:
      return Failure("something else is under way in this repository")
    }
  }

  private static func unmended(_ commits: [ObjectID]) -> Failure {
    Failure(
      "charters were changed without approval, and that must be mended first",
      facts: commits.prefix(5).map { "changed by \($0.hex.prefix(10))" }
        + [
          "was it approved as a proposal all the same? "
            + "\("charter ratify PROPOSAL --late \(commits.first?.hex.prefix(10) ?? "")", .command)"
        ],
      hint: "\("charter restore", .command) brings the approved words back; "
        + "\("charter verify", .command) says more", status: .unratified)
  }

  private static func unproven(_ report: Report) -> Failure {
    let facts = report.warnings.map { "\($0)" as Text }
    switch report.outcome {
    case .rollback:
      return Failure(
        "this history is not the one that this clone has verified before", facts: facts,
        hint: "\("charter verify", .command) says more", status: .rollback)
    case .incomplete:
      return Failure("this copy is cut short", facts: facts, status: .incomplete)
    default:
      let problems = report.steps.flatMap(\.problems).prefix(5).map { "\($0.message)" as Text }
      return Failure(
        "the founding does not hold", facts: problems,
        hint: "\("charter verify", .command) says more", status: .no)
    }
  }

  private static func words(_ error: ActError) -> Failure {
    switch error {
    case .nothingChanged:
      return Failure(
        "no charter is changed", hint: "edit a file under Charters/, then run this again")
    case .unusableTitle(let title):
      return Failure(
        "this title cannot be used",
        facts: ["\(title)", "a title is one line of 1 to 100 characters, all of them visible"])
    case .noRationale:
      return Failure(
        "a proposal needs its reasons", hint: "\("-m \"why\"", .command) gives them")
    case .unusableRationale:
      return Failure(
        "these words cannot be recorded",
        facts: [
          "no line may begin with Charter-, and every character must be one that people see"
        ])
    case .content(let findings):
      let shown = findings.prefix(20).map { "\($0.description)" as Text }
      let more = findings.count - shown.count
      return Failure(
        "these charters cannot be taken as they are",
        facts: shown + (more > 0 ? ["and \(more) more"] : []),
        hint: findings.first?.hint.map { "\($0)" } ?? "\("charter lint", .command) shows them all")
    case .refused(let problems, let branch):
      let wayOut = problems.first?.code.command(branch.shortName)
      return Failure(
        "this cannot be done", facts: problems.prefix(10).map { "\($0.message)" },
        hint: wayOut.map { Text($0, .command) }, status: .no)
    case .unknownHandle(let text):
      return Failure("nobody here is called \(text)")
    default: return terms(error)
    }
  }

  private static func terms(_ error: ActError) -> Failure {
    switch error {
    case .affectsNobody(let text):
      return Failure(
        "\(text) names nobody who could be affected",
        hint: "write a handle, \"team support\" or \"role triage\"", status: .usage)
    case .noEnd(let term):
      return Failure("an \(term) says until when", hint: "\("--\(term) 2026-12-31", .command)")
    case .endHasPassed(let day):
      return Failure("\(day.text) has passed already", hint: "choose a later day")
    case .noPlaceForTrial(let path):
      return Failure(
        "\(path) has no place where what is tried could be written",
        facts: [
          "write it by hand, between the two lines --- at its top:", "experiments:",
          "  - sections: [Purpose]", "    until: 2026-12-31",
        ])
    case .trialSaidAlready:
      return Failure(
        "the charters say under 'experiments:' already what is tried in them",
        hint: "write the hypothesis, measure, limit and sponsor there, and leave out the flags")
    case .noSuchStep(let step, let last):
      return Failure(
        "there is no step \(step)", facts: ["the last one is \(last)"],
        hint: "\("charter log", .command) lists them")
    case .changedNothing(let step):
      return Failure(
        "step \(step) changed no words that could be taken back",
        hint: "\("charter log", .command) says what it was")
    default: return Failure("this cannot be done")
    }
  }

  private static func proposal(_ error: ActError) -> Failure {
    func known(_ slugs: [String]) -> [Text] {
      slugs.isEmpty ? ["no proposal is open"] : ["open: \(slugs.joined(separator: ", "))"]
    }
    switch error {
    case .noSuchProposal(let name, let slugs):
      let near = Spelling.nearest(to: name, in: slugs)
      return Failure(
        "there is no open proposal \(name)", facts: known(slugs),
        hint: near.map { "did you mean \($0, .command)?" }
          ?? "\("charter sync", .command) fetches new ones")
    case .ambiguousProposal(let name, let slugs):
      return Failure("\(name) could be several proposals", facts: known(slugs))
    case .noProposalHere(let slugs):
      return Failure(
        "say which proposal", facts: known(slugs),
        hint: slugs.first.map { "for example: \($0, .command)" })
    case .unreadableProposal(let slug, let problems):
      return Failure(
        "\(slug) cannot be read as a proposal", facts: problems.map { "\($0.message)" },
        status: .no)
    case .endedProposal(let slug, let step):
      return Failure(
        "\(slug) has ended already", facts: step.map { ["it ended with step \($0)"] } ?? [],
        hint: "\("charter log", .command) shows how")
    case .behindRemote(let slug, let remote):
      return Failure(
        "somebody added a version to \(slug) that you have not",
        hint: "\("git switch proposals/\(slug)", .command), "
          + "\("git merge --ff-only --autostash \(remote)/proposals/\(slug)", .command), then again"
      )
    case .handmade(let slug, let head):
      return Failure(
        "your branch of \(slug) holds commits that no member signed as part of it",
        facts: ["\("git reset --keep \(head.hex.prefix(10))", .command) leaves them aside"],
        hint: "\("charter revise -m \"what\"", .command) on that branch offers what they change")
    case .editsOnOrphans(let slug):
      return Failure(
        "nobody answers for the newest version of \(slug), and your edits stand on it",
        hint: "\("git stash", .command) puts them aside, \("charter revise", .command) takes that "
          + "version back, \("git stash pop", .command) brings them again")
    case .broughtInSince(let slug):
      return Failure(
        "what nobody answers for in \(slug) cannot be taken back by itself",
        facts: ["what was decided since was brought in after it"],
        hint: "\("charter propose -m \"why\" --from proposals/\(slug)", .command) offers it anew")
    case .noSuchSection(let name, let sections):
      return Failure(
        "\(name) is not among what this proposal changes",
        facts: sections.map { "\($0)" })
    case .noReason:
      return Failure(
        "an objection needs its reason", hint: "\("-m \"what would go wrong\"", .command) gives it")
    case .keyTooNew(let slug, let fingerprint):
      return Failure(
        "your key was not listed yet where this version begins, so your approval would not count",
        facts: ["your key: \(fingerprint)"],
        hint: "\("charter update \(slug)", .command) brings it up to date; then approve",
        status: .no)
    case .tooManySignoffs(let limit):
      return Failure("you have signed this proposal \(limit) times, which is the most")
    case .noSuchObjection(let text, let open):
      return Failure(
        "\(text) is no open objection to this proposal",
        facts: open.map { "\($0.id): \($0.member) objects" },
        hint: open.first.map { "\("--despite \($0.id)", .command)" })
    case .notADeputy(let principal, let known):
      return Failure(
        "you may not sign for \(principal)",
        facts: [
          known.isEmpty
            ? "nobody is named under deputies: in members/\(principal).md, or their time is over"
            : "deputies now: \(known.map(\.text).joined(separator: ", "))"
        ], status: .no)
    case .nothingToRetract:
      return Failure("there is nothing of yours to take back on this proposal")
    case .nothingToMend:
      return Failure(
        "that commit is no change without approval that waits to be mended",
        hint: "\("charter verify", .command) lists them")
    case .git(let command, let message):
      return Failure(lockIn: message)
        ?? Failure(
          "\(Self.verb(of: command)) failed",
          facts: message.split(separator: "\n").map { "\($0)" })
    default:
      return .bug("\(String(describing: error))")
    }
  }

  /// `git merge`, without the settings given before it.
  private static func verb(of command: [String]) -> String {
    var words = command[...]
    let program = words.popFirst() ?? "git"
    while words.first == "-c" { words = words.dropFirst(2) }
    return "\(program) \(words.first ?? "")"
  }
}
