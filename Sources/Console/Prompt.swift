/// Questions to the person at the terminal.
///
/// Where the input or the output is no terminal nothing is asked and nothing waits, so every act
/// needs a flag that answers it as well.
package struct Prompt {
  private let output: Output
  private let readsTerminal: Bool
  private let readLine: () -> String?

  package init(
    output: Output, readsTerminal: Bool, readLine: @escaping () -> String? = { Swift.readLine() }
  ) {
    self.output = output
    self.readsTerminal = readsTerminal
    self.readLine = readLine
  }

  /// Whether somebody is there to answer.
  package var canAsk: Bool { readsTerminal && output.terminal.isTerminal }

  /// Yes or no; nil when nobody is there to ask, or the input ended.
  package func confirm(_ question: Text, default preset: Bool? = nil) throws(OutputError) -> Bool? {
    guard canAsk else { return nil }
    let choices: Text =
      switch preset {
      case true?: "[Y/n]"
      case false?: "[y/N]"
      case nil: "[y/n]"
      }
    while true {
      try output.write("\(question) \(choices) ")
      guard let answer = readLine() else {
        try output.print("")
        return nil
      }
      switch answer.lowercased() {
      case "y", "yes": return true
      case "n", "no": return false
      case "": if let preset { return preset }
      default: break
      }
    }
  }

  /// One line of text; nil when nobody is there to ask, or nothing was typed.
  package func line(_ question: Text) throws(OutputError) -> String? {
    guard canAsk else { return nil }
    try output.write("\(question) ")
    guard let answer = readLine(), !answer.isEmpty else { return nil }
    return answer
  }
}
