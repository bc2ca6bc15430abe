/// How many columns a scalar takes on a terminal, by the rules that ncurses and the C library follow.
///
/// The tables come from the Unicode data, so the answer does not depend on the locale of the process.
package enum CellWidth {
    /// What the sanitiser does with a scalar.
    enum Kind: UInt8 {
        /// Takes no column and is drawn over the scalar before it.
        case mark
        /// Takes one column.
        case narrow
        /// Takes two columns.
        case wide
        /// Has no look of its own (format controls, joiners, selectors, tags) and is left out.
        case removed
        /// Cannot be measured on every system (unassigned, private, too new) and becomes U+FFFD.
        case replaced
        /// Has a rule of its own: control characters, line separators, flags, skin tones, Jamo.
        case special
    }

    /// Columns of a scalar that may be drawn as it is: 0, 1 or 2; nil for all others.
    package static func columns(of scalar: Unicode.Scalar) -> Int? {
        let kind = kind(of: scalar.value)
        return kind.rawValue <= Kind.wide.rawValue ? Int(kind.rawValue) : nil
    }

    /// What the sanitiser does with the scalar of this value.
    static func kind(of scalar: UInt32) -> Kind {
        if scalar &- 0x20 < 0x5F {
            return .narrow
        }
        guard scalar < tableLimit else {
            // Tags and variation selectors; above and below there are only unassigned and private ones.
            return scalar >> 12 == 0xE0 ? .removed : .replaced
        }
        let block = Int(blockNumbers[Int(scalar >> 7)])
        let word = blocks[block << 3 | Int(scalar >> 4 & 7)]
        return Kind(rawValue: UInt8(truncatingIfNeeded: word >> UInt64((scalar & 15) << 2)) & 15) ?? .replaced
    }

    /// Columns of a scalar that is known to come from a `DisplayText`.
    static func knownColumns(of scalar: UInt32) -> Int {
        Int(kind(of: scalar).rawValue)
    }
}
