/// Why a key, a signature or an attempt to sign was refused: facts, from which the command line
/// makes sentences.
package enum SigningError: Error, Hashable, Sendable {
  /// Which foreign bytes were being read.
  package enum Part: String, Hashable, Sendable {
    /// One line as in `authorized_keys`, or the content of a `.pub` file.
    case keyLine
    /// The decoded middle word of a key line, or the key inside a signature.
    case keyBlob
    /// The text between, and with, the BEGIN and END lines.
    case armor
    /// The decoded armor: the SSHSIG structure itself.
    case signature
    /// The signature blob inside SSHSIG: algorithm, then what that algorithm made.
    case signatureBlob
    /// The pair r, s inside an ECDSA signature blob.
    case ecdsaPair
  }

  /// A named place inside a `Part`.
  package enum Field: String, Hashable, Sendable {
    case magic, version, publicKey, namespace, reserved, hash, signature
    case algorithm, curve, point, modulus, exponent, application
    case pair, r, s, flags, counter
  }

  // Text
  case empty(Part)
  case tooLarge(Part, limit: Int)
  /// A line break or another control character where one line of text belongs.
  case controlCharacter(Part, offset: Int)
  case notUTF8(Part, offset: Int)
  /// `command="…" ssh-ed25519 AAAA…`: options grant nothing here, so they are not accepted.
  case options
  /// A key line without its second word.
  case missingKey
  /// A character, padding or leftover bits that no encoder writes; the offset counts base64
  /// characters.
  case base64(Part, offset: Int)
  /// The first line is not exactly `-----BEGIN SSH SIGNATURE-----`.
  case armorBegin
  /// The last line is not exactly `-----END SSH SIGNATURE-----`, or something follows it.
  case armorEnd
  case emptyArmorLine(line: Int)

  // Structure
  case truncated(Part, Field, offset: Int)
  case trailing(Part, count: Int)
  case notASCII(Part, Field)
  /// Negative, zero, or with a leading zero byte that RFC 4251 forbids.
  case integer(Part, Field)
  case magic
  case version(UInt32)
  case reserved(count: Int)

  // Algorithms
  case unsupportedAlgorithm(String)
  /// A name that ends in `-cert-v01@openssh.com`: who vouches for a key is said by the roster.
  case certificate(String)
  /// `ssh-rsa` as the algorithm of a signature, that is, SHA-1.
  case sha1
  case unsupportedHash(String)
  /// The word before a key and the name inside it differ.
  case nameMismatch(named: String, inside: String)
  /// A signature made by another algorithm than that of the key it comes with.
  case algorithmMismatch(key: KeyAlgorithm, signature: String)
  case curveMismatch(key: KeyAlgorithm, curve: String)

  // Key material
  case keyLength(KeyAlgorithm, count: Int)
  /// Not uncompressed, not on the curve, not canonical, or of small order.
  case point(KeyAlgorithm)
  case rsaSize(bits: Int)
  /// Even, below 65,537, or longer than 33 bits.
  case rsaExponent
  case rsaModulus

  // Verification
  case namespace(String)
  case signatureLength(KeyAlgorithm, count: Int)
  /// A hardware key signed without anybody touching it.
  case noUserPresence
  /// The signature is by another key than the one asked for.
  case otherKey(wanted: String, found: String)
  /// Well formed, and not a signature of this payload by this key.
  case badSignature

  // OpenPGP
  case openPGP(OpenPGPProblem)

  // Signing
  /// `gpg.format` is neither `ssh` nor `openpgp`; unset means `openpgp`, as in git.
  case unsupportedFormat(String)
  /// git is set to sign with OpenPGP, and `user.signingkey` is an SSH key.
  case formatMismatch(key: String)
  /// Neither `user.signingkey` nor `gpg.ssh.defaultKeyCommand` is set, and gpg has no key either.
  case noKey
  /// gpg has no secret key of that name.
  case noSecretKey(name: String)
  /// `gpg.ssh.defaultKeyCommand` has an open quote or nothing in it.
  case commandSyntax(String)
  /// `gpg.ssh.defaultKeyCommand` printed no line that is a literal key.
  case noKeyFromCommand(command: String, message: String)
  case unreadable(path: String, errno: Int32)
  case unwritable(path: String, errno: Int32)
  case alreadyExists(path: String)
  case programMissing(String)
  case programNotStarted(program: String, errno: Int32)
  case programFailed(program: String, status: Int32, message: String)
  /// The signing program reported success and wrote no signature.
  case nothingSigned(program: String)
}
