import ArgumentParser
import Charters
import Console

/// `charter doctor`: what is wrong with this clone or server, and the command that mends it.
struct DoctorCommand: ReadingVerb {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "What is wrong with this clone or server, and what mends it.")

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "With every verb") var options: GlobalOptions

  func run(in session: Session) throws -> ExitStatus {
    let doctor = try Doctor(session)
    if reading.json {
      try session.print(document(doctor))
    } else {
      for finding in doctor.findings where finding.state != .ok || !options.quiet {
        try show(finding, session)
      }
    }
    return doctor.isHealthy ? .done : .no
  }

  private func show(_ finding: Doctor.Finding, _ session: Session) throws {
    let width = session.output.terminal.width
    let mark: Mark =
      switch finding.state {
      case .ok: .ok
      case .wrong: .bad
      case .advice: .waiting
      }
    try session.print((mark.text + " " + finding.message).wrapped(to: width, hanging: 2))
    if let command = finding.command { try session.print("    \(command, .command)") }
  }

  private func document(_ doctor: Doctor) -> JSON {
    [
      "schema": "charter.doctor/1",
      "place": doctor.isServer ? "server" : "clone",
      "healthy": .bool(doctor.isHealthy),
      "checks": .array(
        doctor.findings.map { finding in
          [
            "code": .string(finding.code),
            "state": .string(finding.state.rawValue),
            "message": .string(finding.message.plain),
            "command": .optional(finding.command),
          ]
        }),
    ]
  }
}
