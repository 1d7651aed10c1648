import ArgumentParser
import Charters
import Console
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where the program begins and the only place where it ends.
@main
enum Main {
  static func main() {
    let environment = ProcessInfo.processInfo.environment
    // Without /proc the hooks find the program in PATH.
    let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let launch = Launch(
      environment: environment,
      program: program ?? "charter",
      directory: FileManager.default.currentDirectoryPath,
      now: Timestamp(seconds: Int64(time(nil))),
      readsTerminal: isatty(0) == 1,
      output: { Output(descriptor: 1, terminal: $0) },
      errors: { Output(descriptor: 2, terminal: $0) },
      terminal: { descriptor, colour in
        Terminal(descriptor: descriptor, environment: environment, colour: colour)
      })
    exit(launch.run(Array(CommandLine.arguments.dropFirst())).code)
  }
}
