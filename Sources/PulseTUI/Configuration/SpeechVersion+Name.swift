import PulseClient

/// Which call reads answers aloud, as the configuration names it.
enum SpeechName: String, CaseIterable {
    case v1
    case v2

    var version: SpeechVersion { self == .v1 ? .v1 : .v2 }
}
