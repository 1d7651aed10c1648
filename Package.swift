// swift-tools-version: 6.2
import PackageDescription

// Warnings are errors in CI only, so that a newer compiler never stops a user's build.
let strict = Context.environment["CHARTER_WARNINGS_AS_ERRORS"] == "1"

let common: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (strict ? [.treatAllWarnings(as: .error)] : [])

/// Every room but the two that call C.
let safe = common + [.strictMemorySafety()]

let crypto: [Target.Dependency] = [
  .product(name: "Crypto", package: "swift-crypto"),
  .product(name: "CryptoExtras", package: "swift-crypto"),
]
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let arguments: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "charter",
  products: [.executable(name: "charter", targets: ["CharterCLI"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/pointfreeco/swift-custom-dump", from: "1.7.3"),
  ],
  targets: [
    .systemLibrary(name: "Clinux"),
    .systemLibrary(
      name: "Clibgit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),
    .systemLibrary(
      name: "Ccmark", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .target(
      name: "CharterTemplates", path: "Charters",
      resources: [.embedInCode("starters"), .embedInCode("presets")],
      swiftSettings: safe),
    .target(
      name: "HookScripts", path: "Hooks",
      resources: [
        .embedInCode("pre-commit"), .embedInCode("pre-push"), .embedInCode("pre-receive"),
        .embedInCode("post-receive"),
      ],
      swiftSettings: safe),
    .target(name: "Processes", dependencies: ["Clinux"], swiftSettings: common),
    .target(name: "Git", dependencies: ["Clibgit2", "Processes"], swiftSettings: common),
    .target(name: "Prose", dependencies: ["Ccmark"], swiftSettings: common),
    .target(name: "Charters", dependencies: ["Prose", yams], swiftSettings: safe),
    .target(name: "Policies", dependencies: ["Charters"], swiftSettings: safe),
    .target(name: "Signing", dependencies: ["Processes"] + crypto, swiftSettings: safe),
    .target(
      name: "Evidence",
      dependencies: ["Git", "Charters", "Policies", "Signing"] + crypto, swiftSettings: safe),
    .target(
      name: "Proposals",
      dependencies: [
        "Charters", "CharterTemplates", "Evidence", "Git", "Policies", "Processes", "Prose",
        "Signing",
      ],
      swiftSettings: safe),
    .target(
      name: "History",
      dependencies: [
        "Charters", "Evidence", "Git", "Policies", "Processes", "Prose", "Signing",
      ],
      swiftSettings: safe),
    .target(
      name: "Practice", dependencies: ["Charters", "Evidence", "Git", "History", "Policies"],
      swiftSettings: safe),
    .target(name: "Console", swiftSettings: safe),
    .executableTarget(
      name: "CharterCLI",
      dependencies: [
        "Charters", "CharterTemplates", "Console", "Evidence", "Git", "History", "HookScripts",
        "Policies", "Practice", "Processes", "Proposals", "Prose", "Signing", arguments,
      ],
      swiftSettings: safe),
    .target(
      name: "TestSupport", dependencies: ["Git", "Processes"], path: "Tests/TestSupport",
      swiftSettings: common),
    .target(
      name: "Stories",
      dependencies: [
        "Charters", "Evidence", "Git", "HookScripts", "Policies", "Processes", "TestSupport",
      ] + crypto,
      path: "Tests/Stories", swiftSettings: common),
    .executableTarget(
      name: "judging", dependencies: ["Charters", "Policies"],
      path: "Tests/Benchmarks/Judging", swiftSettings: common),
    // What a test runs that kills a program before one of its steps.
    .executableTarget(name: "StepKiller", path: "Tests/StepKiller"),
    .testTarget(
      name: "GitTests", dependencies: ["Git", "Processes", "TestSupport"], swiftSettings: common),
    .testTarget(name: "ProseTests", dependencies: ["Prose", "TestSupport"], swiftSettings: common),
    .testTarget(
      name: "ChartersTests",
      dependencies: ["Charters", "CharterTemplates", "Prose", "TestSupport"],
      swiftSettings: common),
    .testTarget(
      name: "PoliciesTests",
      dependencies: [
        "Charters", "CharterTemplates", "Policies", "TestSupport",
        .product(name: "CustomDump", package: "swift-custom-dump"),
      ],
      exclude: ["Cases"], swiftSettings: common),
    .testTarget(
      name: "SigningTests", dependencies: ["Signing", "Processes", "TestSupport"] + crypto,
      swiftSettings: common),
    .testTarget(
      name: "EvidenceTests",
      dependencies: [
        "Charters", "Evidence", "Git", "HookScripts", "Policies", "Processes", "Stories",
        "TestSupport",
      ],
      swiftSettings: common),
    .testTarget(
      name: "ProposalsTests",
      dependencies: [
        "Charters", "CharterTemplates", "Evidence", "Git", "Policies", "Processes", "Proposals",
        "Prose", "Signing", "TestSupport",
      ],
      swiftSettings: common),
    .testTarget(
      name: "HistoryTests",
      dependencies: ["Charters", "Git", "History", "Processes", "Prose", "TestSupport"],
      swiftSettings: common),
    .testTarget(
      name: "PracticeTests",
      dependencies: ["Charters", "Policies", "Practice", "Processes", "TestSupport"],
      exclude: ["pulse.py"], swiftSettings: common),
    .testTarget(
      name: "CharterCLITests",
      dependencies: [
        "CharterCLI", "Charters", "CharterTemplates", "Console", "Git", "HookScripts", "Practice",
        "Processes", "Proposals", "Signing", "StepKiller", "TestSupport", arguments,
        .product(name: "CustomDump", package: "swift-custom-dump"),
      ],
      swiftSettings: common),
    .testTarget(
      name: "TranscriptTests", dependencies: ["CharterCLI", "Processes", "TestSupport"],
      path: "Tests/Transcripts/Runner", swiftSettings: common),
  ],
  swiftLanguageModes: [.v6]
)
