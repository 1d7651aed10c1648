import ArgumentParser
import Foundation

/// The man pages of the program and of every verb, made from what the parser knows of them.
///
/// One page a verb, as git has them: `charter.1`, `charter-approve.1`.  The form is roff with the
/// `man` macros, see man(7) and groff_man(7).
struct Manual {
  /// A page by its file name.
  struct Page {
    let name: String
    let text: String
  }

  let pages: [Page]

  init() throws {
    let tool = try JSONDecoder().decode(Tool.self, from: Data(Charter._dumpHelp().utf8))
    pages = Self.pages(tool.command, path: [])
  }

  private static func pages(_ command: Tool.Command, path: [String]) -> [Page] {
    let path = path + [command.commandName]
    let shown = (command.subcommands ?? []).filter { $0.shows && $0.commandName != "help" }
    let page = Page(
      name: path.joined(separator: "-") + ".1", text: text(command, path: path, verbs: shown))
    return [page] + shown.flatMap { pages($0, path: path) }
  }

  private static func text(
    _ command: Tool.Command, path: [String], verbs: [Tool.Command]
  ) -> String {
    let name = path.joined(separator: "-")
    let arguments = (command.arguments ?? []).filter { $0.shouldDisplay ?? true }
    var page = Roff()
    page.line(".TH \"\(name.uppercased())\" 1 \"\" \"charter \(Charter.version)\" \"charter\"")
    page.section("NAME")
    page.text("\(name) - \(command.abstract ?? "")")
    page.section("SYNOPSIS")
    let operands = arguments.filter { $0.kind == "positional" }.map(\.operand)
    let words = path + ["[options]"] + operands + (verbs.isEmpty ? [] : ["<verb>", "…"])
    page.text(words.joined(separator: " "))
    if let discussion = command.discussion {
      page.section("DESCRIPTION")
      page.text(discussion)
    }
    if !arguments.isEmpty {
      page.section("OPTIONS")
      for argument in arguments { page.item(argument.heading, argument.abstract ?? "") }
    }
    if !verbs.isEmpty {
      page.section("VERBS")
      for verb in verbs { page.item(verb.commandName, verb.abstract ?? "") }
    }
    page.section("EXIT STATUS")
    for status in ExitStatus.common { page.item(String(status.code), status.meaning) }
    if path.count > 1 {
      page.section("SEE ALSO")
      page.text("charter(1), git(1)")
    }
    return page.text
  }
}

/// What the parser says of itself, as far as a page needs it.
private struct Tool: Decodable {
  let command: Command

  struct Command: Decodable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let shouldDisplay: Bool?
    let arguments: [Argument]?
    let subcommands: [Command]?

    var shows: Bool { shouldDisplay ?? true }
  }

  struct Argument: Decodable {
    let kind: String
    let abstract: String?
    let shouldDisplay: Bool?
    let isOptional: Bool
    let isRepeating: Bool
    let valueName: String?
    let names: [Name]?

    /// `[<title>]`, `<file> …`.
    var operand: String {
      let name = "<\(valueName ?? "value")>" + (isRepeating ? " …" : "")
      return isOptional ? "[\(name)]" : name
    }

    /// `-m, --message <reason>`.
    var heading: String {
      guard kind != "positional" else { return "<\(valueName ?? "value")>" }
      let spelled = (names ?? []).map { $0.kind == "long" ? "--\($0.name)" : "-\($0.name)" }
      let short = spelled.sorted { $0.utf8.count < $1.utf8.count }.joined(separator: ", ")
      return kind == "option" ? "\(short) <\(valueName ?? "value")>" : short
    }
  }

  struct Name: Decodable {
    let kind: String
    let name: String
  }
}

/// Lines of roff; whatever is no request of our own is escaped.
private struct Roff {
  private(set) var text = ""

  mutating func line(_ line: String) { text += line + "\n" }

  mutating func section(_ name: String) { line(".SH \(name)") }

  mutating func text(_ words: String) {
    for paragraph in words.split(separator: "\n", omittingEmptySubsequences: false) {
      line(paragraph.isEmpty ? ".PP" : Self.escaped(paragraph))
    }
  }

  mutating func item(_ heading: String, _ words: String) {
    line(".TP")
    line(".B \(Self.escaped(heading[...]))")
    text(words)
  }

  private static func escaped(_ text: Substring) -> String {
    var escaped = text.first == "." || text.first == "'" ? "\\&" : ""
    for character in text {
      switch character {
      case "\\": escaped += "\\e"
      case "-": escaped += "\\-"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
