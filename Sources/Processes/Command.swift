private import FoundationEssentials

/// One run of another program, in the process group of this one.
///
/// The same group, because a pager and a question for a pass phrase need the terminal: a child in
/// a group of its own would be stopped by it. The child starts with no signal blocked and with
/// SIGPIPE at its default, whatever this process did to them.
package struct Command: Sendable {
  /// A name looked up in `PATH` of the child's environment, or a path where it holds a slash.
  ///
  /// A relative path is taken from `directory`, for the child is there when it starts.
  package var program: String
  package var arguments: [String]
  /// The child's whole environment; nil inherits this process's.
  package var environment: [String: String]?
  /// Where the child starts; nil is where this process is.
  package var directory: String?
  /// What the child reads from its standard input; nil is nothing.
  ///
  /// The child gets an anonymous file in memory rather than a pipe: it may read as late and as
  /// little as it likes, and nobody ever writes to a closed pipe.
  package var input: [UInt8]?
  /// Whether `run` leaves the child this process's own standard input where `input` is nil:
  /// ssh-keygen asks for a pass phrase only where that is a terminal.
  package var inheritsInput = false
  /// The most bytes taken from either output before the child is ended.
  package var outputLimit = 64 << 20
  /// Whether the child leads a process group of its own, so that what it started ends with it.
  ///
  /// Not for one that needs the terminal.
  package var leadsGroup = false
  /// Seconds until the child is ended, first politely (SIGTERM), half a second later for good.
  package var timeout: Int?

  package init(_ program: String, _ arguments: [String]) {
    self.program = program
    self.arguments = arguments
  }

  /// The environment that a child inherits.
  package static var inheritedEnvironment: [String: String] {
    ProcessInfo.processInfo.environment
  }

  /// Runs the child to its end and captures both outputs.
  ///
  /// A grandchild that outlives the child and keeps its outputs open (a daemon, an `ssh` master
  /// connection) is not waited for.
  package func run() throws(ProcessError) -> ProcessResult {
    let output = try pipe()
    defer { output.closeBoth() }
    let errors = try pipe()
    defer { errors.closeBoth() }
    let given = try inputFile()
    let standardInput: Descriptor? =
      if let given { given } else if inheritsInput { nil } else { try nullFile() }
    defer { standardInput?.close() }
    var places: [(Descriptor, Int32)] = [(output.write, 1), (errors.write, 2)]
    if let standardInput { places.append((standardInput, 0)) }
    let child = try spawn(connecting: places)
    output.write.close()
    errors.write.close()
    var capture = Capture(command: self, child: child, descriptors: [output.read, errors.read])
    return try capture.finish()
  }

  /// Runs the child with this process's own input and outputs, and gives its status.
  ///
  /// Where `input` is set the child reads that (a pager). As in system(3), an interrupt typed at
  /// the terminal meanwhile is the child's and not ours. `outputLimit` and `timeout` do not apply.
  package func runForeground() throws(ProcessError) -> Int32 {
    let standardInput = try inputFile()
    defer { standardInput?.close() }
    let pause = SignalPause()
    defer { pause.end() }
    let places: [(Descriptor, Int32)] = if let standardInput { [(standardInput, 0)] } else { [] }
    let child = try spawn(connecting: places, defaulting: pause.reset)
    guard let status = child.wait() else {
      throw .notStarted(program: program, errno: Child.lost)
    }
    return status
  }
}
