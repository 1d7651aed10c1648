import Foundation
import Glibc
import Processes
import TestSupport

/// A server program that a test starts on a loopback port; it ends with its last reference.
final class Daemon: Sendable {
  let port: UInt16
  private let process: pid_t

  /// Starts `/usr/sbin/NAME` with arguments that may depend on the port, and waits until it answers.
  ///
  /// A port that was free may be somebody else's a moment later, so a few are tried.
  init(
    _ program: String, log: String, environment: [String: String],
    arguments: (UInt16) throws -> [String]
  ) throws {
    for _ in 1...5 {
      let port = try Self.freePort()
      // Whatever happens to this process, the server is gone after ten minutes.
      let line = #"log=$1; shift; timeout 600 "$@" >"$log" 2>&1 </dev/null & echo $!"#
      var command = Command("sh", ["-c", line, "sh", log, program] + (try arguments(port)))
      command.environment = environment
      let started = try command.run()
      guard let process = pid_t(started.outputText.trimmingCharacters(in: .newlines)) else {
        throw CommandFailure(command: [program], result: started)
      }
      if Self.answers(port, while: process) {
        self.port = port
        self.process = process
        return
      }
      Self.end(process)
    }
    let words = String(decoding: try Files.read(log), as: UTF8.self)
    throw ServerFailure(description: "\(program) does not start:\n\(words)")
  }

  deinit { Self.end(process) }

  private static func end(_ process: pid_t) { kill(process, SIGTERM) }

  /// Waits up to ten seconds for somebody to listen.
  private static func answers(_ port: UInt16, while process: pid_t) -> Bool {
    for _ in 1...200 {
      if connects(to: port) { return kill(process, 0) == 0 }
      if kill(process, 0) != 0 { return false }
      usleep(50_000)
    }
    return false
  }

  /// A port of 127.0.0.1 on which nobody listens.
  private static func freePort() throws -> UInt16 {
    try withLoopback(port: 0) { socket, address in
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      guard bind(socket, address, length) == 0, getsockname(socket, address, &length) == 0 else {
        throw ServerFailure(description: "no free port")
      }
      return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        UInt16(bigEndian: $0.pointee.sin_port)
      }
    }
  }

  private static func connects(to port: UInt16) -> Bool {
    withLoopback(port: port) { socket, address in
      connect(socket, address, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
    }
  }

  private static func withLoopback<Value>(
    port: UInt16, _ body: (Int32, UnsafeMutablePointer<sockaddr>) throws -> Value
  ) rethrows -> Value {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    return try withUnsafeMutablePointer(to: &address) { pointer in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { try body(descriptor, $0) }
    }
  }
}

/// A server that a test needs and that cannot be had.
struct ServerFailure: Error, CustomStringConvertible {
  let description: String
}
