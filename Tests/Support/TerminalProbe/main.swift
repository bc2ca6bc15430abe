import CursesKit
import Glibc
import ScreenKit

// A program that shows what its terminal reports, and goes down in every way it is asked to.

var options = TerminalOptions(usesColors: getenv("PROBE_COLORS").map { String(cString: $0) } != "none")
options.errorLog = getenv("PROBE_LOG").map { String(cString: $0) }

do {
    let probe = try Probe(options: options)
    exit(probe.run())
} catch {
    print("refused: \(error)")
    exit(1)
}
