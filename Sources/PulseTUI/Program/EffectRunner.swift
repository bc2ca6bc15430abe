package import CursesKit
import Foundation
package import PulseCore
import PulseModel
package import PulseStore
package import PulseSync

/// Whoever carries out effects that are not the terminal's.
package protocol EffectRunning: AnyObject {
    /// Starts the work and returns at once; its outcome comes by the mailbox.
    func run(_ effect: Effect)
    /// Blocks until what was asked of the store is done, for so many milliseconds at the most.
    func waitForStore(milliseconds limit: Int)
}

/// Carries out effects against the store and the sync loop.
///
/// What touches a conversation's draft, outbox or transcript goes through one lane in the order it was asked for, so that a
/// draft that was saved before it was sent can never come back after it.
package final class EffectRunner: EffectRunning, Sendable {
    private let store: DeskStore
    private let sync: DeskSync
    private let mailbox: Mailbox<Action>
    private let lane: AsyncStream<LaneStep>.Continuation
    private let laneTask: Task<Void, Never>
    private let reader: Task<Void, Never>
    private let readerLane: AsyncStream<Effect>.Continuation

    /// Starts two lanes into the store, one of them for reads that need no order; `drain` ends both.
    package init(store: DeskStore, sync: DeskSync, mailbox: Mailbox<Action>) {
        self.store = store
        self.sync = sync
        self.mailbox = mailbox
        let worker = StoreWorker(store: store, sync: sync, mailbox: mailbox)
        let (steps, lane) = AsyncStream<LaneStep>.makeStream()
        self.lane = lane
        laneTask = Task.detached {
            for await step in steps {
                switch step {
                case .effect(let effect): await worker.run(effect)
                case .reached(let mark): mark.signal()
                }
            }
        }
        let (reads, readerLane) = AsyncStream<Effect>.makeStream()
        self.readerLane = readerLane
        reader = Task.detached {
            for await effect in reads { await worker.run(effect) }
        }
    }

    /// Puts work for the store into a lane and gives the sync loop the rest; the terminal's effects do nothing here.
    package func run(_ effect: Effect) {
        switch effect {
        case .loadRows, .loadSentTexts: readerLane.yield(effect)
        case .loadThread, .loadWindow, .saveDraft, .joinDraft, .enqueue, .decide, .markRead,
            .makeConversation:
            lane.yield(.effect(effect))
        case .attend(let attention): sync.attend(attention)
        case .pollNow: sync.pollNow(nil)
        case .wokeUp: sync.wokeUp()
        case .loadOlder(let id, let toBeginning): sync.loadOlder(id, toBeginning: toBeginning)
        case .stopLoading(let id): sync.stopLoading(id)
        case .stopAnswer(let id): sync.stopAnswer(id)
        case .edit(let id, let edit): sync.edit(id, edit)
        case .openEditor, .suspend, .repaint, .ring, .quit: break
        }
    }

    /// Waits for the lane that keeps the order; the lists that are being read are not waited for.
    package func waitForStore(milliseconds limit: Int) {
        let mark = DispatchSemaphore(value: 0)
        lane.yield(.reached(mark))
        _ = mark.wait(timeout: .now() + .milliseconds(limit))
    }

    /// What goes through the lane: work, or a mark that says that all before it is done.
    private enum LaneStep: Sendable {
        case effect(Effect)
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
