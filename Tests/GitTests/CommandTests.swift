import Processes
import TestSupport
import Testing

@Suite struct CommandTests {
  func shell(_ script: String) -> Command { Command("sh", ["-c", script]) }

  @Test func `both outputs and the input may be large`() throws {
    let size = 8 << 20
    var command = shell("cat & head -c \(size) /dev/zero >&2; wait")
    command.input = [UInt8](repeating: 7, count: size)
    // A job in the background reads nothing unless told to.
    command.arguments = ["-c", "exec 3<&0; cat <&3 & head -c \(size) /dev/zero >&2; wait"]
    let result = try command.run()
    #expect(result.status == 0)
    #expect(result.output == command.input)
    #expect(result.errorOutput.count == size)
  }

  @Test func `a child may leave its input unread`() throws {
    var command = Command("true", [])
    command.input = [UInt8](repeating: 1, count: 4 << 20)
    #expect(try command.run().succeeded)
  }

  @Test func `a child without input reads nothing`() throws {
    #expect(try Command("cat", []).run().output.isEmpty)
  }

  @Test func `a missing program is named`() throws {
    let names = ["no-such-program-here", "/no/such/program", ""]
    for name in names {
      let error = #expect(throws: ProcessError.self) { try Command(name, []).run() }
      #expect(error == .notFound(program: name))
    }
    var command = Command("ls", [])
    command.environment = ["PATH": "/nowhere"]
    #expect(throws: ProcessError.notFound(program: "ls")) { try command.run() }
  }

  @Test func `what cannot start says why`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("not a program", to: "file")
    #expect(throws: ProcessError.notStarted(program: path, errno: 13)) {
      try Command(path, []).run()
    }
    var command = Command("true", [])
    command.directory = folder.path("nowhere")
    #expect(throws: ProcessError.notStarted(program: "true", errno: 2)) { try command.run() }
  }

  @Test(arguments: ["exec sleep 30", "trap '' TERM; exec sleep 30", "exec >&- 2>&-; exec sleep 30"])
  func `a child is ended after its time`(script: String) throws {
    var command = shell(script)
    command.timeout = 1
    let clock = ContinuousClock()
    let start = clock.now
    #expect(throws: ProcessError.timedOut(program: "sh", seconds: 1)) { try command.run() }
    #expect(clock.now - start < .seconds(10))
  }

  @Test func `a child in time is not ended`() throws {
    var command = shell("sleep 0.2; echo done")
    command.timeout = 60
    #expect(try command.run().outputText == "done\n")
  }

  @Test func `a child that says too much is ended`() throws {
    var command = shell("yes")
    command.outputLimit = 100_000
    #expect(throws: ProcessError.tooMuchOutput(program: "sh", limit: 100_000)) {
      try command.run()
    }
  }

  @Test(arguments: [("KILL", 137), ("TERM", 143), ("PIPE", 141), ("INT", 130)])
  func `a signal's death is a status`(signal: String, status: Int32) async throws {
    // On a worker thread, which may have signals blocked.
    let result = try await Task.detached { [self] in
      try shell("kill -\(signal) $$; sleep 1").run()
    }.value
    #expect(result.status == status)
  }

  @Test func `folder and environment are the ones given`() throws {
    let folder = try TemporaryFolder()
    var command = Command("env", [])
    command.environment = ["PATH": "/usr/bin:/bin", "WORD": "a=b\nc"]
    command.directory = folder.path
    let lines = try command.run().outputText.split(separator: "\n").sorted()
    #expect(lines == ["PATH=/usr/bin:/bin", "WORD=a=b", "c"])
    command.program = "pwd"
    #expect(try command.run().outputText == folder.path + "\n")
  }

  @Test func `a relative program is found from the child's folder`() throws {
    let folder = try TemporaryFolder()
    try folder.write("#!/bin/sh\necho here\n", to: "bin/tool", executable: true)
    var command = Command("bin/tool", [])
    command.directory = folder.path
    #expect(try command.run().outputText == "here\n")
  }

  @Test func `a grandchild that keeps the outputs open is not waited for`() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let result = try shell("sleep 20 & echo done").run()
    #expect(result.outputText == "done\n")
    #expect(clock.now - start < .seconds(10))
  }

  @Test func `children at once do not mix`() async throws {
    let answers = try await withThrowingTaskGroup(of: (Int, ProcessResult).self) { group in
      for number in 0..<40 {
        group.addTask {
          var command = Command("cat", [])
          command.input = Array(String(repeating: "\(number) ", count: 10_000).utf8)
          return (number, try command.run())
        }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    for (number, result) in answers {
      #expect(result.outputText == String(repeating: "\(number) ", count: 10_000))
    }
  }

  @Test func `a child gets none of our other files`() throws {
    var command = shell("ls -l /proc/$$/fd | grep -c -e 'charter-input' || true")
    command.input = [1]
    #expect(try command.run().outputText == "1\n")
  }

  @Test func `the foreground gives a status`() throws {
    #expect(try shell("exit 3").runForeground() == 3)
    var command = shell("read word; test \"$word\" = hello")
    command.input = Array("hello\n".utf8)
    #expect(try command.runForeground() == 0)
    #expect(throws: ProcessError.notFound(program: "no-such-program-here")) {
      try Command("no-such-program-here", []).runForeground()
    }
  }
}
