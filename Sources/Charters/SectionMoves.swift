import Prose

/// Which sections of an old charter went where in a new one, judged by their bodies.
///
/// Only a section whose path is gone can have moved, and only to a path that is new. Where several
/// have the same body the choice is fixed. Ancestors choose before their descendants: the same title
/// first, then the same parent, then any, each in the order of the file. What stands below a moved
/// section goes with it where it is found there under the same title.
struct SectionMoves {
  private(set) var pairs: [(from: [String], to: [String])] = []
  private(set) var deleted: [[String]] = []
  private(set) var created: [[String]] = []

  private struct Place {
    let path: [String]
    let body: ArraySlice<UInt8>
  }

  private struct Key: Hashable {
    /// What the two must share beside their body.
    let titles: [String]
    let body: ArraySlice<UInt8>
  }

  private let gone: [Place]
  private let common: Set<[String]>
  /// New paths by old.
  private var target: [[String]: [String]] = [:]
  private var taken: Set<[String]> = []

  init(_ old: CharterText, _ new: CharterText, common: Set<[String]>) {
    func places(_ charter: CharterText) -> [Place] {
      (charter.outline?.sections ?? []).filter { !common.contains($0.path) }
        .map { Place(path: $0.path, body: charter.bytes[$0.body]) }
    }
    let fresh = places(new)
    gone = places(old)
    self.common = common
    for depth in Set(gone.map(\.path.count)).sorted() {
      for likeness in [Likeness.title, .parent, .body] {
        match(fresh, by: likeness, depth: depth)
      }
    }
    pairs = gone.compactMap { place in target[place.path].map { (place.path, $0) } }
    deleted = gone.map(\.path).filter { target[$0] == nil }
    created = fresh.map(\.path).filter { !taken.contains($0) }
  }

  private enum Likeness {
    case title, parent, body
  }

  private mutating func match(_ fresh: [Place], by likeness: Likeness, depth: Int) {
    func titles(_ path: [String]) -> [String] {
      switch likeness {
      case .title: [path.last ?? ""]
      case .parent: Array(path.dropLast())
      case .body: []
      }
    }
    // Last first, so that the first in the file is the last in the list and cheap to take.
    var candidates: [Key: [Place]] = [:]
    for place in fresh.reversed() where !taken.contains(place.path) {
      candidates[Key(titles: titles(place.path), body: place.body), default: []].append(place)
    }
    let byPath = Dictionary(fresh.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    for (index, place) in gone.enumerated()
    where place.path.count == depth && target[place.path] == nil {
      var wanted = place.path
      if likeness == .parent {
        guard let parent = home(of: place.path) else { continue }
        wanted = parent + [""]
      }
      let key = Key(titles: titles(wanted), body: place.body)
      while let candidate = candidates[key]?.popLast() {
        guard !taken.contains(candidate.path) else { continue }
        take(candidate, for: place)
        followMovedParents(below: index, among: byPath)
        break
      }
    }
  }

  /// Where the parent of an old path is now; nil where it is gone.
  private func home(of path: [String]) -> [String]? {
    let parent = Array(path.dropLast())
    return parent.isEmpty || common.contains(parent) ? parent : target[parent]
  }

  /// Descendants go with their ancestor where they are found under the same title and unchanged.
  private mutating func followMovedParents(below index: Int, among fresh: [[String]: Place]) {
    let ancestor = gone[index].path
    for place in gone[(index + 1)...].prefix(while: { $0.path.starts(with: ancestor) })
    where target[place.path] == nil {
      guard let parent = home(of: place.path),
        let candidate = fresh[parent + place.path.suffix(1)], candidate.body == place.body,
        !taken.contains(candidate.path)
      else { continue }
      take(candidate, for: place)
    }
  }

  private mutating func take(_ candidate: Place, for place: Place) {
    target[place.path] = candidate.path
    taken.insert(candidate.path)
  }
}
