import ArgumentParser
import Charters
import Console
import Evidence
import Git
import Proposals

/// `charter root`: print the repository id, in groups to compare by voice.
struct RootCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "root",
    abstract: "Print the repository id, in groups to compare by voice.",
    discussion: """
      The id is the fingerprint of the founding. Two clones with the same id have the same founding.
      """)

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let repository = try session.repository()
    let engine = Engine(repository)
    let places = try BranchPlaces(engine)
    guard let tip = places.local ?? places.remote?.tip else { throw ActError.notFounded }
    guard let founding = try engine.founding(behind: tip) else {
      throw Failure(
        "the founding of this repository does not hold", hint: "\("charter verify", .command)",
        status: .no)
    }
    if let known = try Memory.load(repository)?.repository, known != founding.repository.text {
      try session.warn("this clone knew the repository as \(known)")
    }
    if reading.json {
      try session.print(document(founding.repository, founding.branch, founding.step))
      return .done
    }
    try session.print("\(founding.repository.grouped)")
    let who = founding.step.performedBy.map { " by \($0)" } ?? ""
    try session.note(
      "\(founding.step.title), founded on \(founding.step.date.day.longText)\(who).")
    return .done
  }

  private func document(
    _ repository: RepositoryID, _ branch: ReferenceName, _ founding: StepReport
  ) -> JSON {
    [
      "schema": "charter.root/1",
      "repository": .string(repository.text),
      "grouped": .string(repository.grouped),
      "branch": .string(branch.text),
      "founding": .string(founding.commit.hex),
      "title": .string(founding.title),
      "performedBy": .optional(founding.performedBy?.text),
      "date": .moment(founding.date),
    ]
  }
}
