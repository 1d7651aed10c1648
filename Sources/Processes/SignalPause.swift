import Glibc

/// Ignores the terminal's interrupts while a child has the terminal, as system(3) does.
struct SignalPause {
  private let saved: [(signal: Int32, action: sigaction)]

  init() {
    saved = [SIGINT, SIGQUIT].map { signal in
      var ignoring = sigaction()
      ignoring.__sigaction_handler.sa_handler = SIG_IGN
      var before = sigaction()
      sigaction(signal, &ignoring, &before)
      return (signal, before)
    }
  }

  /// The signals that the child gets at their defaults: those that this process did not already
  /// ignore when the pause began (nohup).
  var reset: [Int32] {
    saved.filter { unsafeBitCast($0.action.__sigaction_handler.sa_handler, to: Int.self) != 1 }
      .map(\.signal)
  }

  func end() {
    for (signal, action) in saved {
      var action = action
      sigaction(signal, &action, nil)
    }
  }
}
