import Charters
import Console
import FoundationEssentials
import Git
import Processes

extension Linting {
  /// The governed files as they lie in the working tree, new ones too; those that git ignores
  /// are left out.
  init(workingTreeOf repository: Repository) throws {
    guard let root = repository.workingDirectory else {
      throw Failure("this is a bare repository; it has no files to check")
    }
    let paths = try Self.paths(repository, [CharterPath.root])
    files = try paths.compactMap { try File(path: $0, in: root) }
    let special = [":(glob)**/.gitattributes", ":(glob)**/.gitmodules"]
    attributes = try Self.paths(repository, special).compactMap { try File(path: $0, in: root) }
  }

  private static func paths(_ repository: Repository, _ specs: [String]) throws -> [[UInt8]] {
    let list = try repository.git(
      ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate", "--"]
        + specs)
    guard list.succeeded else { throw Failure("git could not list the files", git: list) }
    return list.output.split(separator: 0).map(Array.init)
  }
}

extension Linting.File {
  /// Nil where nothing lies there any more.
  fileprivate init?(path: [UInt8], in root: String) throws {
    let place = (root.hasSuffix("/") ? root : root + "/") + String(decoding: path, as: UTF8.self)
    // Gone since git listed it, or of a name that is not UTF-8: its path alone is judged.
    let facts = try? FileManager.default.attributesOfItem(atPath: place)
    guard let facts else {
      if String(validating: path, as: UTF8.self) != nil { return nil }
      self.init(path: path, mode: ContentRules.fileMode, bytes: [])
      return
    }
    switch facts[.type] as? FileAttributeType {
    case .typeSymbolicLink:
      self.init(path: path, mode: 0o120000, bytes: [])
    case .typeDirectory:
      self.init(path: path, mode: 0o160000, bytes: [])
    default:
      let isExecutable = (facts[.posixPermissions] as? Int ?? 0) & 0o100 != 0
      let size = facts[.size] as? Int ?? 0
      let bytes = size > ContentRules.fileByteLimit ? nil : try Self.bytes(at: place)
      self.init(path: path, mode: isExecutable ? 0o100755 : ContentRules.fileMode, bytes: bytes)
    }
  }

  private static func bytes(at place: String) throws -> [UInt8] {
    do {
      return Array(try Data(contentsOf: URL(fileURLWithPath: place)))
    } catch {
      throw Failure("a file could not be read", facts: ["\(place)"])
    }
  }
}
