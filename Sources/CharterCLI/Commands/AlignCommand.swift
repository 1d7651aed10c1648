import ArgumentParser
import Charters
import Console
import Practice

/// `charter align`: what serves what, from the vision down.
struct AlignCommand: ReadingVerb {
  /// What the tree is drawn as.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, dot, svg
  }

  static let configuration = CommandConfiguration(
    commandName: "align",
    abstract: "What serves what, as a tree from the vision down.",
    discussion: """
      By 'serves:', and by folders: what lies in a team's folder serves that team unless it says \
      otherwise. Below the tree stands what leads to neither mission nor vision.
      """)

  @Option(help: ArgumentHelp("text, dot (for Graphviz) or svg.", valueName: "format"))
  var format = Format.text

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func validate() throws {
    if reading.json, format != .text {
      throw ValidationError("--json and --format exclude each other.")
    }
  }

  func run(in session: Session) throws -> ExitStatus {
    let circle = try GroundInForce(session).circle
    let alignment = Alignment(circle)
    if reading.json {
      try session.print(.alignment(alignment, circle))
      return .done
    }
    switch format {
    case .dot: try session.output.write(bytes: Array(AlignmentGraph(alignment, circle).text.utf8))
    case .svg:
      try session.output.write(bytes: Array(AlignmentDrawing(alignment, circle).svg.utf8))
    case .text:
      let width = session.output.terminal.width
      try session.page(AlignScreen(alignment: alignment, circle: circle, width: width).text)
      if !alignment.hasGoal {
        try session.hint("\("charter new mission", .command) writes down what all of it is for")
      }
    }
    return .done
  }
}
