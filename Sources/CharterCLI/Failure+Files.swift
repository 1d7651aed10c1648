import Charters
import Console
import FoundationEssentials

extension Failure {
  /// A charter that cannot be cut into its sections.
  init(charter error: CharterTextError) {
    self.init(
      "a charter cannot be read", facts: ["\(error.path.text), line \(error.line)"],
      hint: "\("charter lint", .command) says what is wrong with it")
  }

  /// What this clone has verified before is damaged; that must not pass for "never".
  init(memory error: DecodingError) {
    self.init(
      "what this clone has verified before cannot be read",
      facts: ["charter/verified.json in git's folder is damaged"],
      hint: "compare \("charter root", .command) with a colleague, then remove the file")
  }

  /// A file that the system did not give, or did not take.
  init(file error: CocoaError) {
    let path = error.filePath
    let reason: Text? =
      switch error.code {
      case .fileWriteOutOfSpace: "No space left on device"
      case .fileWriteVolumeReadOnly: "Read-only file system"
      case .fileReadNoPermission, .fileWriteNoPermission: "Permission denied"
      case .fileNoSuchFile, .fileReadNoSuchFile: "No such file or folder"
      default: nil
      }
    self.init(
      "a file could not be read or written",
      facts: [path.map { "\($0)" } ?? "\(String(describing: error))"]
        + [reason].compactMap(\.self),
      hint: error.code == .fileWriteOutOfSpace
        ? "nothing is lost; make room on the disk and give the same command again" : nil)
  }
}
