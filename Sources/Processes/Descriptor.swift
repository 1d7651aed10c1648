import Clinux
import Glibc

/// A file descriptor that somebody closes exactly once.
final class Descriptor {
  private(set) var number: Int32

  /// Takes over `number`, moved away from the three standard places.
  ///
  /// A program may start with its own input closed; a pipe would then land on 0, 1 or 2 and be
  /// overwritten while the child is being wired.
  init?(_ number: Int32) {
    guard number >= 0 else { return nil }
    if number > 2 {
      self.number = number
    } else {
      let moved = fcntl(number, F_DUPFD_CLOEXEC, 3)
      _ = Glibc.close(number)
      guard moved >= 0 else { return nil }
      self.number = moved
    }
  }

  deinit { close() }

  func close() {
    guard number >= 0 else { return }
    // Not repeated on EINTR: Linux has closed the descriptor by then.
    _ = Glibc.close(number)
    number = -1
  }
}

/// Both ends of a pipe, closed on exec.
struct Pipe {
  let read: Descriptor
  let write: Descriptor

  func closeBoth() {
    read.close()
    write.close()
  }
}

extension Command {
  func pipe() throws(ProcessError) -> Pipe {
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC) == 0 else {
      throw .notStarted(program: program, errno: errno)
    }
    let (read, write) = (Descriptor(ends[0]), Descriptor(ends[1]))
    guard let read, let write else { throw .notStarted(program: program, errno: EMFILE) }
    return Pipe(read: read, write: write)
  }

  func nullFile() throws(ProcessError) -> Descriptor {
    guard let null = Descriptor(open("/dev/null", O_RDWR | O_CLOEXEC)) else {
      throw .notStarted(program: program, errno: errno)
    }
    return null
  }

  /// The input as an anonymous file in memory, at its beginning; nil where there is none.
  func inputFile() throws(ProcessError) -> Descriptor? {
    guard let input else { return nil }
    guard let file = Descriptor(memfd_create("charter-input", CHARTER_MFD_CLOEXEC)) else {
      throw .notStarted(program: program, errno: errno)
    }
    var written = 0
    while written < input.count {
      let count = input[written...].withUnsafeBytes {
        Glibc.write(file.number, $0.baseAddress, $0.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw .notStarted(program: program, errno: errno)
      }
      written += count
    }
    guard lseek(file.number, 0, SEEK_SET) == 0 else {
      throw .notStarted(program: program, errno: errno)
    }
    return file
  }
}
