package import PulseClient

/// How often what is asked, and how long what is waited for; in milliseconds unless said otherwise.
package struct SyncSettings: Hashable, Sendable {
    /// Between two looks at the open support conversations.
    package var openList: Int64 = 4_000
    /// Between two looks at the snoozed and the resolved ones.
    package var otherLists: Int64 = 30_000
    /// Between two looks at the conversation on screen: assistants.
    package var openConversation: Int64 = 10_000
    /// Between two looks at an assistant's conversations.
    package var conversations: Int64 = 20_000
    /// Between two looks at widgets and apps.
    package var descriptions: Int64 = 300_000
    /// How many times as long assistants' waits are without focus.
    package var unfocusedFactor: Int64 = 3
    /// By how many percent a wait is shortened or lengthened at random, so that desks do not ask in step.
    package var jitter: Int64 = 10
    /// How many polls an account may begin within `pollWindow`.
    package var pollsPerWindow = 2
    /// See `pollsPerWindow`.
    package var pollWindow: Int64 = 1_000
    /// The wait after a first error; it doubles with each further one.
    package var firstBackoff: Int64 = 2_000
    /// The longest wait after errors that the server did not ask for.
    package var longestBackoff: Int64 = 60_000
    /// The longest wait that the server can ask for.
    package var longestRetryAfter: Int64 = 900_000
    /// Between two looks at the one list that is asked for while the key is refused.
    package var refusedKeyList: Int64 = 60_000
    /// Between two tries to read a key that is missing.
    package var missingKeyRetry: Int64 = 300_000
    /// When a poll is given up, whatever it waits for.
    package var askLimit: Int64 = 30_000
    /// When reading a key is given up; later than a key's command is, whose reason says more.
    package var keyLimit: Int64 = 35_000
    /// By how much the clock may run ahead before the machine is taken to have slept.
    package var sleepSlack: Int64 = 5_000
    /// How long a message may be queued until it waits for a key.
    package var lateLimit: Int64 = 120_000
    /// How long the look before a send may take.
    package var lookLimit: Int64 = 3_000
    /// How many messages may be leaving at once, each of another conversation.
    package var parallelSends = 3
    /// Rows of a page of history.
    package var historyPage = 20
    /// Rows of a page of an assistant's conversation list.
    package var listPage = 100
    /// When after a stream's end the list is read again for the title that comes late.
    package var titleLooks: [Int64] = [2_000, 6_000, 15_000]
    /// Between two reports of a growing answer.
    package var answerReport: Int64 = 33
    /// Between two times that a growing answer is stored.
    package var answerSave: Int64 = 1_000
    /// How long an answer is read on after its stop, until its connection is closed.
    package var stopLimit: Int64 = 10_000
    /// After how long without text a stream is said to wait.
    package var stillWaiting: Int64 = 20_000
    /// Between two reports that it still waits.
    package var stillWaitingStep: Int64 = 1_000
    /// The client's time limits.
    package var limits = TimeLimits()

    /// How many milliseconds the sending of a message may take, at most; the desk has to be opened with it.
    package var sendLimit: Int64 { DeskMoment.milliseconds(limits.longestSend) }

    /// The values that suit a person at a desk.
    package init() {}
}
