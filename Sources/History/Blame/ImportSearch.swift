internal import Charters
internal import Git
internal import Prose

/// Looks for the Markdown file that a charter was imported from: front matter was added, and the
/// file itself stayed where it was.
struct ImportSearch {
  static let root = CharterPath.root + "/"

  private let repository: Repository

  /// Files that are looked at.
  private static let mostFiles = 5_000
  private static let deepest = 32

  init(_ repository: Repository) { self.repository = repository }

  /// The file outside `Charters/` whose body is the charter's own, but for what an import may
  /// normalise: blanks at the ends of lines, line ends, a byte-order mark.
  func source(of blob: ObjectID, in tree: ObjectID) throws -> (path: String, blob: ObjectID)? {
    let bytes = try repository.blob(blob)
    let body = Self.body(bytes)
    guard body.count > Self.shortest else { return nil }
    var seen = 0
    var waiting: [(id: ObjectID, path: String, depth: Int)] = [(tree, "", 0)]
    while let folder = waiting.popLast() {
      for entry in try repository.tree(folder.id).entries {
        let path = folder.path + entry.nameText
        if entry.isTree, path != CharterPath.root, folder.depth < Self.deepest {
          waiting.append((entry.id, path + "/", folder.depth + 1))
        }
        guard entry.isFile, path.lowercased().hasSuffix(".md") else { continue }
        seen += 1
        guard seen <= Self.mostFiles else { return nil }
        let size = try repository.size(of: entry.id).size
        // Normalising takes away a little, front matter adds some.
        guard size <= 2 * bytes.count, 2 * size >= body.count else { continue }
        if Self.body(try repository.blob(entry.id)) == body { return (path, entry.id) }
      }
    }
    return nil
  }

  private static let shortest = 20

  /// The words of a text after its front matter, with one blank between two.
  private static func body(_ bytes: [UInt8]) -> [UInt8] {
    var rest = bytes[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    // What is no outline has no front matter that could have been added to.
    if let outline = try? Outline(Array(rest)), let front = outline.frontMatter {
      rest = rest[(rest.startIndex + front.upperBound)...]
    }
    return Array(rest.split { $0 == 32 || (9...13).contains($0) }.joined(separator: [32]))
  }
}
