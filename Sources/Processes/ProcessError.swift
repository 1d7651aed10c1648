/// Why a child program gave no result.
package enum ProcessError: Error, Hashable, Sendable {
  /// No executable file of that name, there or in `PATH`.
  case notFound(program: String)
  /// The system refused to start it or to wait for it.
  case notStarted(program: String, errno: Int32)
  /// It was ended after its time.
  case timedOut(program: String, seconds: Int)
  /// It was ended after it wrote more than `limit` bytes to one of its outputs.
  case tooMuchOutput(program: String, limit: Int)
}
