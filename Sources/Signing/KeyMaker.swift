/// Makes a signing key for somebody who has none.
package enum KeyMaker {
  /// Runs `ssh-keygen -t ed25519` without a pass phrase, writes `path` and `path.pub`, and returns
  /// the public half. Nothing is ever overwritten; a missing folder, such as `~/.ssh`, is made for
  /// this user only.
  package static func makeEd25519(
    at path: String, comment: String, environment: [String: String]? = nil
  ) throws(SigningError) -> SSHPublicKey {
    if let bad = Array(comment.utf8).firstIndex(where: { $0 < 0x20 || $0 == 0x7F }) {
      throw .controlCharacter(.keyLine, offset: bad)
    }
    for taken in [path, path + ".pub"] where PrivateFolder.exists(taken) {
      throw .alreadyExists(path: taken)
    }
    try PrivateFolder.makeParent(of: path)
    let configuration = SigningConfiguration(environment: environment)
    // Without a terminal: were the file to appear meanwhile, "Overwrite?" is answered with no.
    _ = try configuration.run(
      "ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", path], asks: false)
    return try SSHPublicKey(fileAt: path + ".pub")
  }
}
