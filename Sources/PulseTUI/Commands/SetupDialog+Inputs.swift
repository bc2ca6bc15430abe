import PulseClient
import PulseModel
import ScreenKit

extension SetupDialog {
    /// Asks for the inputs that an assistant's app declares; nothing where it declares none.
    ///
    /// - Parameters:
    ///   - account: an account whose key was found good.
    ///   - key: its key.
    ///   - limits: how long the service may take.
    /// - Returns: what goes under `[account.inputs]`.
    /// - Throws: `.inputEnded`.
    func askInputs(
        of account: Account,
        _ key: APIKey,
        _ limits: TimeLimits
    ) async throws(Stop) -> [String: JSONValue] {
        guard account.service == .assistant else { return [:] }
        let fields = try await declaredInputs(of: account, key, limits)
        guard !fields.isEmpty else { return [:] }
        console.write("The assistant asks for these; they are sent with your questions.")
        var values: [String: JSONValue] = [:]
        for field in fields {
            if let value = try value(of: InputQuestion(field: field)) { values[field.variable] = value }
        }
        return values
    }

    /// What the app declares; empty where the person goes on without it.
    private func declaredInputs(
        of account: Account,
        _ key: APIKey,
        _ limits: TimeLimits
    ) async throws(Stop) -> [InputField] {
        while true {
            do throws(AccountCheck.Failure) {
                return try await AccountCheck.inputs(account, key, limits: limits)
            } catch {
                console.say("What the assistant asks for cannot be read: \(error.words(address: "the address")).")
            }
            let question = "r tries again, s goes on without, q quits"
            let answer = try choose(question, among: ["r", "s", "q"], usual: "r")
            if answer == "q" { throw .inputEnded }
            if answer == "s" { return [] }
        }
    }

    /// The value that a person gives; nil for none.
    private func value(of question: InputQuestion) throws(Stop) -> JSONValue? {
        guard let kind = question.kind else {
            if question.field.required, question.field.kind != "external_data_tool" {
                console.say("\(question.words): a file, which pulse-tui cannot send. Questions will be refused.")
            }
            return nil
        }
        if kind == .choice {
            for (index, option) in question.field.options.enumerated() { console.say("  \(index + 1)  \(option)") }
        }
        return try answer(question.words, usual: question.usual) { text -> JSONValue?? in
            if text.isEmpty { return .some(nil) }
            switch question.answer(to: text) {
            case .value(let value): return .some(value)
            case .refused(let reason):
                console.say(reason)
                return nil
            }
        }
    }
}
