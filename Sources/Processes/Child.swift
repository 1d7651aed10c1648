import Clinux
import Glibc

/// A started child that has to be waited for.
struct Child {
  let pid: pid_t
  /// Its own process group is ended with it.
  var leadsGroup = false

  /// Said where the child's status is gone: somebody else in this process reaped it.
  static let lost = ECHILD

  /// The status once the child ended; nil where somebody else reaped it.
  func wait() -> Int32? {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 {
      guard errno == EINTR else { return nil }
    }
    return Child.exitStatus(status)
  }

  /// What is known without waiting.
  func poll() -> State {
    var status: Int32 = 0
    let answer = waitpid(pid, &status, WNOHANG)
    if answer == 0 || (answer < 0 && errno == EINTR) { return .running }
    return answer < 0 ? .lost : .ended(Child.exitStatus(status))
  }

  enum State {
    case running
    case ended(Int32)
    case lost
  }

  /// Ends the child and waits for it: SIGTERM, so that git takes its lock files away, then SIGKILL.
  func end() {
    let target = leadsGroup ? -pid : pid
    kill(target, SIGTERM)
    for _ in 0..<50 {
      guard case .running = poll() else {
        // Whatever of its group is left has had its warning.
        if leadsGroup { kill(target, SIGKILL) }
        return
      }
      usleep(10_000)
    }
    kill(target, SIGKILL)
    _ = wait()
  }

  /// wait(2)'s word as a shell gives it.  Its macros do not reach Swift.
  private static func exitStatus(_ word: Int32) -> Int32 {
    let signal = word & 0x7f
    return signal == 0 ? (word >> 8) & 0xff : 128 + signal
  }
}

extension Command {
  /// Starts the child with each descriptor in its place; all others are closed on exec.
  func spawn(
    connecting places: [(Descriptor, Int32)], defaulting signals: [Int32] = []
  ) throws(ProcessError) -> Child {
    let environment = environment ?? Command.inheritedEnvironment
    let path = try lookUp(in: environment)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, place) in places {
      posix_spawn_file_actions_adddup2(&actions, descriptor.number, place)
    }
    if let directory { posix_spawn_file_actions_addchdir_np(&actions, directory) }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    // A worker thread blocks signals and a caller may ignore SIGPIPE; neither is the child's wish.
    for signal in signals + [SIGPIPE] { sigaddset(&defaults, signal) }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    var mask = sigset_t()
    sigemptyset(&mask)
    posix_spawnattr_setsigmask(&attributes, &mask)
    var flags = Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK)
    if leadsGroup {
      posix_spawnattr_setpgroup(&attributes, 0)
      flags |= Int16(POSIX_SPAWN_SETPGROUP)
    }
    posix_spawnattr_setflags(&attributes, flags)

    var pid: pid_t = 0
    let failure = withCStrings([program] + arguments) { argv in
      withCStrings(environment.map { "\($0.key)=\($0.value)" }) { envp in
        var failure: Int32 = 0
        for _ in 0..<20 {
          failure = posix_spawn(&pid, path, &actions, &attributes, argv, envp)
          // A script just written is busy while a child that another thread is starting still
          // has the writer's descriptor.
          guard failure == ETXTBSY else { break }
          usleep(5_000)
        }
        return failure
      }
    }
    guard failure == 0 else { throw .notStarted(program: program, errno: failure) }
    return Child(pid: pid, leadsGroup: leadsGroup)
  }

  /// The program's file, searched as execvp(3) does but in the child's `PATH`.
  private func lookUp(in environment: [String: String]) throws(ProcessError) -> String {
    guard !program.isEmpty, !program.utf8.contains(0) else { throw .notFound(program: program) }
    if program.contains("/") {
      if program.hasPrefix("/") || directory == nil {
        guard access(program, F_OK) == 0 else { throw .notFound(program: program) }
      }
      return program
    }
    let path = environment["PATH"] ?? "/usr/bin:/bin"
    for folder in path.split(separator: ":", omittingEmptySubsequences: false) {
      // An empty member means the current folder; nobody gets a program run from there by accident.
      guard folder.hasPrefix("/") else { continue }
      let candidate = "\(folder)/\(program)"
      var status = stat()
      if stat(candidate, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
        access(candidate, X_OK) == 0
      {
        return candidate
      }
    }
    throw .notFound(program: program)
  }
}

/// Lends a null-terminated array of C strings.
private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
  pointers.append(nil)
  defer { for pointer in pointers { free(pointer) } }
  return body(pointers)
}
