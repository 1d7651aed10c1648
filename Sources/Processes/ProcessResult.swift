/// What a child program left behind.
package struct ProcessResult: Sendable {
  /// The exit status; 128 + n when signal n ended the child, as a shell says it.
  package let status: Int32
  package let output: [UInt8]
  package let errorOutput: [UInt8]

  package init(status: Int32, output: [UInt8], errorOutput: [UInt8]) {
    self.status = status
    self.output = output
    self.errorOutput = errorOutput
  }

  /// Whether the child ended with status 0.
  package var succeeded: Bool { status == 0 }

  /// The output for display or for ASCII parsing: bytes that are not UTF-8 become U+FFFD.
  package var outputText: String { String(decoding: output, as: UTF8.self) }

  /// The error output for display: bytes that are not UTF-8 become U+FFFD.
  package var errorText: String { String(decoding: errorOutput, as: UTF8.self) }
}
