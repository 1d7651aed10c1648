import Charters
import Console
import Evidence
import Foundation
import Git
import History
import Policies
import Processes
import Proposals

/// The two states that `diff` compares, and what differs.
struct ComparedPair {
  /// What they are called.
  let old: String
  let new: String
  let files: [FileComparison]
  var proposal: ProposalID?
  /// The fingerprint of the changed words.
  var amendment: AmendmentDigest?
  /// What a proposal does to who can change what; nil where it touches nothing of that.
  var impact: ProposalImpact?

  /// Two files, wherever they are.
  static func files(_ paths: [String], _ session: Session) throws -> ComparedPair {
    func read(_ path: String) throws -> [UInt8]? {
      if path == "/dev/null" { return nil }
      do {
        return try WorkingFiles.read(session.path(path))
      } catch is CocoaError {
        throw Failure("a file could not be read", facts: ["\(path)"])
      }
    }
    let (before, after) = (try read(paths[0]), try read(paths[1]))
    let compared = FileComparison(
      path: paths[1], old: before, new: after, isLines: !paths.contains(where: isMarkdown))
    return ComparedPair(old: paths[0], new: paths[1], files: [compared])
  }

  /// Whether a file of this name is read as Markdown, and not line by line.
  static func isMarkdown(_ path: String) -> Bool {
    [".md", ".markdown", ".txt"].contains(where: path.hasSuffix)
  }

  /// What the words of a command line mean: nothing, a charter, a proposal, or commits.
  static func meant(by words: [String], _ session: Session) throws -> ComparedPair {
    let repository = try session.repository()
    let engine = Engine(repository)
    if words.count == 2 { return try commits(words[0], words[1], engine, session) }
    let clone = try Clone(repository, engine: engine)
    let register = ProposalRegister(clone)
    guard let word = words.first else {
      if try register.slugOfHead() != nil {
        return try proposal(register.find(nil), engine, at: session.now)
      }
      return try edits(of: nil, clone)
    }
    if let range = word.range(of: "..") {
      let (left, right) = (word[..<range.lowerBound], word[range.upperBound...])
      // As git reads A...B: from where the two parted.
      let isSymmetric = right.hasPrefix(".")
      let (a, b) = (name(left), name(right.drop { $0 == "." }))
      return try commits(
        isSymmetric ? fork(a, b, repository, session) : a, b, engine, session,
        called: isSymmetric ? "where \(a) and \(b) parted" : nil)
    }
    let tree = clone.branch.state.tree
    let charter = try session.charter(word, in: repository) { path in
      if try repository.entry(at: path.text, inTree: tree) != nil { return true }
      return repository.workingDirectory.map { WorkingFiles(root: $0).exists(path.text) } ?? false
    }
    if let charter { return try edits(of: charter, clone) }
    do {
      return try proposal(register.find(word), engine, at: session.now)
    } catch ActError.noSuchProposal(let name, let known) {
      guard try repository.resolve(word) != nil else {
        let charters = try ChartersInForce(clone, at: nil, session).paths().map(\.display)
        throw Failure(noCharterOrProposal: name, charters: charters, proposals: known)
      }
      return try commits(word, clone.branch.tip.hex, engine, session)
    }
  }

  /// What a proposal changes, in the words that its sign-offs are given on.
  static func proposal(
    _ proposal: OpenProposal, _ engine: Engine, at now: Timestamp
  ) throws -> ComparedPair {
    let facts = proposal.facts
    let comparison = try TreeComparison(engine, from: facts.baseTree, to: facts.headTree)
    return ComparedPair(
      old: "in force", new: proposal.slug, files: comparison.files, proposal: proposal.id,
      amendment: try engine.digest(from: facts.baseTree, to: facts.headTree),
      impact: try ProposalImpact(facts, engine, at: now))
  }

  /// What a proposal's words were when the reader signed off on them, and what they are now.
  static func sinceMine(_ name: String?, _ session: Session) throws -> ComparedPair {
    let clone = try Clone(try session.repository())
    let proposal = try ProposalRegister(clone).find(name)
    let member = try session.me(in: clone)
    let standing = try Standing(proposal, in: clone, now: session.now)
    let own = standing.signoffs.filter { $0.member == member && $0.decision.isVoice }
    guard let newest = own.last, newest.decision != .retract else {
      throw Failure(
        "you have not signed off on \(proposal.slug)",
        hint: "\("charter diff \(proposal.slug)", .command) shows all that it changes")
    }
    let change = try ChangeSinceSignoff(of: member, in: standing.assessment, clone.engine)
    return ComparedPair(
      old: "\(proposal.slug) as you \(newest.decision.done) on \(newest.date.day.longText)",
      new: "\(proposal.slug) now", files: change?.files ?? [], proposal: proposal.id)
  }

  /// What lies in the working tree against what is in force.
  private static func edits(of path: CharterPath?, _ clone: Clone) throws -> ComparedPair {
    let state = clone.branch.state
    // What others decided since the files here were brought up to date is nobody's edit.
    var (before, name) = (state.tree, "in force")
    if let head = try clone.repository.resolve("HEAD"),
      let base = try clone.engine.base(of: head, on: clone.branch.tip), base != state.tip
    {
      before = try clone.repository.commit(base).tree
      name = "\(clone.branch.name.shortName) as you have it"
    }
    let edited = try GovernedSnapshot(clone.repository).tree(onto: before)
    let comparison = try TreeComparison(clone.engine, from: before, to: edited, only: path)
    return ComparedPair(
      old: name, new: path.map { "your \($0.display)" } ?? "your edits",
      files: comparison.files)
  }

  private static func commits(
    _ old: String, _ new: String, _ engine: Engine, _ session: Session, called: String? = nil
  ) throws -> ComparedPair {
    let repository = engine.repository
    func tree(_ revision: String) throws -> ObjectID {
      try repository.commit(session.commit(revision, in: repository)).tree
    }
    if let dated = try DatedSide.pair(old, new, engine, session) { return dated }
    let (before, after) = (try tree(old), try tree(new))
    return ComparedPair(
      old: called ?? old, new: new,
      files: try TreeComparison(engine, from: before, to: after).files,
      amendment: try engine.digest(from: before, to: after))
  }

  private static func name(_ side: Substring) -> String {
    side.isEmpty ? "HEAD" : String(side)
  }

  /// The commit from which two parted.
  private static func fork(
    _ a: String, _ b: String, _ repository: Repository, _ session: Session
  ) throws -> String {
    let left = try session.commit(a, in: repository)
    let right = try session.commit(b, in: repository)
    let result = try repository.git(["merge-base", left.hex, right.hex])
    guard result.succeeded, let id = ObjectID(hex: result.outputText.prefix(40)) else {
      throw Failure("\(a) and \(b) have no history in common")
    }
    return id.hex
  }
}
