#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The program that shows a long text a screen at a time, as git does it.
package struct Pager: Sendable {
  /// A shell command line, as people write it in `core.pager`.
  private let command: String

  /// The pager to use, or nil where the text shall go straight out.
  ///
  /// The first that is set of `CHARTER_PAGER`, `GIT_PAGER`, `core.pager`, `PAGER`; else `less`.
  /// An empty value and `cat` mean none.
  package init?(environment: [String: String], corePager: String?) {
    let chosen =
      environment["CHARTER_PAGER"] ?? environment["GIT_PAGER"] ?? corePager
      ?? environment["PAGER"] ?? "less"
    if chosen.isEmpty || chosen == "cat" { return nil }
    command = chosen
  }

  /// Shows the text and returns when the reader has left. False when no pager could be started.
  package func show(_ bytes: [UInt8]) -> Bool {
    // Unset variables are given git's defaults: less quits where one screen is enough, keeps
    // colour and leaves the text on the screen; lv keeps colour.
    let line = "LESS=\"${LESS-FRX}\" LV=\"${LV--c}\"; export LESS LV; \(command)"
    guard let pipe = unsafe popen(line, "w") else { return false }
    // A reader who leaves early closes the pipe; that is no failure of ours.
    let previous = signal(SIGPIPE, SIG_IGN)
    _ = unsafe bytes.withUnsafeBytes { buffer in
      unsafe fwrite(buffer.baseAddress, 1, buffer.count, pipe)
    }
    // 127: the shell found no such program, so nobody has read anything.
    let status = unsafe pclose(pipe)
    _ = signal(SIGPIPE, previous)
    return (status >> 8) & 0xFF != 127
  }
}
