private import Dispatch
internal import Git
private import Synchronization

/// Some commits whose facts and signatures are found out on another processor.
///
/// Whoever asks for the results works on what nobody has begun, so none waits while there is work.
final class CommitBatch: Sendable {
  typealias Finding = (facts: CommitFacts, signature: Result<CommitSignature, SignatureDefect>?)

  private struct Progress {
    var next = 0
    var found: [Finding] = []
  }

  private let commits: [(commit: Commit, bytes: [UInt8])]
  private let progress = Mutex(Progress())
  private let group = DispatchGroup()

  init(_ commits: [(commit: Commit, bytes: [UInt8])]) {
    self.commits = commits
    DispatchQueue.global().async(group: group) { self.work() }
  }

  /// What was found, each commit once, in no order.
  func results() -> [Finding] {
    work()
    group.wait()
    return progress.withLock { $0.found }
  }

  private func work() {
    while let (commit, bytes) = next() {
      let facts = CommitFacts(graph: commit, bytes: bytes)
      let signature = facts.raw.map(CommitReader.readSignature)
      progress.withLock { $0.found.append((facts, signature)) }
    }
  }

  private func next() -> (commit: Commit, bytes: [UInt8])? {
    progress.withLock { progress in
      guard progress.next < commits.count else { return nil }
      defer { progress.next += 1 }
      return commits[progress.next]
    }
  }
}
