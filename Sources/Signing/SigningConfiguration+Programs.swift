import Processes

extension SigningConfiguration {
  /// `~/` is HOME and a relative path starts at `directory`, as where git runs.
  func path(_ text: String) -> String {
    if text.hasPrefix("~/"), let home = variable("HOME") { return home + text.dropFirst() }
    if !text.hasPrefix("/"), let directory { return "\(directory)/\(text)" }
    return text
  }

  func variable(_ name: String) -> String? {
    guard let environment else { return PrivateFolder.inheritedVariable(name) }
    return environment[name]
  }

  /// Runs a program to its end and returns what it printed.
  ///
  /// With `asks`, it keeps the terminal as its standard input: ssh-keygen asks for a pass phrase
  /// only where that is one.
  func run(
    _ program: String, _ arguments: [String], asks: Bool
  ) throws(SigningError) -> [UInt8] {
    var command = command(program, arguments)
    command.inheritsInput = asks
    command.outputLimit = 1 << 20
    let result: ProcessResult
    do throws(ProcessError) {
      result = try command.run()
    } catch {
      throw SigningError(error)
    }
    guard result.status == 0 else {
      throw .programFailed(
        program: program, status: result.status, message: Self.message(result.errorOutput))
    }
    return result.output
  }

  /// Runs a program to its end on some input and returns what it printed, and its status lines or
  /// complaints.
  func run(
    _ program: String, _ arguments: [String], input: [UInt8]
  ) throws(SigningError) -> (output: [UInt8], errors: String) {
    var command = command(program, arguments)
    command.input = input
    command.outputLimit = 1 << 20
    let result: ProcessResult
    do throws(ProcessError) {
      result = try command.run()
    } catch {
      throw SigningError(error)
    }
    guard result.status == 0 else {
      throw .programFailed(
        program: program, status: result.status, message: Self.message(result.errorOutput))
    }
    return (result.output, result.errorText)
  }

  /// Runs a program that talks to the user itself.
  func runForeground(_ program: String, _ arguments: [String]) throws(SigningError) {
    let status: Int32
    do throws(ProcessError) {
      status = try command(program, arguments).runForeground()
    } catch {
      throw SigningError(error)
    }
    guard status == 0 else {
      throw .programFailed(program: program, status: status, message: "")
    }
  }

  private func command(_ program: String, _ arguments: [String]) -> Command {
    var command = Command(program, arguments)
    command.environment = environment
    command.directory = directory
    return command
  }

  private static func message(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.prefix(4096), as: UTF8.self)
  }
}

extension SigningError {
  init(_ error: ProcessError) {
    switch error {
    case .notFound(let program):
      self = .programMissing(program)
    case .notStarted(let program, let errno):
      self = .programNotStarted(program: program, errno: errno)
    case .timedOut(let program, let seconds):
      self = .programFailed(program: program, status: -1, message: "no end after \(seconds) s")
    case .tooMuchOutput(let program, let limit):
      self = .programFailed(program: program, status: -1, message: "over \(limit) bytes of output")
    }
  }
}
