#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A folder with an unpredictable name that only this user can look into, for files that another
/// program must be given by name; removed with all that is in it.
struct PrivateFolder: ~Copyable {
  private let path: String

  /// Makes the folder in `parent`, or in `/tmp`, lends it to `body` and removes it in every case.
  static func with<Result>(
    in parent: String?, _ body: (borrowing PrivateFolder) throws(SigningError) -> Result
  ) throws(SigningError) -> Result {
    try body(PrivateFolder(path: try make(in: parent)))
  }

  /// Makes a folder with an unpredictable name in `parent`, or in `/tmp`, and returns its path.
  static func make(in parent: String?) throws(SigningError) -> String {
    // A relative one would mean another place to a program that runs elsewhere.
    let parent = parent.flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
    var template = Array("\(parent)/charter-XXXXXX".utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer {
      guard let start = $0.baseAddress else { return false }
      return unsafe mkdtemp(start) != nil
    }
    guard made else { throw .unwritable(path: parent, errno: errno) }
    let name = template.dropLast().map { UInt8(bitPattern: $0) }
    return String(decoding: name, as: UTF8.self)
  }

  private init(path: String) { self.path = path }

  deinit {
    // The signing program was given two names here, and adds ".sig" to one.
    for name in ["payload", "payload.sig", "key.pub"] { _ = unsafe unlink("\(path)/\(name)") }
    _ = unsafe rmdir(path)
  }

  /// Creates a file that only this user can read and returns its path.
  borrowing func create(_ name: String, _ bytes: [UInt8]) throws(SigningError) -> String {
    let file = "\(path)/\(name)"
    try Self.create(file, bytes)
    return file
  }

  /// Creates a file that only this user can read; nothing is ever overwritten.
  static func create(_ file: String, _ bytes: [UInt8]) throws(SigningError) {
    let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .unwritable(path: file, errno: errno) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let (count, failure) = unsafe rest.withUnsafeBytes {
        (unsafe write(descriptor, $0.baseAddress, $0.count), errno)
      }
      guard count >= 0 || failure == EINTR else { throw .unwritable(path: file, errno: failure) }
      rest = rest.dropFirst(max(count, 0))
    }
  }

  /// The content of any file; of one longer than `limit` bytes, no more than that is read.
  static func content(
    of path: String, as part: SigningError.Part, limit: Int
  ) throws(SigningError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path: path, errno: errno) }
    defer { close(descriptor) }
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while content.count <= limit {
      let (count, failure) = unsafe buffer.withUnsafeMutableBytes {
        (unsafe read(descriptor, $0.baseAddress, $0.count), errno)
      }
      guard count >= 0 || failure == EINTR else { throw .unreadable(path: path, errno: failure) }
      if count == 0 { return content }
      content += buffer.prefix(max(count, 0))
    }
    throw .tooLarge(part, limit: limit)
  }

  /// Whether there is anything under this name, be it a broken link.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0
  }

  /// Makes the folder that holds `path` where it is missing; its own parent must exist.
  static func makeParent(of path: String) throws(SigningError) {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
    let parent = String(path[..<slash])
    guard unsafe mkdir(parent, 0o700) == 0 || errno == EEXIST else {
      throw .unwritable(path: parent, errno: errno)
    }
  }

  static func inheritedVariable(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }
}
