import TestPacing
import Testing

@testable import PulseStore

/// How a row shows a text of ours.
@Suite(.paced) struct ShownTextTests {
    private static let ours =
        "Thank you, it's done: please reload the page & log in <again>, \"then\" everything works."

    @Test(arguments: [
        ours, ours.prefix(27) + "...", ours.prefix(20) + " ...", ours.prefix(77) + "...", ours.prefix(3) + "…",
        ours.prefix(41) + "",
        "Thank you, it&#39;s done: please reload the page &amp; log in &lt;again&gt;, &quot;then&quot; everything works.",
        "Thank you, it&#x27;s done: please reload the page &amp; log in...", "Thank you, it&apos;s…",
    ])
    func isOurs(_ shown: String) {
        #expect(ShownText(shown).isText(Self.ours))
    }

    @Test(arguments: [
        "", "...", "…", "Thank you...", ours.prefix(19) + "...", ours.prefix(39) + "", "Thank you, it&amp;#39;s…",
        "Thanks a lot, it's done: please...", "Thank you, it&#39;s",
    ])
    func isSomebodyElses(_ shown: String) {
        #expect(!ShownText(shown).isText(Self.ours))
    }

    @Test func whatWeWroteWithEscapesIsFirstTakenAsItStands() {
        #expect(ShownText("write &amp; here").isText("write &amp; here"))
        #expect(ShownText("write &amp;amp; here").isText("write &amp; here"))
        #expect(!ShownText("write &amp;amp; here").isText("write & here"))
    }
}
