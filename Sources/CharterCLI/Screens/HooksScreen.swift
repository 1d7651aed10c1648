import Console
import HookScripts

/// What `charter hooks` shows.
enum HooksScreen {
  static func installed(
    _ done: [(script: HookScript, outcome: HookFolder.Outcome)], in path: String
  ) -> Text {
    done.map { script, outcome in
      let words: Text =
        switch outcome {
        case .installed: "installed"
        case .renewed: "brought up to date"
        case .unchanged: "is up to date"
        case .chained: "installed; the earlier one runs first, as \(script.earlierName)"
        case .setAside:
          "installed; the earlier one could not run and is now \(script.earlierName)"
        }
      return "\(.ok) \(path)/\(script.rawValue) \(words)"
    }.joined(separator: "\n")
  }

  static func status(
    _ states: [(script: HookScript, state: HookFolder.State)], in path: String
  ) -> Text {
    states.map { script, state in
      let mark: Mark
      let words: Text
      switch state {
      case .absent: (mark, words) = (.waiting, "not installed")
      case .ours(_, isCurrent: true, let isChained):
        (mark, words) = (.ok, isChained ? "installed, after the earlier one" : "installed")
      case .ours: (mark, words) = (.bad, "out of date")
      case .foreign: (mark, words) = (.bad, "not charter's")
      }
      return "\(mark) \(path)/\(script.rawValue): \(words)"
    }.joined(separator: "\n")
  }

  /// `charter.hooks/1`
  static func json(
    _ states: [(script: HookScript, state: HookFolder.State)], in path: String
  ) -> JSON {
    let hooks = states.map { script, state -> JSON in
      let (word, version, isChained): (String, Int?, Bool) =
        switch state {
        case .absent: ("absent", nil, false)
        case .ours(let version, let isCurrent, let isChained):
          (isCurrent ? "installed" : "outdated", version, isChained)
        case .foreign: ("foreign", nil, false)
        }
      return [
        "hook": .string(script.rawValue), "state": .string(word),
        "version": version.map { .number(Int64($0)) } ?? .null, "chained": .bool(isChained),
      ]
    }
    return ["schema": "charter.hooks/1", "folder": .string(path), "hooks": .array(hooks)]
  }
}

extension HookScript {
  /// The name that a hook found in its place is given.
  fileprivate var earlierName: String { rawValue + Self.earlierSuffix }
}
