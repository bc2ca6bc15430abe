import Foundation
import PulseModel

/// Waiting that can be cut short.
actor Alarm {
    private var isRinging = false
    private var waiter: Task<Void, Never>?

    func ring() {
        isRinging = true
        waiter?.cancel()
    }

    func wait(milliseconds: Int64) async {
        guard !isRinging else {
            isRinging = false
            return
        }
        let task = Task<Void, Never> {
            // Being woken is what cancelling means here.
            _ = try? await Task.sleep(for: .milliseconds(max(1, milliseconds)))
        }
        waiter = task
        await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        waiter = nil
        isRinging = false
    }
}

func wallNow() -> Timestamp {
    Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
}
