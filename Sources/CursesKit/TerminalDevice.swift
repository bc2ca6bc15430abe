package import ScreenKit

/// The terminal as the program sees it: events come in, whole screens go out.
///
/// Everything here is for the one thread that made the device; it is not `Sendable`.
package protocol TerminalDevice: AnyObject {
    /// The size of the window now. A change is also reported as an event.
    var size: Size { get }

    /// What the terminal can do. It does not change while the device is open.
    var traits: TerminalTraits { get }

    /// The time on the clock of `InputEvent.key`, in milliseconds; goes on while the machine sleeps.
    var now: Int64 { get }

    /// Waits until something happened, then takes everything that is queued.
    ///
    /// The only call that blocks.
    ///
    /// - Parameters:
    ///   - mailbox: what ends the waiting besides input.
    ///   - timeout: the longest wait in milliseconds; 0 only looks, `nil` waits for ever.
    /// - Returns: the events in the order they came; none when a message lies in the mailbox or the time is over.
    func wait(for mailbox: MailboxSignal, milliseconds timeout: Int32?) -> [InputEvent]

    /// Shows a screen and puts the cursor where it says.
    ///
    /// Only what differs from the screen shown last is written, in one go; nothing differs, nothing is written.
    /// A screen of another size than the window is cut, or filled up with blanks.
    func present(_ screen: Screen)

    /// Writes the screen shown last again, whole, over whatever is on the terminal.
    func repaint()

    /// Gives the terminal back and stops the process group like Ctrl-Z; returns when it goes on.
    ///
    /// The last screen is shown again. `.resumed`, and `.resized` if the window changed, come with the next wait.
    func suspend()

    /// Gives the terminal to another program and waits until it ends.
    ///
    /// - Parameters:
    ///   - command: the program, found through PATH when it has no slash, and its arguments.
    ///   - environment: the whole environment of the program.
    /// - Returns: the exit status; 128 and the number of the signal when a signal ended it.
    /// - Throws: `.cannotRun` when it could not be started; the terminal is taken again in this case too.
    func runForeground(_ command: [String], environment: [String: String]) throws(TerminalFailure) -> Int32

    /// Rings the bell once.
    func ring()

    /// Sets the title of the window, where the terminal has one; the former title comes back at the end.
    func setTitle(_ title: DisplayText)

    /// Gives the terminal back as it was found. A second call does nothing; nothing else may follow it.
    func close()
}
