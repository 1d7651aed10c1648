import ArgumentParser
import Console

extension Failure {
  /// Any error as something that a person can act on: the one place where the errors of the rooms
  /// become sentences.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure:
      self = failure
    case let error as OutputError:
      self.init(output: error)
    default:
      self.init(
        "something went wrong that charter did not expect",
        facts: ["\(String(reflecting: error))"],
        hint: "this is a bug in charter; please report it with the command that you gave",
        status: .bug)
    }
  }

  private init(output error: OutputError) {
    switch error {
    case .brokenPipe:
      self.init("nobody reads the output any more", status: .done)
    case .failed(let code):
      self.init("the output could not be written", facts: ["\(systemMessage(code))"])
    }
  }
}
