package import ScreenKit

/// Turns the bytes of a terminal into events, a pure state machine over bytes and times.
///
/// The program reads the terminal itself instead of asking ncurses for keys: `wget_wch` refreshes the screen
/// as a side effect, decides about Esc with a clock of its own, and cannot be tested at every split of a stream.
///
/// Both forms of the cursor keys are understood, whatever mode the terminal is in, and so are the forms of
/// xterm, tmux, screen, rxvt, the Linux console and the VT100. What terminfo says in addition can be given.
package struct KeyDecoder: Sendable {
    /// How long a decision may wait for more bytes, in milliseconds.
    package struct Delays: Hashable, Sendable {
        /// After this an Esc without another byte is the Esc key.
        package var escape: Int64
        /// How long parts of a sequence, also behind an Esc that was delivered already, belong together.
        package var repair: Int64
        /// After this without a byte a paste without its end mark is delivered.
        package var paste: Int64

        /// By default waits that suit a person's keys over a fast line; a slow one can need more.
        package init(escape: Int64 = 25, repair: Int64 = 100, paste: Int64 = 1000) {
            self.escape = escape
            self.repair = repair
            self.paste = paste
        }
    }

    enum State: Sendable {
        case ground
        /// Esc was read; `count` is 2 for Esc Esc.
        case escape(count: Int)
        /// Esc was delivered as a key; a sequence may still follow it.
        case afterEscape
        /// Inside a sequence.
        case sequence(KeySequence)
        /// Inside a string, which is swallowed.
        case string(TerminalString)
        /// Behind the beginning of a mouse report, so many bytes before its end.
        case mouse(missing: Int)
        /// Inside a character of several bytes.
        case character(UTF8Assembler, alt: Bool)
        /// Inside a bracketed paste.
        case paste(PasteCollector)
    }

    let delays: Delays
    let extraKeys: [[UInt8]: Key]
    var state = State.ground
    /// When the state was entered, or its last byte read.
    var since: Int64 = 0
    var events: [InputEvent] = []

    /// A decoder that waits for nothing.
    ///
    /// - Parameters:
    ///   - delays: how long it waits for the rest of something.
    ///   - extraKeys: whole sequences, with their Esc, that mean a key on this terminal; they come first.
    package init(delays: Delays = Delays(), extraKeys: [[UInt8]: Key] = [:]) {
        self.delays = delays
        self.extraKeys = extraKeys
    }

    /// When `expire` has to be called if no byte comes before; `nil` while nothing is undecided.
    package var deadline: Int64? {
        switch state {
        case .ground: nil
        // Nothing is to be delivered at the end of this wait, so nobody needs to wake up for it.
        case .afterEscape: nil
        case .escape: since + delays.escape
        case .sequence, .string, .mouse, .character: since + delays.repair
        case .paste: since + delays.paste
        }
    }

    /// Takes bytes that were read at this time and returns what they complete.
    package mutating func feed(_ bytes: some Sequence<UInt8>, at now: Int64) -> [InputEvent] {
        var ready = expire(at: now)
        for byte in bytes {
            take(byte, at: now)
        }
        ready += events
        events = []
        return ready
    }

    /// Decides what waited too long, and returns it.
    package mutating func expire(at now: Int64) -> [InputEvent] {
        if case .afterEscape = state, now > since + delays.repair {
            state = .ground
        }
        guard let deadline, now >= deadline else { return [] }
        giveUp()
        defer { events = [] }
        return events
    }

    private mutating func giveUp() {
        switch state {
        case .ground, .afterEscape, .mouse:
            break
        case .escape(let count):
            for _ in 0..<count {
                emit(Key(.escape), at: since)
            }
            // The window for the rest of a split sequence begins where the Esc was given up.
            since += delays.escape
            state = .afterEscape
            return
        case .sequence(let sequence):
            emit(sequence.unfinished, at: since)
        case .string(let string):
            emit(string.unfinished, at: since)
        case .character(_, let alt):
            emit(Key(.character("\u{FFFD}"), alt ? .alt : []), at: since)
        case .paste(let paste):
            events.append(.paste(paste.unfinishedText))
        }
        state = .ground
    }

    private mutating func take(_ byte: UInt8, at now: Int64) {
        defer { since = now }
        switch state {
        case .ground:
            begin(byte, alt: false, at: now)
        case .escape(let count):
            takeAfterEscape(byte, count: count, at: now)
        case .afterEscape:
            state = .ground
            if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O") {
                state = .sequence(KeySequence(introducer: byte, alt: false, isRepaired: true))
            } else if let string = TerminalString(introducer: byte, isRepaired: true) {
                state = .string(string)
            } else {
                begin(byte, alt: false, at: now)
            }
        case .sequence(var sequence):
            let outcome = sequence.take(byte)
            state = .sequence(sequence)
            finish(sequence, outcome, byte, at: now)
        case .string(var string):
            let outcome = string.take(byte)
            state = .string(string)
            finish(string, outcome, byte, at: now)
        case .mouse(let missing):
            takeInMouse(byte, missing: missing, at: now)
        case .character(var assembler, let alt):
            takeInCharacter(byte, &assembler, alt: alt, at: now)
        case .paste(var paste):
            // Lets go of the state's copy, or each byte of a long paste would copy all before it.
            state = .ground
            if let text = paste.take(byte) {
                events.append(.paste(text))
            } else {
                state = .paste(paste)
            }
        }
    }

    private mutating func takeAfterEscape(_ byte: UInt8, count: Int, at now: Int64) {
        switch byte {
        case 0x1B:
            // Two may begin Alt with an arrow; the third shows that the first was a key.
            if count == 2 { emit(Key(.escape), at: since) }
            state = .escape(count: 2)
        case UInt8(ascii: "["), UInt8(ascii: "O"):
            state = .sequence(KeySequence(introducer: byte, alt: count == 2, isRepaired: false))
        default:
            if count == 2 { emit(Key(.escape), at: since) }
            state = .ground
            if let key = extraKeys[[0x1B, byte]] {
                emit(key, at: now)
            } else if let string = TerminalString(introducer: byte, isRepaired: false) {
                state = .string(string)
            } else {
                begin(byte, alt: true, at: now)
            }
        }
    }

    private mutating func finish(
        _ string: TerminalString,
        _ outcome: TerminalString.Outcome,
        _ byte: UInt8,
        at now: Int64
    ) {
        switch outcome {
        case .more:
            return
        case .complete:
            state = .ground
        case .broken:
            // Something else began before the string was over.
            emit(string.unfinished, at: since)
            if string.endsPerhaps {
                takeAfterEscape(byte, count: 1, at: now)
            } else {
                state = .ground
                begin(byte, alt: false, at: now)
            }
        }
    }

    private mutating func takeInMouse(_ byte: UInt8, missing: Int, at now: Int64) {
        // Numbers are sent as characters from the space on; 0 is what is beyond the last of them.
        if byte != 0, byte < 0x20 {
            state = .ground
            begin(byte, alt: false, at: now)
        } else {
            state = missing > 1 ? .mouse(missing: missing - 1) : .ground
        }
    }

    private mutating func finish(_ sequence: KeySequence, _ outcome: KeySequence.Outcome, _ byte: UInt8, at now: Int64)
    {
        switch outcome {
        case .more:
            return
        case .broken:
            // Not a sequence after all. The byte that broke it may be a key of its own.
            state = .ground
            emit(sequence.unfinished, at: now)
            begin(byte, alt: false, at: now)
        case .complete:
            state = .ground
            if let key = extraKeys[sequence.bytes] {
                emit(key, at: now)
                return
            }
            switch sequence.meaning {
            case .key(let key): emit(key, at: now)
            case .focus(let gained): events.append(gained ? .focusGained : .focusLost)
            case .mouse: state = .mouse(missing: 3)
            case .pasteBegins: state = .paste(PasteCollector())
            case .nothing: break
            }
        }
    }

    private mutating func takeInCharacter(_ byte: UInt8, _ assembler: inout UTF8Assembler, alt: Bool, at now: Int64) {
        switch assembler.take(byte) {
        case .more:
            state = .character(assembler, alt: alt)
        case .scalar(let scalar):
            state = .ground
            emit(scalar, alt: alt, at: now)
        case .invalid:
            state = .ground
            emit("\u{FFFD}", alt: alt, at: now)
            begin(byte, alt: false, at: now)
        }
    }

    private mutating func begin(_ byte: UInt8, alt: Bool, at now: Int64) {
        if byte == 0x1B {
            state = .escape(count: 1)
        } else if byte < 0x80 {
            var key = Key(ascii: byte)
            if alt { key.modifiers.insert(.alt) }
            emit(key, at: now)
        } else if let assembler = UTF8Assembler(lead: byte) {
            state = .character(assembler, alt: alt)
        } else {
            emit("\u{FFFD}", alt: alt, at: now)
        }
    }

    private mutating func emit(_ scalar: Unicode.Scalar, alt: Bool, at now: Int64) {
        // C1 controls are no characters that a person types.
        guard scalar.value >= 0xA0 else { return }
        emit(Key(.character(Character(scalar)), alt ? .alt : []), at: now)
    }

    private mutating func emit(_ keys: [Key], at now: Int64) {
        for key in keys {
            emit(key, at: now)
        }
    }

    private mutating func emit(_ key: Key, at now: Int64) {
        events.append(.key(key, readAt: now))
    }
}
