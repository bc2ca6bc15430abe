/// Which modules each target may import: the dependency graph, readable.
///
/// The codemap of ARCHITECTURE.md says what each target is for.
enum ImportTable {
    /// Target folder to modules, of which each is imported.
    ///
    /// Synchronization is allowed anywhere. FoundationNetworking nowhere: it and curl would be loaded at every start.
    static let allowed: [String: Set<String>] = [
        "Sources/ScreenKit": [],
        "Sources/PulseModel": [],
        "Sources/CursesKit": ["ScreenKit", "CNcurses", "CTerminal", "Glibc"],
        "Sources/PulseClient": [
            "PulseModel", "AsyncHTTPClient", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL", "NIOHTTPCompression",
            "Crypto",
            "Foundation",
        ],
        "Sources/PulseStore": ["PulseModel", "GRDB", "Glibc", "Foundation"],
        "Sources/PulseSync": ["PulseModel", "PulseClient", "PulseStore", "Logging", "Foundation"],
        "Sources/PulseCore": ["PulseModel", "ScreenKit"],
        "Sources/PulseUI": ["PulseCore", "PulseModel", "ScreenKit"],
        "themes": [],
        "Sources/PulseTUI": [
            "ScreenKit", "PulseModel", "CMalloc", "CursesKit", "PulseClient", "PulseStore", "PulseSync",
            "PulseCore", "PulseUI", "Themes", "TOMLKit", "Subprocess", "Logging", "Glibc", "Foundation",
        ],
        "Sources/PulseSimulator": ["NIOCore", "NIOHTTP1", "NIOPosix", "Foundation"],
        "Sources/pulse-tui": [
            "PulseTUI", "PulseModel", "PulseSimulator", "ScreenKit", "ArgumentParser", "Foundation",
        ],
        "Sources/PtyKit": ["CPty", "Glibc"],
        "Sources/DeskExercise": ["PulseModel", "PulseStore", "PulseCore", "ScreenKit"],
        "Sources/pulse-bench": [
            "PulseModel", "PulseStore", "PulseSimulator", "PtyKit", "DeskExercise", "ArgumentParser", "Foundation",
        ],
        "Snippets": ["PulseClient", "PulseModel", "Foundation"],
        "Tests/Support/TerminalProbe": ["CursesKit", "ScreenKit", "Glibc"],
        "Tests/Support/TerminalScripting": ["CursesKit", "ScreenKit"],
        "Tests/Support/TerminalTesting": ["CVTerm", "PtyKit"],
    ]

    /// Modules that only one target may import.
    static let owners: [String: String] = [
        "CNcurses": "Sources/CursesKit",
        "CMalloc": "Sources/PulseTUI",
        "AsyncHTTPClient": "Sources/PulseClient",
        "GRDB": "Sources/PulseStore",
        "TOMLKit": "Sources/PulseTUI",
    ]
}
