import TestPacing
import Testing

@testable import PulseSimulator

@Suite(.paced) struct JSONWritingTests {
    @Test func `the assistant service writes ASCII with surrogate pairs`() {
        let json: JSON = ["a": "ü你🇵\u{7F}\u{1}\"\\\n", "b": [1, 2.5, true, nil]]
        #expect(
            json.written(.ascii)
                == #"{"a": "\u00fc\u4f60\ud83c\uddf5\u007f\u0001\"\\\n", "b": [1, 2.5, true, null]}"#
        )
    }

    @Test func `the support service writes UTF-8 as it is`() {
        let json: JSON = ["a": "ü\u{9B}你\0"]
        #expect(json.written(.compact) == "{\"a\":\"ü\u{9B}你\\u0000\"}")
    }

    @Test(arguments: [JSONStyle.ascii, .compact])
    func `lone surrogates are escapes in both`(_ style: JSONStyle) {
        #expect(JSON.string("x\u{10D800}").written(style) == #""x\ud800""#)
    }
}
