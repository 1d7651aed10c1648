import Charters
import Console
import Evidence
import Git
import History
import Policies
import Prose

/// What `log` says of one step.
struct LogScreen {
  let entry: HistoryLog.Entry
  /// What it did to the charters that are shown.
  var files: [FileComparison] = []
  let terminal: Terminal
  var showsReasons = false
  var isVerbose = false
  /// Keys that signed here and were reported stolen later.
  var doubts: [ReportedKey] = []

  private var step: StepReport { entry.step }
  private var width: Int { terminal.width }

  var text: Text { ([head] + facts.map { $0.wrapped(to: width, hanging: 6) }).lines }

  private var head: Text {
    let number = step.step.map { "step \($0)" } ?? step.commit.hex.prefix(10).description
    let end: Text = entry.mendedIn.map { ", mended in step \($0)" } ?? ""
    let line: Text =
      "\(step.mark) \(number, .identifier)  \(step.date.day.text)  "
      + "\(step.title, .strong)  \(step.what)\(end)"
    return line.wrapped(to: width, hanging: 4)
  }

  private var facts: [Text] {
    var lines: [Text] = []
    if isVerbose { lines.append("    commit \(step.commit)") }
    if let who { lines.append("    \(who, .dim)") }
    if let assessment = step.assessment, showsReasons {
      let reasons = Text(block: assessment.proposal.message.rationale.text)
      lines += ["", reasons.indented(by: 6), ""]
    }
    lines += changed
    for rule in step.assessment?.judgement?.rules ?? [] { lines += self.rule(rule) }
    lines += voices
    lines += doubts.map { key in
      let reported = key.reportedIn.map { ", in step \($0)" } ?? ""
      return "    \(.waiting) \(key.member)'s key was reported stolen later\(reported); valid then"
    }
    lines += step.problems.prefix(6).map { "    \(.bad) \($0.message)" }
    return lines
  }

  private var who: String? {
    guard let assessment = step.assessment else {
      return step.performedBy.map { "by \($0)" }
    }
    let authors = assessment.proposal.proposers.map(\.text).joined(separator: ", ")
    let by = step.performedBy.map { ", \(step.ended) by \($0)" } ?? ""
    let time = step.secondsToDecision.map { ", \(Self.duration($0))" } ?? ""
    return "proposed by \(authors) on \(assessment.proposal.openingDate.day.longText)\(by)\(time)"
  }

  /// Charters with what happened to their sections.
  private var changed: [Text] {
    guard !files.isEmpty else {
      let names = step.charters
      let shown = names.prefix(6).joined(separator: ", ")
      let more = names.count > 6 ? " and \(names.count - 6) more" : ""
      return names.isEmpty ? [] : ["    \(shown)\(more)"]
    }
    return files.prefix(8).flatMap(changed)
      + (files.count > 8 ? ["    and \(files.count - 8) more charters"] : [])
  }

  private func changed(_ file: FileComparison) -> [Text] {
    if file.change != .edit {
      return ["    \(file.path): \(file.change == .create ? "new" : "removed")"]
    }
    let old: Text =
      entry.mark?.oldPath.map { " (was \($0.dropFirst(CharterPath.root.count + 1)))" } ?? ""
    let sections = RedlineView().sections(file)
    guard !sections.isEmpty else {
      return ["    \(file.path)\(old): no word changed"]
    }
    if sections.count == 1, old.isEmpty {
      return ["    \(file.path): \(sections[0].name): \(summary(sections[0]))"]
    }
    let lines = sections.prefix(6).map { section -> Text in
      "      \(section.name): \(summary(section))"
    }
    let more: [Text] = sections.count > 6 ? ["      and \(sections.count - 6) more parts"] : []
    return ["    \(file.path)\(old)"] + lines + more
  }

  private func summary(_ section: SectionChange) -> String {
    switch section.fate {
    case .added: "new"
    case .removed: "removed"
    case .same, .edited, .renamed, .moved: section.summary
    }
  }

  private func rule(_ rule: RuleJudgement) -> [Text] {
    let binding = rule.binding.map { " (\($0))" } ?? ""
    let name = rule.isDefault ? "What no rule is about" : rule.name
    let mark: Mark = rule.state == .approved ? .ok : .bad
    let needs = rule.needs.flatMap(\.summary)
    return ["    \(mark) \(name)\(binding): \(needs.joined(separator: "; "))"]
  }

  /// How long a decision took: `within the hour`, `after 3 hours`, `after 12 days`.
  private static func duration(_ seconds: Int64) -> String {
    switch seconds {
    case ..<3600: "within the hour"
    case ..<7200: "after 1 hour"
    case ..<172_800: "after \(seconds / 3600) hours"
    default: "after \(seconds / 86_400) days"
    }
  }

  /// How many of those who could have answered did, each with the decision and roles.
  private var answers: [Text] {
    let answered = entry.answered
    let all = answered.count + entry.silent.count
    guard step.assessment != nil, all > 0, !answered.isEmpty else { return [] }
    let words = answered.map { member -> String in
      let decisions = entry.signoffs.filter { $0.member == member }.map(\.decision)
      let last = decisions.last { [.approve, .object, .abstain].contains($0) }
      let roles = entry.roles(of: member).prefix(3).map(\.text).joined(separator: ", ")
      return "\(member) \(last?.done ?? "")" + (roles.isEmpty ? "" : " (\(roles))")
    }
    return ["    \(answered.count) of \(all) answered: \(words.joined(separator: ", "))"]
  }

  private var voices: [Text] {
    var lines = answers
    let others = entry.signoffs.filter {
      $0.decision != .ask && $0.decision != .comment && !($0.decision == .approve && $0.counts)
    }
    for line in others {
      let isStanding = line.decision == .object && line.isOpenObjection
      let why =
        line.counts || line.reasons.isEmpty
        ? "" : " (\(line.reasons.map(\.words).joined(separator: ", ")))"
      let mark: Mark = isStanding ? .bad : .waiting
      lines.append("    \(mark) \(line.member) \(line.decision.done)\(why)")
    }
    guard step.assessment != nil else { return lines }
    let silent = entry.silent.map(\.text)
    let names =
      silent.isEmpty || silent.count > 8 ? "" : " (\(silent.joined(separator: ", ")))"
    let count = "consented: \(entry.consented.count), silent: \(silent.count)\(names)"
    lines.append("    \(count, .dim)")
    return lines
  }
}

extension NeedJudgement {
  /// What was asked and who answered, the alternative that held alone.
  var summary: [String] {
    if !children.isEmpty {
      let held = children.filter { $0.state == .approved }
      return (held.isEmpty ? children : Array(held.prefix(1))).flatMap(\.summary)
    }
    let names = have.map(\.text).joined(separator: ", ")
    let facts = [names, remark].filter { !$0.isEmpty }.joined(separator: "; ")
    return [facts.isEmpty ? text : "\(text): \(facts)"]
  }
}

extension StepReport {
  /// What its performer did.
  fileprivate var ended: String {
    switch outcome {
    case .ratified: "made official"
    case .declined: "declined"
    case .withdrawn: "withdrawn"
    case .lapsed: "closed"
    case .late: "recorded"
    default: "done"
    }
  }
}
