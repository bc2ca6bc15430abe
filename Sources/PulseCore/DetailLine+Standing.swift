import PulseModel
import ScreenKit

extension State {
    /// How a conversation's account stands, and why its older messages are not here.
    func standing(of row: ConversationRow) -> [DetailLine] {
        var lines = Self.field(.standing, Sentences.standing(of: row.account, self, ages), detailColumns)
        if row.id == thread?.conversation {
            lines += Self.field(.history, thread.flatMap { Sentences.olderFailed($0.history, keymap) }, detailColumns)
        }
        return lines
    }

    /// What is wrong with the desk: its files, other accounts, what failed last.
    ///
    /// Where no conversation is shown, every account.
    func deskStanding(besides shown: AccountID?) -> [DetailLine] {
        let ages = ages
        var lines: [DetailLine] = []
        if let words = Sentences.storeTrouble(self) { lines += Self.problems(words, detailColumns) }
        for account in accounts where account.id != shown {
            guard shown == nil || Sentences.hasTrouble(account.id, self, ages) else { continue }
            lines += Self.field(.account, account.id.rawValue, detailColumns)
            lines += Self.field(.standing, Sentences.standing(of: account.id, self, ages), detailColumns)
        }
        if let failure = lastFailure {
            let words = "\(Ages.lastSeen(failure.at, self)) \(Sentences.notice(failure.notice, self).string)"
            lines += Self.field(.lastFailure, words, detailColumns)
        }
        if lines.isEmpty && shown == nil { lines = Self.notes(Sentences.noAccount, detailColumns) }
        return lines
    }
}
