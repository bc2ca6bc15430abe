package import ScreenKit

/// What `pulse-tui call` says of itself.
package enum CallHelp {
    /// A line for each call: its name and what it does.
    package static var list: [DisplayText] {
        ServiceCall.all.map { call in
            let padding = String(repeating: " ", count: max(1, 42 - call.name.count))
            return DisplayText(sanitizing: call.name + padding + call.summary)
        }
    }

    /// The page of a call; nil where none has that name.
    package static func page(of name: String) -> [DisplayText]? {
        guard let call = ServiceCall.all.first(where: { $0.name == name }) else { return nil }
        var lines = ["pulse-tui call \(call.name): \(call.summary)", ""]
        if let caution = call.caution { lines += [caution + ".", ""] }
        let key =
            switch call.access {
            case .support: "an account of Pulse"
            case .app: "an account of PulseAI"
            case .dataset: "an account of PulseAI with a dataset key"
            }
        lines += ["It needs \(key)."]
        if call.sends {
            lines += ["It is sent once: exit status 70 says that nobody knows whether it arrived."]
        }
        lines += [""]
        if call.isDeclared {
            lines += ["It is off until [account.calls.\(call.name)] declares it. What follows is what we guess.", ""]
        }
        lines +=
            call.fields.isEmpty ? ["It has no fields."] : ["Fields, for --set FIELD=VALUE:"] + call.fields.map(\.line)
        switch call.file {
        case .none: break
        case .upload: lines += ["", "  --file F  The file to upload; needed."]
        case .text(let field): lines += ["", "  --file F  Takes \(field) from a file; - is standard input."]
        }
        if call.downloads { lines += ["", "  --out F  The file for the sound; needed."] }
        return lines.map { DisplayText(sanitizing: $0) }
    }
}
