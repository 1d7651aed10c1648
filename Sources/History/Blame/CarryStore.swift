internal import FoundationEssentials
internal import Git
internal import Prose

/// What each version of a file took over from the one before, found once and kept under `charter/`
/// in the git directory.
///
/// Kept files are derived from the two texts that their names say: deleting them costs only time,
/// one that is damaged is made again, and each appears whole or not at all, whoever else writes it.
final class CarryStore {
  private let repository: Repository
  private let folder: String
  private let lexicon = Lexicon()
  /// The texts read last: of two versions that are compared, one was in the comparison before.
  private var recent: [(blob: ObjectID, version: TextVersion)] = []
  private var found: [Pair: Carry] = [:]
  private var hasFolder = false

  private struct Pair: Hashable {
    let old: ObjectID?
    let new: ObjectID
  }

  /// The largest file whose words are told apart, in bytes.
  static let largest = 8 << 20

  /// Whether what was kept is believed.
  private let reads: Bool

  init(_ repository: Repository, reads: Bool = true) {
    self.repository = repository
    self.reads = reads
    folder = repository.commonDirectory + "/charter/blame/\(Carry.version)"
  }

  /// - Parameter isKept: false for a mere trial, which nobody will ask for again.
  func carry(from old: ObjectID?, to new: ObjectID, isKept: Bool = true) throws -> Carry {
    let pair = Pair(old: old, new: new)
    if let known = found[pair] { return known }
    let carry: Carry
    if let kept = load(pair) {
      carry = kept
    } else {
      carry = try Carry(to: version(new), from: old.map(version), lexicon: lexicon)
      if isKept { save(carry, pair) }
    }
    found[pair] = carry
    return carry
  }

  /// The part of the longer of two files that is in both; 0 where one is no text.
  func share(from old: ObjectID, to new: ObjectID) throws -> Double {
    if old == new { return 1 }
    guard try isText(old), try isText(new) else { return 0 }
    return try carry(from: old, to: new, isKept: false).share
  }

  /// Short enough, and without a NUL.
  func isText(_ blob: ObjectID) throws -> Bool {
    guard try repository.size(of: blob).size <= Self.largest else { return false }
    return try !repository.blob(blob).contains(0)
  }

  func version(_ blob: ObjectID) throws -> TextVersion {
    if let known = recent.first(where: { $0.blob == blob }) { return known.version }
    let version = TextVersion(try repository.blob(blob), lexicon: lexicon)
    recent.append((blob, version))
    if recent.count > 3 { recent.removeFirst() }
    return version
  }

  // MARK: What is kept

  private static let head = Array("charter blame\n".utf8)

  private func path(_ pair: Pair) -> String {
    "\(folder)/\((pair.old ?? .zero).hex)-\(pair.new.hex)"
  }

  private func load(_ pair: Pair) -> Carry? {
    // What is not there or not whole is made again.
    guard reads, let data = try? Data(contentsOf: URL(filePath: path(pair))) else { return nil }
    let bytes = Array(data)
    guard bytes.count > Self.head.count + 8, bytes.starts(with: Self.head) else { return nil }
    let rest = Array(bytes[(Self.head.count + 8)...])
    guard bytes[Self.head.count..<Self.head.count + 8].elementsEqual(Self.sum(rest)) else {
      return nil
    }
    return Carry(rest)
  }

  private func save(_ carry: Carry, _ pair: Pair) {
    let bytes = carry.bytes
    // A repository that cannot be written to is read all the same.
    if !hasFolder {
      try? FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      hasFolder = true
    }
    try? Data(Self.head + Self.sum(bytes) + bytes)
      .write(to: URL(filePath: path(pair)), options: .atomic)
  }

  /// FNV-1a: tells damage, and not malice: whoever can write here can do worse.
  private static func sum(_ bytes: [UInt8]) -> [UInt8] {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return (0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * $0)) }
  }
}
