package import PulseModel
import PulseStore

/// Random work on a store of its own in memory, while a screen follows it.
///
/// What is to hold after each step: the screen, which loaded once and followed, shows what a fresh load would give.
package struct DeskExercise {
    static let support = Account(
        id: AccountID(rawValue: "desk"),
        service: .support,
        baseURL: "https://pulse.test/api/v1"
    )
    static let assistant = Account(
        id: AccountID(rawValue: "helper"),
        service: .assistant,
        baseURL: "https://ai.test/v1",
        user: "desk"
    )
    static let page = 4

    let store: DeskStore
    var random: SeededRandom
    var screen: FollowingScreen
    var server = AssistantServer()
    /// The visitors' rows as the support service has them.
    var visitors: [SupportConversation] = []
    var second: Int64 = 1_000
    private var number = 0

    /// An exercise; the same seed makes the same steps.
    package init(seed: UInt64) throws(StoreFailure) {
        random = SeededRandom(seed: seed)
        store = try DeskStore.inMemory(sendLimit: 30_000)
        try store.register([Self.support, Self.assistant])
        do {
            let now = Timestamp(seconds: second)
            screen = try FollowingScreen(store, accounts: [Self.support, Self.assistant], now: now)
        } catch {
            throw .failed(detail: "\(error)")
        }
        for number in 1...5 {
            visitors.append(
                SupportConversation(
                    id: "conv_\(number)",
                    widgetID: "wid_\(number % 2)",
                    status: .open,
                    visitorName: "Visitor \(number)",
                    lastMessage: number == 1 ? nil : "Hello",
                    updatedAt: Timestamp(seconds: 900 + Int64(number))
                )
            )
        }
    }

    /// One random thing happens, on the store or on the screen.
    package mutating func step() async throws {
        second += Int64(random.below(3))
        switch random.below(10) {
        case 0, 1, 2: try await changeStore()
        case 3, 4: screen.press(FollowingScreen.keys.randomElement(using: &random) ?? "j")
        case 5: screen.passTime(to: Timestamp(seconds: second))
        case 6, 7: try await screen.askStore()
        case 8: screen.hearAnswer()
        default: screen.follow()
        }
    }

    /// What the screen shows otherwise than a fresh load would, once it has heard everything; empty where all is well.
    package mutating func differences() async throws -> [String] {
        try await screen.settle()
        return try await screen.differences()
    }

    /// A text that was not used yet.
    mutating func newText() -> String {
        number += 1
        return "text \(number)"
    }

    private mutating func changeStore() async throws {
        do {
            switch random.below(4) {
            case 0: try await pollSupport()
            case 1: try await pollAssistant()
            case 2: try await useKeys()
            default: try await deliver()
            }
        } catch StoreFailure.notFound {
            return  // what it was about is gone meanwhile
        }
    }
}
