package import CursesKit
import Foundation
package import PulseCore
package import PulseModel
package import PulseStore
package import PulseSync

/// Whoever carries out effects that are not the terminal's.
package protocol EffectRunning: AnyObject {
    /// Starts work for the store and returns at once; its outcome comes by the mailbox.
    func run(_ request: StoreRequest)
    /// Asks the sync loop; returns at once.
    func run(_ request: SyncRequest)
    /// Blocks until what was asked of the store is done, for so many milliseconds at the most.
    func waitForStore(milliseconds limit: Int)
}

/// Carries out effects against the store and the sync loop.
///
/// What touches a conversation's draft, outbox or transcript goes through one lane in the order it was asked for, so that a
/// draft that was saved before it was sent can never come back after it.
package final class EffectRunner: EffectRunning, Sendable {
    private let sync: DeskSync
    private let lane: AsyncStream<LaneStep>.Continuation
    private let laneTask: Task<Void, Never>
    private let reader: Task<Void, Never>
    private let readerLane: AsyncStream<StoreRequest>.Continuation

    /// Starts two lanes into the store, one of them for reads that need no order; `drain` ends both.
    package init(store: DeskStore, sync: DeskSync, mailbox: Mailbox<Action>) {
        self.sync = sync
        let worker = StoreWorker(store: store, mailbox: mailbox)
        let (steps, lane) = AsyncStream<LaneStep>.makeStream()
        self.lane = lane
        laneTask = Task.detached {
            for await step in steps {
                switch step {
                case .request(let request): await worker.run(request)
                case .reached(let mark): mark.signal()
                }
            }
        }
        let (reads, readerLane) = AsyncStream<StoreRequest>.makeStream()
        self.readerLane = readerLane
        reader = Task.detached {
            for await request in reads { await worker.run(request) }
        }
    }

    /// Puts work for the store into its lane.
    package func run(_ request: StoreRequest) {
        switch request {
        case .loadRows, .loadSentTexts: readerLane.yield(request)
        case .loadWindow, .saveDraft, .joinDraft, .enqueue, .decide, .markRead, .makeConversation:
            lane.yield(.request(request))
        case .loadThread(let id):
            lane.yield(.request(request))
            // What is kept is on screen before the server answers.
            sync.opened(id)
        }
    }

    /// Gives the sync loop what it is asked.
    package func run(_ request: SyncRequest) {
        sync.request(request)
    }

    /// Waits for the lane that keeps the order; the lists that are being read are not waited for.
    package func waitForStore(milliseconds limit: Int) {
        let mark = DispatchSemaphore(value: 0)
        lane.yield(.reached(mark))
        _ = mark.wait(timeout: .now() + .milliseconds(limit))
    }

    /// What goes through the lane: work, or a mark that says that all before it is done.
    private enum LaneStep: Sendable {
        case request(StoreRequest)
        case reached(DispatchSemaphore)
    }

    /// Ends the lanes after what is in them has been done.
    package func drain() async {
        lane.finish()
        readerLane.finish()
        await laneTask.value
        await reader.value
    }
}
