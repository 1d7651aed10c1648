import TestSupport
import Testing

@testable import Console

@Suite struct TerminalTests {
  @Test(arguments: [
    (false, [:], ColourChoice.auto, false),
    (true, [:], .auto, true),
    (true, ["NO_COLOR": "1"], .auto, false),
    (true, ["NO_COLOR": ""], .auto, true),
    (true, ["NO_COLOR": "1"], .always, true),
    (true, [:], .never, false),
    (false, ["CLICOLOR_FORCE": "1"], .auto, true),
    (false, ["CLICOLOR_FORCE": "0"], .auto, false),
    (false, ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], .auto, false),
    (true, ["TERM": "dumb"], .auto, false),
    (false, ["GIT_PAGER_IN_USE": "true"], .auto, true),
    (false, ["GIT_PAGER_IN_USE": "true", "NO_COLOR": "1"], .auto, false),
  ])
  func colour(
    isTerminal: Bool, environment: [String: String], choice: ColourChoice, hasColour: Bool
  ) {
    #expect(
      Terminal.hasColour(isTerminal: isTerminal, environment: environment, choice: choice)
        == hasColour)
  }

  @Test(arguments: [
    (["LANG": "de_DE.UTF-8"], true), (["LANG": "C"], false), ([:], false),
    (["LC_ALL": "C", "LANG": "C.UTF-8"], false), (["LC_ALL": "", "LC_CTYPE": "C.utf8"], true),
  ])
  func unicode(environment: [String: String], isUnicode: Bool) {
    #expect(Terminal.isUnicode(environment) == isUnicode)
  }

  @Test func marksBecomeASCIIAndForeignWordsStay() {
    let ascii = Terminal(isTerminal: false, width: 80, hasColour: false, isUnicode: false)
    #expect(
      ascii.render("\(.ok) approved › Purpose — \("Zoë — §")") == "+ approved > Purpose -- Zoë — §")
    #expect(Terminal.plain.render("\(.bad) no \(.waiting) yet") == "✗ no · yet")
  }

  @Test func width() {
    let file = Terminal(descriptor: -1, environment: [:])
    #expect(file.width == 80)
    #expect(!file.isTerminal)
    #expect(Terminal(descriptor: -1, environment: ["COLUMNS": "120"]).width == 120)
    #expect(Terminal(descriptor: -1, environment: ["COLUMNS": "3"]).width == 80)
    #expect(Terminal(descriptor: -1, environment: ["COLUMNS": "wide"]).width == 80)
  }

  @Test(
    arguments: [
      (["CHARTER_PAGER": "a", "GIT_PAGER": "b", "PAGER": "d"], "c", "a"),
      (["GIT_PAGER": "b", "PAGER": "d"], "c", "b"),
      (["PAGER": "d"], "c", "c"),
      (["PAGER": "d"], nil, "d"),
      ([:], nil, "less"),
      (["CHARTER_PAGER": ""], "c", nil),
      ([:], "cat", nil),
    ] as [([String: String], String?, String?)])
  func pager(environment: [String: String], corePager: String?, chosen: String?) {
    let pager = Pager(environment: environment, corePager: corePager)
    #expect((pager == nil) == (chosen == nil))
    if let chosen { #expect(pager?.commandLine.hasSuffix("; " + chosen) == true) }
  }

  @Test func promptsAskOnlyAPerson() throws {
    let capture = Capture()
    let answers = Answers(["maybe", "y"])
    let asked = Prompt(
      output: capture.output(.person), readsTerminal: true, readLine: answers.next)
    #expect(try asked.confirm("Make it official?", default: false) == true)
    #expect(capture.text == "Make it official? [y/N] Make it official? [y/N] ")
    let preset = Prompt(
      output: capture.output(.person), readsTerminal: true, readLine: Answers([""]).next)
    #expect(try preset.confirm("Sure?", default: true) == true)
    let ended = Prompt(
      output: capture.output(.person), readsTerminal: true, readLine: Answers([]).next)
    #expect(try ended.confirm("Sure?", default: true) == nil)
    let silent = Capture()
    let unasked = Prompt(output: silent.output(.plain), readsTerminal: true)
    #expect(try unasked.confirm("Sure?") == nil)
    #expect(try unasked.line("Name?") == nil)
    #expect(silent.text.isEmpty)
  }

  @Test func progressIsForPeople() throws {
    let seen = Capture()
    let progress = Progress("verifying", total: 3, on: seen.output(.person), delay: .zero)
    for done in 1...3 { try progress.update(done) }
    try progress.finish()
    #expect(seen.text.hasSuffix("\rverifying: 100% (3/3)\u{1B}[K\r\u{1B}[K"))
    let unseen = Capture()
    let other = Progress("verifying", total: 3, on: unseen.output(.plain), delay: .zero)
    try other.update(1)
    try other.finish()
    #expect(unseen.text.isEmpty)
  }
}

/// Lines that somebody types.
private final class Answers {
  private var lines: [String]

  init(_ lines: [String]) { self.lines = lines }

  func next() -> String? { lines.isEmpty ? nil : lines.removeFirst() }
}
