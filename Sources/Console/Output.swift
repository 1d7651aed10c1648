#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why nothing more can be written.
package enum OutputError: Error, Hashable, Sendable {
  /// The reader went away, as `head` does: end quietly.
  case brokenPipe
  case failed(errno: Int32)
}

/// One stream that people or programs read.
///
/// A class because a progress line must know whether it stands on the screen.
package final class Output {
  package let terminal: Terminal
  private let sink: ([UInt8]) throws(OutputError) -> Void

  /// An output whose bytes go to `sink`.
  package init(terminal: Terminal, sink: @escaping ([UInt8]) throws(OutputError) -> Void) {
    self.terminal = terminal
    self.sink = sink
  }

  /// An output whose bytes go to an open file descriptor.
  package convenience init(descriptor: Int32, terminal: Terminal) {
    self.init(terminal: terminal) { bytes throws(OutputError) in
      try Self.write(bytes, to: descriptor)
    }
  }

  /// Writes `text`, rendered for this stream, and a line end.
  package func print(_ text: Text) throws(OutputError) {
    try write(text + "\n")
  }

  /// Writes `text`, rendered for this stream.
  package func write(_ text: Text) throws(OutputError) {
    try sink(Array(terminal.render(text).utf8))
  }

  /// Writes bytes as they are: JSON, HTML, a merged file. Never for a terminal's eyes.
  package func write(bytes: [UInt8]) throws(OutputError) {
    try sink(bytes)
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32) throws(OutputError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes { buffer in
        #if canImport(Glibc)
          unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
          unsafe Musl.write(descriptor, buffer.baseAddress, buffer.count)
        #else
          unsafe Darwin.write(descriptor, buffer.baseAddress, buffer.count)
        #endif
      }
      if written >= 0 {
        rest = rest.dropFirst(written)
        continue
      }
      let code = errno
      switch code {
      case EINTR: continue
      case EAGAIN:
        // Somebody made the stream non-blocking; wait until it takes more.
        var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&room, 1, -1)
      case EPIPE: throw .brokenPipe
      default: throw .failed(errno: code)
      }
    }
  }
}
