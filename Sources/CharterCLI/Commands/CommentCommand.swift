import ArgumentParser
import Console
import Policies
import Proposals

/// `charter comment`: say something about a proposal without deciding.
struct CommentCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "comment",
    abstract: "Say something about a proposal without deciding.")

  @OptionGroup var signing: SigningOffOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    try signing.record(.comment, asking: "What do you want to say?", in: session) { act in
      guard act.reason != nil else {
        throw Failure("a comment needs words", hint: "\("-m \"what you think\"", .command)")
      }
    }
  }
}
