import ArgumentParser

/// `charter comment`: say something about a proposal without deciding.
struct CommentCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "comment",
    abstract: "Say something about a proposal without deciding.")

  @OptionGroup var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("comment")
  }
}
