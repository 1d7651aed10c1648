import Console
import Git
import Proposals

extension Session {
  /// A path that somebody typed, as one from the repository's root; empty for the root itself.
  ///
  /// It is read from where the person stands, and if nothing of the repository is meant, refused.
  func governedPath(_ typed: String, in repository: Repository) throws -> String {
    let root = repository.workingDirectory ?? repository.gitDirectory
    let parts = Self.normal(path(typed))
    let rootParts = Self.normal(root)
    guard parts.starts(with: rootParts) else {
      throw Failure("this path is not in the repository", facts: ["\(typed)"])
    }
    return parts.dropFirst(rootParts.count).joined(separator: "/")
  }

  /// The first line of a file, or of standard input where the name is `-`.
  func firstLine(of file: String) throws -> String {
    if file == "-" {
      guard let line = readLine() else { throw Failure("standard input is empty") }
      return line
    }
    let bytes: [UInt8]
    do {
      bytes = try WorkingFiles.read(path(file))
    } catch {
      throw Failure("this file cannot be read", facts: ["\(file)"])
    }
    return String(decoding: bytes.prefix { $0 != 10 && $0 != 13 }, as: UTF8.self)
  }

  /// The parts of an absolute path without `.`, `..` and empty ones.
  private static func normal(_ path: String) -> [Substring] {
    path.split(separator: "/").reduce(into: []) { parts, part in
      switch part {
      case ".": break
      case "..": _ = parts.popLast()
      default: parts.append(part)
      }
    }
  }
}
