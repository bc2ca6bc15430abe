import PulseModel

/// How a declared input of an assistant is asked for, and what answers it takes.
struct InputQuestion {
    let field: InputField

    /// What a person can give in a line.
    enum Kind: Hashable, Sendable {
        case text, choice, number, flag
    }

    /// Nil for what nobody can type: files, and what the app fetches by itself.
    var kind: Kind? {
        switch field.kind {
        case "file", "file-list", "external_data_tool": nil
        case "number": .number
        case "checkbox": .flag
        case "select" where !field.options.isEmpty: .choice
        default: .text
        }
    }

    /// The words of the question, with the name that the value is kept under.
    var words: String {
        let label = field.label.flatMap { $0.isEmpty ? nil : $0 } ?? field.variable
        var words = label == field.variable ? label : "\(label) (\(field.variable))"
        if kind == .flag { words += ", y or n" }
        return field.required ? words + ", needed" : words
    }

    /// What an empty answer means: the app's own default, else nothing, which a needed input does not take.
    var usual: String? {
        let written: String? =
            switch field.defaultValue {
            case .string(let text): text
            case .integer(let number): "\(number)"
            case .number(let number): "\(number)"
            case .bool(let flag): flag ? "y" : "n"
            default: nil
            }
        if let written, !written.isEmpty, case .value = answer(to: written) { return written }
        return field.required ? nil : ""
    }

    /// What an answer is.
    enum Answer: Hashable, Sendable {
        case value(JSONValue)
        /// Why it cannot be taken.
        case refused(String)
    }

    /// Reads an answer that is not empty.
    func answer(to text: String) -> Answer {
        switch kind {
        case .choice: choice(text)
        case .number: number(text)
        case .flag: flag(text)
        case .text, nil: line(text)
        }
    }

    private func line(_ text: String) -> Answer {
        // The service counts code points.
        if let most = field.maxLength, most > 0, text.unicodeScalars.count > most {
            return .refused("The assistant takes \(most) characters, and these are \(text.unicodeScalars.count).")
        }
        return .value(.string(text))
    }

    /// A choice by its words, or by its place in the list.
    private func choice(_ text: String) -> Answer {
        if field.options.contains(text) { return .value(.string(text)) }
        if let place = Int(text), field.options.indices.contains(place - 1) {
            return .value(.string(field.options[place - 1]))
        }
        return .refused("It must be one of these.")
    }

    private func number(_ text: String) -> Answer {
        if let whole = Int64(text) { return .value(.integer(whole)) }
        if let fraction = Double(text), fraction.isFinite { return .value(.number(fraction)) }
        return .refused("It must be a number.")
    }

    private func flag(_ text: String) -> Answer {
        switch text.lowercased() {
        case "y", "yes", "true": .value(.bool(true))
        case "n", "no", "false": .value(.bool(false))
        default: .refused("It must be y or n.")
        }
    }
}
