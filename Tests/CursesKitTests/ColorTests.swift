import ScreenKit
import TestPacing
import Testing

@testable import CursesKit

@Suite(.paced) struct ColorTests {
    @Test("a colour by value is the nearest that the terminal has")
    func nearest() {
        #expect(Palette.number(of: .rgb(255, 0, 0), in: .palette) == 196)
        #expect(Palette.number(of: .rgb(250, 5, 5), in: .palette) == 196)
        #expect(Palette.number(of: .rgb(128, 128, 128), in: .palette) == 244)
        #expect(Palette.number(of: .rgb(250, 10, 10), in: .sixteen) == 9)
        #expect(Palette.number(of: .rgb(200, 10, 10), in: .eight) == 1)
        #expect(Palette.number(of: .rgb(1, 2, 3), in: .direct) == 0x010203)
        #expect(Palette.number(of: .rgb(0, 0, 3), in: .direct) == 0)
    }

    @Test("a number of the palette stays itself where it exists")
    func indexed() {
        #expect(Palette.number(of: .indexed(12), in: .palette) == 12)
        #expect(Palette.number(of: .indexed(12), in: .sixteen) == 12)
        #expect(Palette.number(of: .indexed(12), in: .eight) == 4)
        #expect(Palette.number(of: .indexed(196), in: .sixteen) == 9)
        #expect(Palette.number(of: .indexed(196), in: .direct) == 0xFF0000)
    }

    @Test("the terminal's own colour is never replaced, and no colours means none")
    func standard() {
        for colors in TerminalTraits.Colors.allCases {
            #expect(Palette.number(of: .standard, in: colors) == -1)
        }
        #expect(Palette.number(of: .rgb(1, 2, 3), in: .none) == -1)
        #expect(Palette.number(of: .indexed(3), in: .none) == -1)
    }

    @Test("pairs are registered once, and the nearest is taken when all are used up")
    func pairs() {
        var pairs = ColorPairs(capacity: 3)
        var registered: [Int32] = []
        func number(_ foreground: Int32, _ background: Int32) -> Int32 {
            pairs.number(of: ColorPairs.Pair(foreground: foreground, background: background)) { number, _ in
                registered.append(number)
            }
        }
        #expect(number(-1, -1) == 0)
        #expect(number(1, -1) == 1)
        #expect(number(7, 4) == 2)
        #expect(number(1, -1) == 1)
        #expect(registered == [1, 2])
        // Like white on blue, like red on nothing, like nothing at all.
        #expect(number(15, 4) == 2)
        #expect(number(9, -1) == 1)
        #expect(registered == [1, 2])
    }
}
