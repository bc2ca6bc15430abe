import PulseCore
import ScreenKit
import Testing

@Suite struct BurstGuardTests {
    private let enter = Key(.enter)

    /// What comes out for keys read at these times, and what once the burst is over.
    private func decisions(_ keys: [(Character, Int64)]) -> String {
        var guardian = BurstGuard()
        var out: [BurstGuard.Decision] = []
        for (character, time) in keys {
            let key = character == "\r" ? enter : Key(.character(character))
            out += guardian.keyRead(key, isSendKey: key == enter, marksPastes: false, at: time)
        }
        out += guardian.timePassed(at: (keys.last?.1 ?? 0) + 1_000)
        return out.map { decision in
            switch decision {
            case .pass(let key): key == enter ? "!" : "."
            case .lineBreak: "/"
            }
        }.joined()
    }

    @Test func aPersonsEnterSends() {
        #expect(decisions([("a", 0), ("b", 120), ("\r", 300)]) == "..!")
        #expect(decisions([("a", 0), ("\r", 40)]) == ".!")
    }

    @Test func aPasteInOneReadNeverSends() {
        #expect(decisions("one\rtwo\r".map { ($0, 0) }) == ".../.../")
    }

    @Test func aPasteInSeveralReadsNeverSends() {
        let keys = Array("one\rtwo\r").enumerated().map { index, character in (character, Int64(index / 4) * 5) }
        #expect(decisions(keys) == ".../.../")
    }

    @Test func aPasteByteByByteNeverSends() {
        let keys = Array("one\rtwo\r").enumerated().map { index, character in (character, Int64(index) * 3) }
        #expect(decisions(keys) == ".../.../")
    }

    @Test func aLongBurstNeverSendsThoughTheSendKeyIsItsLast() {
        let keys = (String(repeating: "x", count: 80) + "\r").map { ($0, Int64(0)) }
        #expect(decisions(keys) == String(repeating: ".", count: 80) + "/")
    }

    @Test func theHeldKeyIsDecidedAfterThePause() {
        var guardian = BurstGuard()
        #expect(guardian.keyRead(enter, isSendKey: true, marksPastes: false, at: 100) == [])
        #expect(guardian.deadline == 120)
        #expect(guardian.timePassed(at: 119) == [])
        #expect(guardian.timePassed(at: 120) == [.pass(enter)])
        #expect(guardian.deadline == nil)
    }

    @Test(arguments: 0..<100) func howeverAPasteIsCutItNeverSends(seed: Int) {
        var state = UInt64(seed) &* 6_364_136_223_846_793_005 &+ 1
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var time: Int64 = 0
        let text = "first line\rsecond\r\rlast one\r"
        let keys = text.map { character in
            time += Int64(random(19))
            return (character, time)
        }
        let result = decisions(keys)
        #expect(!result.contains("!"))
        #expect(result.filter { $0 == "/" }.count == 4)
    }
}
