/// Which modules each target may import: the dependency graph, readable.
///
/// ARCHITECTURE.md shows the same.
enum ImportTable {
    private static let c = ["CNcurses", "CTerminal", "CMalloc", "CPty", "CVTerm"]
    private static let http = [
        "AsyncHTTPClient", "NIOCore", "NIOHTTP1", "NIOFoundationCompat", "NIOPosix", "NIOSSL",
        "NIOHTTPCompression",
    ]
    /// Not FoundationNetworking: it and curl would be loaded at every start.
    private static let foundation = ["Foundation", "FoundationEssentials"]

    /// Target folder to modules.
    ///
    /// Synchronization is allowed anywhere.
    static let allowed: [String: Set<String>] = [
        "Sources/ScreenKit": [],
        "Sources/PulseModel": [],
        "Sources/CursesKit": ["ScreenKit", "CNcurses", "CTerminal", "Glibc", "Darwin"],
        "Sources/PulseClient": Set(["PulseModel", "Logging"] + http + foundation),
        "Sources/PulseStore": Set(["PulseModel", "GRDB", "Glibc"] + foundation),
        "Sources/PulseSync": Set(["PulseModel", "PulseClient", "PulseStore", "Logging"] + foundation),
        "Sources/PulseCore": ["PulseModel", "ScreenKit"],
        "Sources/PulseUI": ["PulseCore", "PulseModel", "ScreenKit"],
        "themes": [],
        "Sources/PulseTUI": Set(
            [
                "ScreenKit", "PulseModel", "CMalloc", "CursesKit", "PulseClient", "PulseStore", "PulseSync",
                "PulseCore", "PulseUI", "Themes", "TOMLKit", "Subprocess", "Logging", "Glibc",
            ] + foundation
        ),
        "Sources/PulseSimulator": Set(["FlyingSocks"] + foundation),
        "Sources/pulse-tui": Set(["PulseTUI", "PulseModel", "PulseSimulator", "ArgumentParser", "Glibc"] + foundation),
        "Sources/PtyKit": ["CPty", "Glibc"],
        "Sources/pulse-bench": Set(
            ["PulseModel", "PulseStore", "PulseSimulator", "PtyKit", "ArgumentParser", "Glibc"] + foundation
        ),
        "Tests/Support/TerminalScripting": ["CursesKit", "ScreenKit"],
        "Tests/Support/TerminalTesting": ["CVTerm", "PtyKit", "Glibc"],
    ]

    /// Modules that only one target may import.
    static let owners: [String: String] = [
        "CNcurses": "Sources/CursesKit",
        "CMalloc": "Sources/PulseTUI",
        "AsyncHTTPClient": "Sources/PulseClient",
        "GRDB": "Sources/PulseStore",
        "TOMLKit": "Sources/PulseTUI",
        "FlyingSocks": "Sources/PulseSimulator",
    ]
}
