import ArgumentParser

/// `charter comment`: say something about a proposal without deciding.
struct CommentCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "comment",
    abstract: "Say something about a proposal without deciding.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("comment")
  }
}
