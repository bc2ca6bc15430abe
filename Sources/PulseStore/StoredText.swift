import PulseModel

extension String {
    /// The text as the database can keep it: NUL, at which the library would cut it off, becomes U+2400.
    var storable: String {
        guard utf8.contains(0) else { return self }
        var scalars = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            scalars.append(scalar == "\0" ? "\u{2400}" : scalar)
        }
        return String(scalars)
    }

    /// The beginning of the text on one line, for a row of the list: at most 200 characters.
    var snippet: String {
        // The folding looks at no more than could be shown, since a message may be a megabyte.
        String(String(prefix(800)).folded.prefix(200))
    }

    /// The text without white space at its ends, and each run of white space inside as one space.
    var folded: String {
        var result = String.UnicodeScalarView()
        var pending = false
        for scalar in unicodeScalars {
            if scalar.properties.isWhitespace {
                pending = !result.isEmpty
            } else {
                if pending { result.append(" ") }
                pending = false
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// The text without white space at its ends.
    var trimmed: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }

    /// The text with LF for every CR LF and every CR.
    var withLineFeeds: String {
        guard utf8.contains(0x0D) else { return self }
        var scalars = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in unicodeScalars {
            if scalar == "\n", afterReturn {
                afterReturn = false
                continue
            }
            afterReturn = scalar == "\r"
            scalars.append(afterReturn ? "\n" : scalar)
        }
        return String(scalars)
    }
}

extension Timestamp {
    /// The beginning of this moment's second, in milliseconds.
    var secondStart: Int64 { seconds &* 1000 }

    /// The moment, no earlier than 1970 and no later than the year 9999: a server's nonsense must not stand among the
    /// places of messages that have not been taken.
    var plausible: Timestamp {
        Timestamp(milliseconds: min(max(milliseconds, 0), 253_402_300_799_000))
    }
}
