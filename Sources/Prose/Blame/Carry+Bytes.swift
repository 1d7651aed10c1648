/// A carry as bytes, to be kept: numbers of seven bits a byte, the lowest first, bit 8 where more
/// follow; most as the difference to the one before.
extension Carry {
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    func add(_ number: some BinaryInteger) {
      var rest = UInt64(number)
      while rest > 127 {
        bytes.append(UInt8(rest & 127) | 128)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
    }
    add(oldCount)
    add(count)
    add(runs.count)
    for run in runs {
      add(run.new)
      add(run.old)
      add(run.count)
      add((run.isMoved ? 1 : 0) + (run.isJoined ? 2 : 0))
    }
    for list in [cuts, lost] {
      add(list.count)
      for number in list { add(number) }
    }
    add(parts.count)
    for part in parts {
      add(part.end)
      add(part.fingerprint)
      add(part.length)
    }
    var line: Int32 = 0
    for next in lines {
      add(next - line)
      line = next
    }
    return bytes
  }

  /// Reads what ``bytes`` wrote; nil for anything else.
  ///
  /// Whatever is read holds together: no number in it leads out of the text that it is about.
  package init?(_ bytes: [UInt8]) {
    var reader = NumberReader(bytes: bytes)
    guard let oldCount = reader.next(below: Self.most), let count = reader.next(below: Self.most),
      let runs = reader.list(count, read: { Self.run(&$0, oldCount, count) }),
      zip(runs, runs.dropFirst()).allSatisfy({ $0.new + $0.count <= $1.new }),
      let cuts = reader.list(2 * count, read: { $0.next(below: count).map(Int32.init) }),
      let lost = reader.list(oldCount, read: { $0.next(below: oldCount).map(Int32.init) }),
      let parts = reader.list(count, read: { Self.part(&$0, count) }),
      zip(parts, parts.dropFirst()).allSatisfy({ $0.end < $1.end }),
      (parts.last.map { Int($0.end) } ?? 0) == count
    else { return nil }
    var lines: [Int32] = []
    var line = 0
    for _ in 0..<count {
      guard let step = reader.next(below: Self.most) else { return nil }
      line += step
      guard line < Self.most else { return nil }
      lines.append(Int32(line))
    }
    guard reader.isAtEnd else { return nil }
    self.init(
      oldCount: oldCount, count: count, runs: runs, cuts: cuts, parts: parts, lost: lost,
      lines: lines)
  }

  /// Words that a file of the largest size can have, and more.
  private static let most = 1 << 22

  private static func run(_ reader: inout NumberReader, _ oldCount: Int, _ count: Int) -> Run? {
    guard let new = reader.next(below: count), let old = reader.next(below: oldCount),
      let length = reader.next(below: min(count - new, oldCount - old) + 1), length > 0,
      let marks = reader.next(below: 4)
    else { return nil }
    return Run(
      new: Int32(new), old: Int32(old), count: Int32(length), isMoved: marks & 1 != 0,
      isJoined: marks & 2 != 0)
  }

  private static func part(_ reader: inout NumberReader, _ count: Int) -> Part? {
    guard let end = reader.next(below: count + 1), end > 0, let fingerprint = reader.next(),
      let length = reader.next(below: most)
    else { return nil }
    return Part(end: Int32(end), fingerprint: fingerprint, length: Int32(length))
  }
}

/// Takes numbers off bytes.
private struct NumberReader {
  let bytes: [UInt8]
  private var offset = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { offset == bytes.count }

  mutating func next() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while offset < bytes.count, shift < 64 {
      let byte = bytes[offset]
      offset += 1
      value |= UInt64(byte & 127) << shift
      if byte < 128 { return value }
      shift += 7
    }
    return nil
  }

  mutating func next(below bound: Int) -> Int? {
    guard let number = next(), bound > 0, number < UInt64(bound) else { return nil }
    return Int(number)
  }

  /// A number of elements, at most so many, and these.
  mutating func list<Element>(
    _ most: Int, read: (inout NumberReader) -> Element?
  ) -> [Element]? {
    guard let count = next(below: most + 1) else { return nil }
    var elements: [Element] = []
    for _ in 0..<count {
      guard let element = read(&self) else { return nil }
      elements.append(element)
    }
    return elements
  }
}
