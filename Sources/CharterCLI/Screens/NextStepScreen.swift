import Charters
import Console
import Evidence
import Policies

/// Why a proposal may not land yet, or that it may: the words of `status`.
struct NextStepScreen {
  let assessment: Assessment
  let terminal: Terminal

  var text: Text {
    var lines = assessment.problems.map { problem in
      (" \(.bad) \(problem.message)" as Text).wrapped(to: terminal.width, indent: 0, hanging: 3)
    }
    if let judgement = assessment.judgement {
      lines += Explanation.lines(
        judgement, width: terminal.width, ascii: !terminal.isUnicode, onlyUnmet: true
      ).map { Text($0.text, style($0.label)) }
    }
    return lines.lines
  }

  private func style(_ label: Explanation.Label) -> Style? {
    switch label {
    case .met: .ok
    case .waiting, .unmet: .warning
    case .blocked, .impossible: .bad
    case .note: .dim
    case .next: nil
    }
  }
}
