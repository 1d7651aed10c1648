import Charters
import Console
import Evidence
import Git
import History

/// What `verify` says: a line a step, what is wrong, and a last sentence for everybody.
struct ReportScreen {
  let report: Report
  /// The first step to show; nil for all.
  var since: Int? = nil
  /// The last sentence alone.
  var isBrief = false

  func text(in terminal: Terminal) -> Text {
    let width = terminal.width
    let head = isBrief ? [] : steps(width: width, tableWidth: terminal.tableWidth)
    // A command in it must stay copyable.
    let isWrapped = report.outcome != .incomplete
    let conclusion = conclusion.map { isWrapped ? $0.wrapped(to: width) : $0 }
    return (head + conclusion).lines
  }

  /// What deserves a look and changes no verdict.
  var warnings: [Text] {
    report.outcome == .rollback || report.outcome == .incomplete
      ? [] : report.warnings.map { "\($0)" }
  }

  /// The one obvious next step.
  var hint: Text? {
    switch report.outcome {
    case .valid: nil
    case .unratified:
      "\("charter restore", .command) puts the approved words back; "
        + "\("charter ratify --late \(report.unmended.first?.commit.hex.prefix(10) ?? "COMMIT")", .command) "
        + "records approvals that were given"
    case .invalid: nil
    case .incomplete: nil
    case .rollback where report.current.first?.continues != nil:
      "if you trust the new start: "
        + "\("charter verify --repository \(report.repository?.text ?? "")", .command)"
    case .rollback:
      "compare \("charter root", .command) and the last step with a colleague; if this is the right "
        + "history, remove .git/charter/verified.json"
    }
  }

  // MARK: Steps

  private func steps(width: Int, tableWidth: Int) -> [Text] {
    let shown = Array(report.steps(since: since))
    var table = Table([
      .init(), .init(isTrailing: true), .init(), .init(isFlexible: true), .init(),
      .init(isFlexible: true),
    ])
    for step in shown {
      table.add([
        step.mark.text, step.step.map { "\($0)" } ?? "", "\(step.date.day.text)",
        "\(step.title)", step.what, "\(who(step))",
      ])
    }
    var lines: [Text] = []
    if report.beforeFounding > 0, since == nil || since == 0 {
      let line: Text =
        "\(counted(report.beforeFounding, "commit")) before the founding; nothing "
        + "is proven about \(report.beforeFounding == 1 ? "it" : "them")"
      lines.append(line.styled(.dim))
    }
    for (step, line) in zip(shown, table.text(width: tableWidth).splitLines()) {
      lines.append(line)
      lines += step.problems.prefix(6).map {
        ("      " + Text($0.message)).wrapped(to: width, hanging: 6)
      }
      if step.problems.count > 6 {
        lines.append("      And \(step.problems.count - 6) more reasons.")
      }
    }
    return lines.isEmpty ? [] : lines + [""]
  }

  private func who(_ step: StepReport) -> String {
    if let number = report.number(of: step) { return "mended in step \(number)" }
    switch step.outcome {
    case .ratified, .late:
      let names = step.approvers.map(\.text)
      return names.count <= 4
        ? names.joined(separator: ", ")
        : names.prefix(3).joined(separator: ", ") + " and \(names.count - 3) more"
    default: return step.performedBy.map { "by \($0)" } ?? ""
    }
  }

  // MARK: The last sentence

  private var conclusion: [Text] {
    switch report.outcome {
    case .valid: return [valid] + newStarts + identity
    case .unratified: return [unratified] + newStarts + identity
    case .invalid: return [invalid] + newStarts + identity
    case .incomplete:
      return ["\("Not proven:", .warning) this copy is incomplete."]
        + report.warnings.map { "\($0)" }
    case .rollback:
      return [
        "\("Rolled back:", .bad) this history lacks something that was known here before, so it "
          + "may have been exchanged."
      ] + report.warnings.map { "\($0)" }
    }
  }

  /// What a founding that continues an older one means for a reader.
  private var newStarts: [Text] {
    var lines: [Text] = report.steps.filter { $0.continues != nil }.map { start in
      "A new start on \(start.date.day.longText) by \(start.performedBy?.text ?? "somebody"); steps "
        + "before it are proven under the old id (\(start.continues?.text.prefix(16) ?? "", .identifier)…), "
        + "the new start rests on your trust."
    }
    if report.abandoned > 0 {
      lines.append(
        "\(counted(report.abandoned, "change")) before a new start had been approved by nobody.")
    }
    return lines
  }

  private var identity: [Text] {
    report.repository.map { ["Repository id:", "\($0.grouped, .identifier)"] } ?? []
  }

  private var valid: Text {
    let numbers = report.current.compactMap(\.step)
    let later = numbers.count - 1
    let founding = report.current.first
    let since = founding.map { $0.date.day.longText } ?? ""
    let by = founding?.performedBy.map { " by \($0)" } ?? ""
    let isNew = founding?.continues != nil
    let start: Text = isNew ? "new start" : "founding"
    let steps: Text =
      later == 0
      ? (isNew ? "started anew" : "founded") : "\(counted(later, "step")) since the \(start)"
    let mended = report.steps.filter { $0.mendedBy != nil }.count
    let sentence: Text =
      "\("Valid:", .ok) \(steps) on \(since)\(by); every change of every charter "
      + "was approved under the rules then in force"
    if mended == 0 { return sentence + "." }
    let were: Text = mended == 1 ? "was" : "were"
    return sentence + ", but for \(counted(mended, "change")) that \(were) made without approval "
      + "and put right later."
  }

  private var unratified: Text {
    let changes = report.unmended
    let first = changes.first
    return
      "\("Changed without approval:", .bad) \(counted(changes.count, "change")) of charters on "
      + "this branch \(changes.count == 1 ? "was" : "were") approved by nobody, the first on "
      + "\(first?.date.day.longText ?? "") (\(first?.commit.hex.prefix(10) ?? "", .identifier)). "
      + "What came before is proven."
  }

  private var invalid: Text {
    guard report.repository != nil else {
      return "\("Not valid:", .bad) the founding does not hold, so nothing that follows is proven."
    }
    let first = report.unmended.first { $0.outcome == .invalid }
    return "\("Not valid:", .bad) \(first?.commit.hex.prefix(10) ?? "", .identifier) of "
      + "\(first?.date.day.longText ?? "") is not what it says it is, as said above. Nothing from it "
      + "on is proven."
  }

  private func counted(_ count: Int, _ noun: String) -> Text {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}

extension StepReport {
  /// Its sign on a line.
  var mark: Mark {
    if mendedBy != nil { return .moved }
    switch outcome {
    case .bare, .invalid: return .bad
    case .notJudged: return .waiting
    default: return .ok
    }
  }

  /// What it is, in plain words.
  var what: Text {
    switch outcome {
    case .founded: continues == nil ? "founding" : "new start"
    case .ratified: "approved"
    case .declined: "declined"
    case .withdrawn: "withdrawn"
    case .lapsed: "ran out of time"
    case .late: "approved afterwards"
    case .restored: "put back"
    case .bare: "changed without approval"
    case .invalid: "not valid"
    case .notJudged: "not judged"
    }
  }
}

extension Day {
  /// `3 May 2026`.
  var longText: String {
    let words = start.longText.split(separator: " ")
    return words.prefix(3).joined(separator: " ")
  }
}
