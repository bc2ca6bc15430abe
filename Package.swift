// swift-tools-version: 6.2

import PackageDescription

// For all that the client library does not need: whoever depends on it with `traits: []` resolves 22 packages, those of
// async-http-client, and not 26. A package is spared only if each use of it has this condition, in tests as well.
let desk = TargetDependencyCondition.when(traits: ["Desk"])

let package = Package(
    name: "pulse-tui",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "pulse-tui", targets: ["pulse-tui"]),
        .executable(name: "pulse-bench", targets: ["pulse-bench"]),
        .library(name: "PulseClient", targets: ["PulseClient", "PulseModel"]),
    ],
    traits: [
        .default(enabledTraits: ["Desk"]),
        .trait(name: "Desk", description: "The program and the tests; without it, the client library alone."),
    ],
    dependencies: [
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.30.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // Pure values: no file, no clock, no thread.
        .target(name: "ScreenKit"),
        .target(name: "PulseModel"),
        .target(name: "PulseCore", dependencies: ["PulseModel", "ScreenKit"]),
        .target(
            name: "PulseUI",
            dependencies: ["PulseCore", "PulseModel", "ScreenKit"],
            resources: [.embedInCode("keymap.toml")]
        ),
        .target(
            name: "Themes",
            path: "themes",
            resources: [
                .embedInCode("default.toml"),
                .embedInCode("light.toml"),
                .embedInCode("dark.toml"),
                .embedInCode("high-contrast.toml"),
                .embedInCode("mono.toml"),
                .embedInCode("gruvbox-dark.toml"),
                .embedInCode("nord.toml"),
                .embedInCode("solarized-dark.toml"),
                .embedInCode("solarized-light.toml"),
            ]
        ),

        // The terminal.
        .systemLibrary(name: "CNcurses", providers: [.apt(["libncursesw5-dev"])]),
        .target(name: "CTerminal", linkerSettings: [.linkedLibrary("tinfo")]),
        .target(name: "CursesKit", dependencies: ["ScreenKit", "CNcurses", "CTerminal"]),

        // The services and what is kept of them.
        .target(
            name: "PulseClient",
            dependencies: [
                "PulseModel",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .target(
            name: "PulseStore",
            dependencies: [
                "PulseModel",
                .product(name: "GRDB", package: "GRDB.swift", condition: desk),
            ]
        ),
        .target(
            name: "PulseSync",
            dependencies: [
                "PulseModel", "PulseClient", "PulseStore",
                .product(name: "Logging", package: "swift-log", condition: desk),
            ]
        ),

        // The program.
        .systemLibrary(name: "CMalloc"),
        .target(
            name: "PulseTUI",
            dependencies: [
                "ScreenKit", "PulseModel", "PulseCore", "PulseUI", "Themes", "CMalloc", "CursesKit",
                "PulseClient", "PulseStore", "PulseSync",
                .product(name: "TOMLKit", package: "TOMLKit", condition: desk),
                .product(name: "Subprocess", package: "swift-subprocess", condition: desk),
                .product(name: "Logging", package: "swift-log", condition: desk),
            ]
        ),
        .target(
            name: "PulseSimulator",
            dependencies: [
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        .executableTarget(
            name: "pulse-tui",
            dependencies: [
                "PulseTUI", "PulseModel", "PulseSimulator", "ScreenKit",
                .product(name: "ArgumentParser", package: "swift-argument-parser", condition: desk),
            ]
        ),

        // Measuring and testing from outside.
        .target(name: "CPty"),
        .target(name: "PtyKit", dependencies: ["CPty"]),
        .target(name: "DeskExercise", dependencies: ["PulseModel", "PulseStore", "PulseCore", "ScreenKit"]),
        .executableTarget(
            name: "pulse-bench",
            dependencies: [
                "PulseModel", "PulseStore", "PulseSimulator", "PtyKit", "DeskExercise",
                .product(name: "ArgumentParser", package: "swift-argument-parser", condition: desk),
            ]
        ),
        .systemLibrary(name: "CVTerm", path: "Tests/Support/CVTerm", providers: [.apt(["libvterm-dev"])]),
        .target(
            name: "TerminalTesting",
            dependencies: ["CVTerm", "PtyKit"],
            path: "Tests/Support/TerminalTesting"
        ),
        // A program for the tests of CursesKit only: what happens to a real terminal when it crashes.
        .executableTarget(
            name: "terminal-probe",
            dependencies: ["CursesKit", "ScreenKit"],
            path: "Tests/Support/TerminalProbe"
        ),
        .target(
            name: "TerminalScripting",
            dependencies: ["CursesKit", "ScreenKit"],
            path: "Tests/Support/TerminalScripting"
        ),
        .target(name: "TestPacing", path: "Tests/Support/TestPacing"),

        .testTarget(name: "ArchitectureTests"),
        .testTarget(name: "ScreenKitTests", dependencies: ["TestPacing", "ScreenKit"]),
        .testTarget(name: "PulseModelTests", dependencies: ["PulseModel"]),
        .testTarget(name: "PulseCoreTests", dependencies: ["PulseCore", "PulseModel", "ScreenKit"]),
        .testTarget(
            name: "PulseUITests",
            dependencies: ["PulseUI", "PulseCore", "PulseModel", "ScreenKit"],
            exclude: ["Snapshots"]
        ),
        .testTarget(
            name: "CursesKitTests",
            dependencies: [
                "TestPacing", "CursesKit", "ScreenKit", "PtyKit", "TerminalTesting", "TerminalScripting",
                "terminal-probe",
            ]
        ),
        .testTarget(name: "PtyKitTests", dependencies: ["TestPacing", "PtyKit", "TerminalTesting"]),
        .testTarget(
            name: "PulseClientTests",
            dependencies: [
                "TestPacing", "PulseClient", "PulseModel", "PulseSimulator",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ],
            resources: [.copy("Captures")]
        ),
        .testTarget(
            name: "PulseStoreTests",
            dependencies: [
                "TestPacing", "PulseStore", "PulseModel", "DeskExercise",
                .product(name: "GRDB", package: "GRDB.swift", condition: desk),
            ]
        ),
        .testTarget(
            name: "PulseSyncTests",
            dependencies: [
                "TestPacing", "PulseSync", "PulseStore", "PulseClient", "PulseModel", "PulseSimulator",
                .product(name: "GRDB", package: "GRDB.swift", condition: desk),
                .product(name: "Logging", package: "swift-log", condition: desk),
            ]
        ),
        .testTarget(
            name: "PulseSimulatorTests",
            dependencies: ["TestPacing", "PulseSimulator"],
            resources: [.copy("Captures")]
        ),
        .testTarget(
            name: "PulseTUITests",
            dependencies: [
                "TestPacing", "TerminalScripting",
                "PulseTUI", "CMalloc", "PulseUI", "PulseCore", "PulseModel", "ScreenKit", "CursesKit", "Themes",
                "PulseClient", "PulseStore", "PulseSync", "PulseSimulator",
                .product(name: "Logging", package: "swift-log", condition: desk),
            ]
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "TestPacing", "pulse-tui", "PtyKit", "TerminalTesting", "PulseSimulator", "PulseModel", "PulseStore",
                "ScreenKit",
                .product(name: "GRDB", package: "GRDB.swift", condition: desk),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

// One loop, so that a new target cannot forget them. System libraries refuse settings.
for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
}
