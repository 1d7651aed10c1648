import Charters
import Console
import Evidence
import Git
import HookScripts
import Processes
import Proposals
import Signing

/// Looks for what is wrong with a clone or a server, and for the command that mends it.
struct Doctor {
  /// One thing that was looked at.
  struct Finding {
    enum State: String {
      case ok, wrong, advice
    }

    let code: String
    let state: State
    let message: Text
    /// What mends it.
    let command: String?
  }

  let session: Session
  let repository: Repository
  private let engine: Engine
  private(set) var findings: [Finding] = []

  var isServer: Bool { repository.isBare }
  var isHealthy: Bool { findings.allSatisfy { $0.state != .wrong } }

  init(_ session: Session) throws {
    self.session = session
    repository = try session.repository()
    engine = Engine(repository)
    try lookAtCopy()
    try lookAtBranch()
    if isServer { try lookAtServer() } else { try lookAtPerson() }
    try lookAtHooks()
    if !isServer { try lookAtRemote() }
    try lookAtGit()
  }

  private mutating func good(_ code: String, _ message: Text) {
    findings.append(Finding(code: code, state: .ok, message: message, command: nil))
  }

  private mutating func wrong(_ code: String, _ message: Text, _ command: String?) {
    findings.append(Finding(code: code, state: .wrong, message: message, command: command))
  }

  private mutating func advise(_ code: String, _ message: Text, _ command: String?) {
    findings.append(Finding(code: code, state: .advice, message: message, command: command))
  }

  /// Adds what an error says; its hint is the command.
  private mutating func wrong(_ code: String, _ error: any Error) {
    let failure = Failure(error)
    let facts = failure.facts.isEmpty ? "" : ": " + failure.facts.joined(separator: "; ")
    wrong(code, failure.headline + facts, failure.hint?.plain)
  }

  // MARK: The copy and its branch

  private mutating func lookAtCopy() throws {
    if repository.isShallow {
      let what = EvidenceError.Incompleteness.shallow
      wrong("shallow", "this copy is cut short, so nothing can be proven", what.command)
    } else if try repository.isPartial {
      let what = EvidenceError.Incompleteness.partial
      wrong("partial", "this copy leaves files out, so nothing can be proven", what.command)
    } else {
      good("complete", "this copy is complete")
    }
  }

  private mutating func lookAtBranch() throws {
    do {
      let places = try BranchPlaces(engine)
      let name = places.name.shortName
      guard let tip = places.local ?? places.remote?.tip else {
        wrong("branch", "the branch \(name) is not here", "git fetch")
        return
      }
      let report = try engine.verify(
        tip, remembering: Memory.load(repository), expecting: Pin.load(repository)?.repository,
        named: false, behind: places.stand)
      if report.outcome == .valid {
        good("verify", "\(name) verifies: every change was approved")
      } else {
        wrong("verify", "\(name) does not verify (\(report.outcome.rawValue))", "charter verify")
        try lookAtLineage(places, report)
      }
      if let last = report.steps.last(where: { $0.step != nil }),
        last.date.seconds > session.now.seconds + PushReview.clockTolerance
      {
        wrong("clock", "this computer's clock is behind the last step", nil)
      }
      try lookAtPlaces(places, report)
    } catch ActError.notFounded {
      wrong("founding", "no charters have been founded here", "charter init")
    } catch is DecodingError {
      wrong("memory", "what this clone has verified before cannot be read", nil)
    } catch {
      wrong("verify", error)
    }
  }

  /// A commit that swaps or hides history stops every judgement behind it, and no step mends it.
  private mutating func lookAtLineage(_ places: BranchPlaces, _ report: Report) throws {
    guard let last = report.steps.last,
      last.problems.contains(where: { $0.code == .foreignHistory })
    else { return }
    let before = try repository.parents(of: last.commit).first?.hex.prefix(10) ?? ""
    let name = places.name.shortName
    let isShared = try places.remote.map { try repository.isAncestor(last.commit, of: $0.tip) }
    guard isShared == true || isServer else { return }
    wrong(
      "lineage",
      "\(last.commit.hex.prefix(10), .identifier) merged \(name) the wrong way round; "
        + "\(before, .identifier) is the last commit that holds",
      isServer
        ? "git update-ref refs/heads/\(name) \(before)"
        : "git push --force-with-lease \(places.remote?.name.shortName.split(separator: "/").first ?? "origin") \(before):\(name)"
    )
  }

  private mutating func lookAtPlaces(_ places: BranchPlaces, _ report: Report) throws {
    guard let relation = try places.relation(in: repository), let remote = places.remote else {
      return
    }
    let (name, far) = (places.name.shortName, remote.name.shortName)
    switch relation {
    case .same: good("up-to-date", "\(name) is where \(far) is")
    case .behind:
      wrong(
        "behind", "\(name) here is older than \(far)", try places.catchUp(in: repository))
    case .ahead where report.outcome != .valid:
      // A commit of one's own, or the merge that git pull makes of it.
      wrong(
        "astray",
        "\(name) here holds commits that \(far) has not and that nobody approved; nothing is lost: "
          + "\("charter propose -m \"why\" --from \(name)", .command) offers what they change",
        try places.setBack(in: repository))
    case .ahead: advise("ahead", "\(name) here has steps that \(far) has not", "git push")
    case .parted:
      wrong(
        "parted",
        "\(name) here is another history than \(far); nothing is lost: "
          + "\("charter propose -m \"why\" --from \(name)", .command) first offers what is yours",
        try places.setBack(in: repository))
    }
  }

  // MARK: The person

  private mutating func lookAtPerson() throws {
    do {
      let identity = try GitIdentity(repository)
      good("identity", "git knows you as \(identity.name) <\(identity.email)>")
    } catch ActError.noIdentity {
      wrong(
        "identity", "git does not know who you are",
        "git config --global user.name \"Your Name\" && "
          + "git config --global user.email you@example.org")
    } catch {
      wrong("identity", error)
    }
    let key: PublicKey
    do throws(any Error) {
      let identity = try? GitIdentity(repository)  // said above where there is none
      key = try Signer(SigningConfiguration(repository, committer: identity)).publicKey
      good("key", "git signs with \(key.fingerprint)")
    } catch {
      wrong("key", error)
      return
    }
    do {
      let clone = try Clone(repository, engine: engine)
      guard let handle = try engine.owner(of: key, on: clone.branch.tip) else {
        wrong("member", "your key belongs to no member here", "charter join")
        return
      }
      let status = clone.branch.state.rulebook.roster.status(of: handle)
      if status == .absent {
        advise("member", "you are \(handle), and away", "charter back")
      } else {
        good("member", "you are \(handle)")
      }
    } catch {
      // What keeps the roster from being read is said already.
    }
  }

  // MARK: The server

  private mutating func lookAtServer() throws {
    do {
      if let pin = try Pin.load(repository) {
        good("pin", "it guards \(pin.branch.shortName) of \(pin.repository.grouped)")
        if case .branch(let name, _) = try repository.head(), name != pin.branch {
          wrong(
            "head", "clones of it begin on \(name.shortName)",
            "git symbolic-ref HEAD \(pin.branch)")
        }
      } else {
        wrong(
          "pin",
          "any founding could be pushed here; the id to pin is what "
            + "\("charter root", .command) prints in a clone that you trust",
          "charter hooks install --server --repository ID")
      }
    } catch {
      wrong("pin", error)
    }
  }

  private mutating func lookAtHooks() throws {
    let place = try HookPlace(session)
    let option = isServer ? " --server" : ""
    for script in isServer ? HookScript.server : HookScript.client {
      let name = script.rawValue
      switch try place.folder.state(of: script, program: session.program) {
      case .ours(_, isCurrent: true, _): good(name, "\(name) is installed")
      case .ours: wrong(name, "\(name) is out of date", "charter hooks install\(option)")
      case .absent: wrong(name, "\(name) is not installed", "charter hooks install\(option)")
      case .foreign:
        wrong(name, "\(name) is not charter's", "charter hooks install\(option) --chain")
      }
    }
  }

  // MARK: The remote and git

  private mutating func lookAtRemote() throws {
    guard let places = try? BranchPlaces(engine),  // said already where there is none
      let remote = try Remote(of: places.name, in: repository)
    else { return }
    let result = try repository.git(["config", "--get-all", "remote.\(remote.name).fetch"])
    let specs = result.outputText.split(separator: "\n").map(String.init)
    let isWhole = specs.contains { $0.hasSuffix("refs/heads/*:refs/remotes/\(remote.name)/*") }
    if isWhole {
      good("fetch", "git fetch brings every proposal")
    } else {
      wrong(
        "fetch", "git fetch leaves proposals out",
        "git remote set-branches \(remote.name) '*' && git fetch \(remote.name)")
    }
    if specs.contains(where: { $0.hasPrefix("+refs/charter") || $0.hasPrefix("+refs/*") }) {
      wrong(
        "fetch-force", "git fetch may overwrite sign-offs that are here",
        "git config --unset-all remote.\(remote.name).fetch '^\\+refs/(charter|\\*)'")
    }
  }

  private mutating func lookAtGit() throws {
    let replaced = try repository.references(under: "refs/replace/")
    if !replaced.isEmpty {
      wrong(
        "replace", "git shows other objects than are stored, for \(replaced.count) of them",
        "git replace -d $(git replace -l)")
    }
    guard !isServer, let clone = try? Clone(repository, engine: engine) else { return }  // as above
    for proposal in try ProposalRegister(clone).open() {
      if let handmade = proposal.handmade {
        wrong(
          "handmade",
          "the branch of \(proposal.slug) holds commits that nobody signed "
            + "(\(handmade.hex.prefix(10))); \("charter revise", .command) offers what they change",
          "git switch \(OpenProposal.prefix)\(proposal.slug) && charter revise -m \"what\"")
      } else if let remote = clone.remote, let update = try proposal.unsent {
        wrong(
          "unsent", "\(remote.name) does not have the newest version of \(proposal.slug)",
          "git push \(remote.name) \(update.name):\(update.name)")
      }
    }
    for case .ended(let slug, _) in try ProposalRegister(clone).entries()
    where try repository.target(of: OpenProposal.branch(slug)) != nil {
      advise(
        "ended", "the branch of \(slug) is left over; it has ended",
        "git branch -D \(OpenProposal.prefix)\(slug)")
    }
  }
}
