import ArgumentParser

/// `charter merge-file`: merge three versions of a Markdown file.
struct MergeFileCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "merge-file",
    abstract: "Merge three versions of a Markdown file.")

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    throw Failure.notThereYet("merge-file")
  }
}
