import PulseModel
import ScreenKit

extension State {
    mutating func armQuestion() {
        guard case .question(var question) = layers.last, !question.isArmed else { return }
        question.isArmed = true
        layers[layers.count - 1] = .question(question)
    }

    mutating func runInLayer(_ command: Command, _ effects: inout [Effect]) {
        guard let layer = layers.last else { return }
        switch layer {
        case .question(let question): answer(question, command, &effects)
        case .prompt(let prompt): runInPrompt(prompt, command, &effects)
        case .picker(let picker): runInPicker(picker, command, &effects)
        case .help(var help):
            guard !dismiss(command) else { return }
            help.scroll.move(command, lines: helpLines(of: help.place).count, rows: overlayRows)
            layers[layers.count - 1] = .help(help)
        case .details(var details):
            guard !dismiss(command) else { return }
            // The layer gives its copy up, so that the lines are not copied.
            layers.removeLast()
            details.move(command, rows: overlayRows)
            layers.append(.details(details))
        }
    }

    private mutating func dismiss(_ command: Command) -> Bool {
        guard command == .dismiss || command == .quit else { return false }
        layers.removeLast()
        return true
    }

    private mutating func answer(_ question: Question, _ command: Command, _ effects: inout [Effect]) {
        guard command == .yes || command == .no || command == .dismiss else { return }
        layers.removeLast()
        guard command == .yes else { return }
        switch question.purpose {
        case .quit: finish(&effects)
        case .delete(let id):
            // One that is only here is the sync loop's as well: its question may be leaving.
            guard list.rows[id] != nil else { return }
            effects.append(.sync(.edit(id, .delete)))
        case .resend(let item, let id): effects.append(.store(.decide(item, id, .retry)))
        case .takeBack(let item, let id, let text): takeBack(item, text, of: id, &effects)
        }
    }

    mutating func pressInPrompt(_ key: Key, _ effects: inout [Effect]) {
        if let command = keymap.command(for: key, in: .prompt) {
            run(command, &effects)
        } else if case .character(let character) = key.code, key.isText, case .prompt(var prompt) = layers.last {
            cutText.endRun()
            prompt.field.insert(String(character))
            layers[layers.count - 1] = .prompt(prompt)
        }
    }

    private mutating func runInPrompt(_ prompt: Prompt, _ command: Command, _ effects: inout [Effect]) {
        switch command {
        case .accept:
            layers.removeLast()
            accept(prompt, &effects)
        case .dismiss: layers.removeLast()
        default:
            var prompt = prompt
            prompt.field.run(command, cutText: &cutText)
            layers[layers.count - 1] = .prompt(prompt)
        }
    }

    private mutating func accept(_ prompt: Prompt, _ effects: inout [Effect]) {
        let text = prompt.field.text
        switch prompt.purpose {
        case .rename(let id):
            let isBlank = text.allSatisfy(\.isWhitespace)
            effects.append(.sync(.edit(id, isBlank ? .renameAutomatically : .rename(text))))
        case .find:
            list.query = text
            find(step: 1, includingCurrent: true)
        }
    }

    private mutating func runInPicker(_ picker: Picker, _ command: Command, _ effects: inout [Effect]) {
        guard !dismiss(command) else { return }
        var picker = picker
        switch command {
        case .down: picker.selected = min(picker.selected + 1, picker.choices.count - 1)
        case .up: picker.selected = max(picker.selected - 1, 0)
        case .first: picker.selected = 0
        case .last: picker.selected = picker.choices.count - 1
        case .accept, .open:
            layers.removeLast()
            guard picker.choices.indices.contains(picker.selected) else { return }
            switch picker.choices[picker.selected] {
            case .assistant(let account):
                askFromHere()
                effects.append(.store(.makeConversation(account)))
            }
            return
        default: break
        }
        layers[layers.count - 1] = .picker(picker)
    }

    /// Rows of text in an overlay that fills the screen but for its border and the status line.
    package var overlayRows: Int { max(1, size.rows - 4) }
}

extension ScrollState {
    /// Moves by a command, within the lines there are.
    mutating func move(_ command: Command, lines: Int, rows: Int) {
        let last = max(0, lines - rows)
        switch command {
        case .down: top += 1
        case .up: top -= 1
        case .pageDown: top += max(1, rows - 1)
        case .pageUp: top -= max(1, rows - 1)
        case .halfPageDown: top += max(1, rows / 2)
        case .halfPageUp: top -= max(1, rows / 2)
        case .first: top = 0
        case .last: top = last
        default: break
        }
        top = min(max(0, top), last)
    }
}
