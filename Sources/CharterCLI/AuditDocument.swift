import Evidence
import History

/// An audit in one of its formats.
struct AuditDocument {
  let audit: Audit
  let engine: Engine

  init(_ audit: Audit, _ engine: Engine) {
    self.audit = audit
    self.engine = engine
  }

  func bytes(_ format: AuditFormat) throws -> [UInt8] {
    switch format {
    case .json: Array((try JSON.audit(audit, engine).text + "\n").utf8)
    case .csv: Array(try AuditTable(audit).text(engine).utf8)
    case .md: Array(try AuditPaper(audit).text(engine).utf8)
    case .html: Array(try AuditPage(audit).text(engine).utf8)
    }
  }
}
