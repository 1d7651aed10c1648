import ArgumentParser
import Console
import Foundation
import Prose
import Proposals

/// `charter merge-file`: join two versions of one text, as `git merge-file` does by lines.
struct MergeFileCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "merge-file",
    abstract: "Join two versions of a text that began as the same one.",
    discussion: """
      Works on any Markdown files, in a repository or not. Sections, items, sentences, cells and \
      fields that only one side changed are taken; where both changed the same one, both stand in \
      the result between markers, with what it was before. Line breaks conflict with nothing. The \
      result is written into OURS. The exit status is the number of conflicts, at most 127, and \
      255 where the files cannot be merged.

      To let git merge Markdown like this:

        git config merge.charter.driver \\
          'charter merge-file --marker-size %L %A %O %B'
        echo '*.md merge=charter' >> .git/info/attributes
      """)

  @Flag(name: [.customShort("p"), .customLong("stdout")], help: "Print it; change no file.")
  var prints = false

  @Option(
    name: [.customShort("L"), .customLong("label")],
    help: ArgumentHelp(
      "What to call ours, the base and theirs beside the markers; up to three times.",
      valueName: "label"))
  var labels: [String] = []

  @Option(
    name: .customLong("marker-size"),
    help: ArgumentHelp("How many signs a marker has, 7 to 100.", valueName: "n"))
  var markerSize = ProseMerge.shortestMarker

  @Flag(help: "One JSON document on standard output; change no file.")
  var json = false

  @Argument(help: ArgumentHelp("Your version; the result is written here.", valueName: "ours"))
  var ours: String

  @Argument(help: ArgumentHelp("What both began as.", valueName: "base"))
  var base: String

  @Argument(help: ArgumentHelp("The other version.", valueName: "theirs"))
  var theirs: String

  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func validate() throws {
    if labels.count > 3 { throw ValidationError("There are three texts to label.") }
    if !(ProseMerge.shortestMarker...100).contains(markerSize) {
      throw ValidationError("--marker-size is a number from 7 to 100.")
    }
    if prints, json { throw ValidationError("--stdout and --json exclude each other.") }
  }

  func run(in session: Session) throws -> ExitStatus {
    let texts = try [base, ours, theirs].map { try Self.text($0, session) }
    let merge = ProseMerge(base: texts[0], ours: texts[1], theirs: texts[2])
    let result = merge.marked(names, size: markerSize)
    if json {
      try session.print(JSON.merge(merge, names, result: result))
    } else if prints {
      try session.output.write(bytes: result)
    } else {
      try WorkingFiles.replace(session.path(ours), with: result)
    }
    let conflicts = merge.conflicts
    guard !conflicts.isEmpty else { return .done }
    if !json {
      for conflict in conflicts { try session.note("conflict: \(conflict.place)") }
    }
    return .conflicts(conflicts.count)
  }

  private var names: ProseMerge.Labels {
    func label(_ index: Int, _ path: String, _ side: String) -> String {
      if index < labels.count { return labels[index] }
      // What git hands to a merge driver are files of its own, whose names tell nobody anything.
      let name = path.split(separator: "/").last ?? ""
      return name.hasPrefix(".merge_file_") ? side : path
    }
    return ProseMerge.Labels(
      ours: label(0, ours, "ours"), base: label(1, base, "base"),
      theirs: label(2, theirs, "theirs"))
  }

  private static func text(_ path: String, _ session: Session) throws -> [UInt8] {
    let bytes: [UInt8]
    do {
      bytes = try WorkingFiles.read(session.path(path))
    } catch is CocoaError {
      throw Failure("a file could not be read", facts: ["\(path)"], status: .unmergeable)
    }
    if bytes.contains(0) {
      throw Failure("this is no text", facts: ["\(path)"], status: .unmergeable)
    }
    if bytes.contains(UInt8(ascii: "\r")) {
      throw Failure(
        "a file has line ends of another system (CR)", facts: ["\(path)"],
        hint: "\("sed -i 's/\\r$//'", .command) mends a file", status: .unmergeable)
    }
    return bytes
  }
}

extension ProseMerge.Conflict {
  /// Where it is, for people.
  var place: Text {
    let what: Text =
      switch kind {
      case .sentences: "a sentence that both changed"
      case .blocks: "a passage that both changed"
      case .field: "a field that both changed"
      case .text: "the text as a whole: what changed cannot be told apart"
      }
    return section.isEmpty ? what : "\(section, .strong), \(what)"
  }
}
