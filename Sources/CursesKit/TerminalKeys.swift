import ScreenKit

/// The key sequences that the terminal's description adds to those that every decoder knows.
enum TerminalKeys {
    private static let capabilities: [(name: String, key: Key)] = [
        ("kcuu1", Key(.up)), ("kcud1", Key(.down)), ("kcub1", Key(.left)), ("kcuf1", Key(.right)),
        ("khome", Key(.home)), ("kend", Key(.end)), ("kpp", Key(.pageUp)), ("knp", Key(.pageDown)),
        ("kich1", Key(.insert)), ("kdch1", Key(.delete)), ("kcbt", Key(.tab, .shift)),
        ("kUP", Key(.up, .shift)), ("kDN", Key(.down, .shift)),
        ("kLFT", Key(.left, .shift)), ("kRIT", Key(.right, .shift)),
        ("kLFT5", Key(.left, .control)), ("kRIT5", Key(.right, .control)),
        ("kUP5", Key(.up, .control)), ("kDN5", Key(.down, .control)),
        ("kLFT3", Key(.left, .alt)), ("kRIT3", Key(.right, .alt)),
        ("kent", Key(.enter)),
    ]

    /// The sequences of the current terminal that begin with Esc.
    ///
    /// Single bytes mean the same everywhere.
    static func described() -> [[UInt8]: Key] {
        var keys: [[UInt8]: Key] = [:]
        let functions = (1...12).map { (name: "kf\($0)", key: Key(.function($0))) }
        for (name, key) in capabilities + functions {
            let bytes = TerminalModes.capability(name)
            if bytes.first == 0x1B, bytes.count > 1 {
                keys[bytes] = key
            }
        }
        return keys
    }
}
