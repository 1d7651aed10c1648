import Foundation
import Processes
import TestSupport
import Testing

/// A disk that is full and one that cannot be written: a clear error, nothing lost, and the same
/// command finishes once there is room.
@Suite(.enabled(if: SmallDisk.isPossible, SmallDisk.hint)) struct DiskTests {
  private let practice: Practice
  private let ana: TestMember
  private static let mission = "Charters/mission.md"

  init() throws {
    practice = try Practice(["ana", "ben"], policy: CrashTests.policy)
    ana = practice.member("ana")
    let text = try practice.read(Self.mission, of: ana)
    try practice.write(text + "\nWe also deliver.\n", to: Self.mission, of: ana)
    try practice.write("Notes of mine.\n", to: "notes.txt", of: ana)
  }

  /// Runs a shell script in a place of its own to mount things; `$clone` is ana's.
  private func run(_ script: String) throws -> String {
    let prelude = """
      set -u
      clone='\(practice.clone(ana))'; kept='\(practice.folder.path)/kept'
      charter() { '\(Program.path)' -C "$clone" "$@" 2>&1; echo "[exit $?]"; }

      """
    var command = Command("unshare", ["-m", "sh", "-c", prelude + script])
    command.environment = ana.environment()
    command.directory = "/"
    command.timeout = 240
    let result = try command.run()
    return result.outputText + result.errorText
  }

  /// With this much room, in KiB, it ends somewhere in the midst.
  @Test(arguments: [0, 4, 12, 24, 40])
  func full(_ room: Int) throws {
    let said = try run(
      """
      cp -a "$clone" "$kept"
      mount -t tmpfs -o size=4m tmpfs "$clone"
      cp -a "$kept/." "$clone"
      dd if=/dev/zero of="$clone/.git/filler" bs=1k 2>/dev/null
      truncate -s "-\(room)k" "$clone/.git/filler"
      charter propose Deliver -m 'People asked.'
      echo '--- then'
      cmp "$kept/\(Self.mission)" "$clone/\(Self.mission)" && cmp "$kept/notes.txt" "$clone/notes.txt"
      rm "$clone/.git/filler"
      git -C "$clone" fsck --strict --no-dangling 2>&1 | grep -v ^notice:
      charter propose Deliver -m 'People asked.'
      git -C "$clone" for-each-ref --format='%(refname)' refs/heads
      git -C "$clone" status --porcelain
      """)
    let parts = said.components(separatedBy: "--- then\n")
    let (before, after) = (parts[0], parts.count > 1 ? parts[1] : "")
    if !before.hasSuffix("[exit 0]\n") {
      // As the system says it, and as git does.
      let isFull = ["No space left on device", "Out of diskspace"].contains { before.contains($0) }
      #expect(isFull, "\(said)")
      #expect(before.contains("error: "), "\(said)")
      #expect(!before.contains("bug in charter"), "\(said)")
    } else {
      #expect(room > 24, "\(said)")
    }
    #expect(after.contains("✓ proposed Deliver as deliver\n"), "\(said)")
    let left = "refs/heads/main\nrefs/heads/proposals/deliver\n?? notes.txt\n"
    #expect(after.hasSuffix("[exit 0]\n" + left), "\(said)")
    #expect(!after.contains("differ"), "\(said)")
  }

  @Test func readOnly() throws {
    let said = try run(
      """
      mount --bind "$clone" "$clone" && mount -o remount,ro,bind "$clone"
      charter propose Deliver -m 'People asked.'
      echo '--- then'
      charter verify
      charter list
      charter lint
      """)
    let parts = said.components(separatedBy: "--- then\n")
    #expect(parts[0].contains("Read-only file system"), "\(said)")
    #expect(parts[0].contains("error: "), "\(said)")
    #expect(parts[0].hasSuffix("[exit 2]\n"), "\(said)")
    // Looking needs no room.
    #expect(parts[1].components(separatedBy: "[exit 0]").count == 4, "\(said)")
    try practice.expect(ana, ["propose", "Deliver", "-m", "People asked."])
  }
}

/// A file system of a test's own.
enum SmallDisk {
  static let hint: Comment = "only root may mount a small disk here"

  /// Whether a file system may be mounted that nobody else sees.
  static let isPossible: Bool = {
    var command = Command("unshare", ["-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"])
    command.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]
    // Where it cannot even be tried it is not possible.
    return (try? command.run().status) == 0
  }()
}
