import Glibc

/// Reads a child's outputs side by side until the child is through.
struct Capture {
  private let command: Command
  private let child: Child
  private let descriptors: [Descriptor]
  private var collected: [[UInt8]]
  private var status: Int32?
  private let deadline: Int64?

  init(command: Command, child: Child, descriptors: [Descriptor]) {
    self.command = command
    self.child = child
    self.descriptors = descriptors
    collected = descriptors.map { _ in [] }
    deadline = command.timeout.map { Capture.now() + Int64($0) * 1000 }
  }

  mutating func finish() throws(ProcessError) -> ProcessResult {
    var open = Array(descriptors.indices)
    while !open.isEmpty {
      var polled = open.map {
        pollfd(fd: descriptors[$0].number, events: Int16(POLLIN), revents: 0)
      }
      // The end of both outputs wakes poll at once; the time is for a child that ends while a
      // grandchild keeps them open, and for the deadline.
      let ready = poll(&polled, nfds_t(polled.count), status == nil ? 50 : 100)
      if ready < 0, errno != EINTR { throw failed(errno) }
      if ready <= 0 {
        if ready == 0, status != nil { break }
        try look()
        continue
      }
      var still: [Int] = []
      for (index, entry) in zip(open, polled) {
        let isOpen = if entry.revents == 0 { true } else { try read(index) }
        if isOpen { still.append(index) }
      }
      open = still
      try checkDeadline()
    }
    while status == nil {
      if deadline == nil {
        guard let ended = child.wait() else { throw failed(Child.lost) }
        status = ended
      } else {
        try look()
        if status == nil { usleep(2_000) }
      }
    }
    return ProcessResult(status: status ?? 0, output: collected[0], errorOutput: collected[1])
  }

  /// Takes what is there; false at the end of that output.
  private mutating func read(_ index: Int) throws(ProcessError) -> Bool {
    let chunk = 65_536
    let (bytes, count, code) = withUnsafeTemporaryAllocation(byteCount: chunk, alignment: 1) {
      buffer -> ([UInt8], Int, Int32) in
      let count = Glibc.read(descriptors[index].number, buffer.baseAddress, chunk)
      let code = errno
      return (count > 0 ? Array(buffer[..<count]) : [], count, code)
    }
    if count < 0 {
      guard code == EINTR || code == EAGAIN else { throw failed(code) }
      return true
    }
    if count == 0 { return false }
    guard collected[index].count + count <= command.outputLimit else {
      stop()
      throw .tooMuchOutput(program: command.program, limit: command.outputLimit)
    }
    collected[index] += bytes
    return true
  }

  private mutating func look() throws(ProcessError) {
    if status == nil {
      switch child.poll() {
      case .running: break
      case .ended(let ended): status = ended
      case .lost: throw .notStarted(program: command.program, errno: Child.lost)
      }
    }
    try checkDeadline()
  }

  private func checkDeadline() throws(ProcessError) {
    guard let deadline, status == nil, Capture.now() >= deadline else { return }
    stop()
    throw .timedOut(program: command.program, seconds: command.timeout ?? 0)
  }

  private func failed(_ code: Int32) -> ProcessError {
    if code != Child.lost { stop() }
    return .notStarted(program: command.program, errno: code)
  }

  private func stop() {
    if status == nil { child.end() }
  }

  /// Milliseconds of a clock that nobody sets.
  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
