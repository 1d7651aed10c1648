import ArgumentParser
import Policies
import Proposals

/// `charter object`: object to a proposal, with a reason.
struct ObjectCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "object",
    abstract: "Object to a proposal, with a reason.")

  @OptionGroup var signing: SigningOffOptions

  @Option(
    help: ArgumentHelp(
      "What it is about: roles/support.md#Accountabilities, or a section; all of it otherwise.",
      valueName: "section"))
  var section: [String] = []

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    try signing.record(.object, asking: "What would go wrong?", in: session) {
      $0.sections = section
    }
  }
}
