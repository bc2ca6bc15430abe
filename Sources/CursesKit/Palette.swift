package import ScreenKit

/// The colours behind the numbers of a terminal's palette, and the nearest of them to any colour.
///
/// Source: xterm, 256colres.h: a cube of six levels a side, then 24 grey ones. The first sixteen are what xterm
/// starts with; persons change them, so a colour by value is never mapped to them where there are others.
package enum Palette {
    struct Components: Equatable {
        var red: Int
        var green: Int
        var blue: Int

        init(_ red: Int, _ green: Int, _ blue: Int) {
            self.red = red
            self.green = green
            self.blue = blue
        }

        /// How unlike two colours look; the eye is keenest for green.
        func distance(to other: Components) -> Int {
            let red = red - other.red
            let green = green - other.green
            let blue = blue - other.blue
            return 2 * red * red + 4 * green * green + 3 * blue * blue
        }
    }

    private static let basic: [Components] = [
        Components(0, 0, 0), Components(205, 0, 0), Components(0, 205, 0), Components(205, 205, 0),
        Components(0, 0, 238), Components(205, 0, 205), Components(0, 205, 205), Components(229, 229, 229),
        Components(127, 127, 127), Components(255, 0, 0), Components(0, 255, 0), Components(255, 255, 0),
        Components(92, 92, 255), Components(255, 0, 255), Components(0, 255, 255), Components(255, 255, 255),
    ]

    private static func level(_ step: Int) -> Int { step == 0 ? 0 : 55 + 40 * step }

    /// What a number of the palette shows.
    static func components(_ number: UInt8) -> Components {
        switch Int(number) {
        case 0..<16:
            return basic[Int(number)]
        case 16..<232:
            let place = Int(number) - 16
            return Components(level(place / 36), level(place / 6 % 6), level(place % 6))
        default:
            let grey = 8 + 10 * (Int(number) - 232)
            return Components(grey, grey, grey)
        }
    }

    /// The number that looks most like a colour; the lowest of equals.
    static func nearest(to color: Components, among numbers: ClosedRange<UInt8>) -> UInt8 {
        var best = numbers.lowerBound
        var bestDistance = Int.max
        for number in numbers {
            let distance = components(number).distance(to: color)
            if distance < bestDistance {
                best = number
                bestDistance = distance
            }
        }
        return best
    }

    /// The number to give to a terminal with this many colours; -1 is its own standard colour.
    ///
    /// With eight colours the bright ones are the plain ones; whoever draws adds bold.
    package static func number(of color: Color, in colors: TerminalTraits.Colors) -> Int32 {
        let wanted: Components
        switch color {
        case .standard:
            return -1
        case .indexed(let number):
            switch colors {
            case .none: return -1
            case .eight where number < 16: return Int32(number % 8)
            case .sixteen where number < 16: return Int32(number)
            case .palette: return Int32(number)
            case .direct where number < 8: return Int32(number)
            case .eight, .sixteen, .direct: wanted = components(number)
            }
        case .rgb(let red, let green, let blue):
            wanted = Components(Int(red), Int(green), Int(blue))
        }
        switch colors {
        case .none: return -1
        case .eight: return Int32(nearest(to: wanted, among: 0...7))
        case .sixteen: return Int32(nearest(to: wanted, among: 0...15))
        case .palette: return Int32(nearest(to: wanted, among: 16...255))
        case .direct:
            let value = wanted.red << 16 | wanted.green << 8 | wanted.blue
            // Values below 8 are the first colours of the palette; the seven darkest blues are black.
            return value < 8 ? 0 : Int32(value)
        }
    }
}
