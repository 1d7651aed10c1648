#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// When to colour, as said with `--color`.
package enum ColourChoice: String, CaseIterable, Sendable {
  case always, never, auto
}

/// What one output stream can show.
package struct Terminal: Hashable, Sendable {
  /// Whether a person looks at it, rather than a file or another program.
  package let isTerminal: Bool
  /// Columns of a line.
  package let width: Int

  /// In how many columns tables are laid out: no cell is cut for a program that reads them.
  package var tableWidth: Int { isTerminal ? width : .max / 2 }

  package let hasColour: Bool
  /// Whether the locale is UTF-8, so that marks like ✓ can be shown.
  package let isUnicode: Bool

  package init(isTerminal: Bool, width: Int, hasColour: Bool, isUnicode: Bool) {
    self.isTerminal = isTerminal
    self.width = width
    self.hasColour = hasColour
    self.isUnicode = isUnicode
  }

  /// The same for what is written further in.
  package func narrowed(by columns: Int) -> Terminal {
    Terminal(
      isTerminal: isTerminal, width: max(20, width - columns), hasColour: hasColour,
      isUnicode: isUnicode)
  }

  /// A file: 80 columns, no colour.
  package static let plain = Terminal(
    isTerminal: false, width: 80, hasColour: false, isUnicode: true)

  /// The facts about an open file descriptor.
  package init(
    descriptor: Int32, environment: [String: String], colour: ColourChoice = .auto
  ) {
    isTerminal = isatty(descriptor) == 1
    width = Self.width(of: descriptor, environment: environment)
    hasColour = Self.hasColour(
      isTerminal: isTerminal, environment: environment, choice: colour)
    isUnicode = Self.isUnicode(environment)
  }

  /// `COLUMNS` where it is a number of at least 20, else what the terminal says, else 80.
  private static func width(of descriptor: Int32, environment: [String: String]) -> Int {
    if let said = environment["COLUMNS"].flatMap({ Int($0) }), said >= 20 {
      return min(said, 1000)
    }
    var size = winsize()
    let asked = unsafe withUnsafeMutablePointer(to: &size) { pointer in
      unsafe ioctl(descriptor, UInt(TIOCGWINSZ), pointer)
    }
    guard asked == 0, size.ws_col > 0 else { return 80 }
    return max(20, Int(size.ws_col))
  }

  /// `--color` decides; then `NO_COLOR` (no-color.org: set and not empty), then `CLICOLOR_FORCE`,
  /// then whether this is a terminal that is not dumb, or git says that its pager is at one.
  static func hasColour(
    isTerminal: Bool, environment: [String: String], choice: ColourChoice
  ) -> Bool {
    switch choice {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    if let no = environment["NO_COLOR"], !no.isEmpty { return false }
    if let force = environment["CLICOLOR_FORCE"], !force.isEmpty, force != "0" { return true }
    let isPaged = environment["GIT_PAGER_IN_USE"] == "true"
    return (isTerminal || isPaged) && environment["TERM"] != "dumb"
  }

  /// Whether the locale that decides about characters says UTF-8: the first of `LC_ALL`,
  /// `LC_CTYPE`, `LANG` that is set and not empty.
  static func isUnicode(_ environment: [String: String]) -> Bool {
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      guard let locale = environment[name], !locale.isEmpty else { continue }
      let folded = locale.lowercased()
      return folded.contains("utf-8") || folded.contains("utf8")
    }
    return false
  }

  /// The bytes to write for `text`: colour only where it is shown, ASCII where it must be.
  package func render(_ text: Text) -> String {
    var rendered = ""
    for run in text.runs where !run.words.isEmpty {
      let words = run.isOwn && !isUnicode ? Mark.inASCII(run.words) : run.words
      guard hasColour, let style = run.style else {
        rendered += words
        continue
      }
      rendered += "\u{1B}[\(style.parameters)m\(words)\u{1B}[0m"
    }
    return rendered
  }
}
