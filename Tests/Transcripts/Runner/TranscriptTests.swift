import Foundation
import Processes
import TestSupport
import Testing

/// Every page of `Tests/Transcripts` comes out as it is written.
///
/// `CHARTER_PAGE=experts` plays one page alone.  `CHARTER_TRANSCRIPTS=write` writes into the pages
/// what the program says now, to be read before it is committed.
@Suite struct TranscriptTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().path

  private static let isWriting =
    Command.inheritedEnvironment["CHARTER_TRANSCRIPTS"] == "write"

  static let pages: [String] =
    ((try? Files.names(in: folder)) ?? []).filter { $0.hasSuffix(".md") && $0 != "README.md" }
    .filter { page in
      Command.inheritedEnvironment["CHARTER_PAGE"].map { $0 + ".md" == page } ?? true
    }

  @Test func `there are pages`() { #expect(!Self.pages.isEmpty) }

  @Test(arguments: pages)
  func `the page comes out as written`(_ page: String) throws {
    let transcript = try Transcript(at: "\(Self.folder)/\(page)")
    let stage = try Stage()
    var corrections: [(place: Range<Int>, lines: [String])] = []
    for act in transcript.acts {
      switch act {
      case .people(let handles): try stage.add(handles)
      case .team(let preset, let handles): try stage.found(preset: preset, handles)
      case .later(let seconds): stage.pass(seconds)
      case .file(let member, let path, let text): try stage.write(text, to: path, of: member)
      case .command(let command):
        let (status, lines) = try stage.run(command.line, as: command.member)
        let expectation = Expectation(lines: command.expected)
        let isRight = command.isHidden || expectation.holds(of: lines)
        if isRight, status == command.status { continue }
        if Self.isWriting, !command.isHidden {
          let said = expectation.rewritten(as: lines) + (status == 0 ? [] : ["[exit \(status)]"])
          corrections.append((command.place, said))
          continue
        }
        let expected = command.isHidden ? "" : command.expected.joined(separator: "\n") + "\n"
        Issue.record(
          """
          \(page):\(command.place.lowerBound): \(command.line)
          --- printed, exit \(status)
          \(lines.joined(separator: "\n"))
          --- expected, exit \(command.status)
          \(expected)
          """)
        // What comes after rests on it.
        return
      }
    }
    if !corrections.isEmpty { try Self.correct(transcript.path, corrections) }
  }

  private static func correct(
    _ path: String, _ corrections: [(place: Range<Int>, lines: [String])]
  ) throws {
    var lines = String(decoding: try Files.read(path), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for (place, said) in corrections.reversed() {
      // The blank line that parts two commands of a block stays.
      let gap = lines[place].last == "" && place.upperBound < lines.count ? [""] : []
      lines.replaceSubrange(place, with: said + gap)
    }
    try Files.write(Array(lines.joined(separator: "\n").utf8), to: path)
  }
}
