#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the system calls an error number: "No such file or directory".
func systemMessage(_ code: Int32) -> String {
  unsafe String(cString: strerror(code))
}
