import PulseModel
import ScreenKit

extension State {
    mutating func press(_ key: Key, at time: Int64, _ effects: inout [Effect]) {
        clock = max(clock, time)
        windowFocus.lastKey = clock
        if takeRestOfPaste() { return }
        // A question that has not been on screen cannot be what the key was meant for.
        var isTooEarly = ignoresKeys
        if case .question(let question) = layers.last, !question.isArmed { isTooEarly = true }
        if isTooEarly {
            guard keymap.command(for: key, in: place)?.isForQuestions == true else { return }
        }
        if notice?.content.answersKey == true { notice = nil }
        if thread?.seeksBeginning == true {
            thread?.seeksBeginning = false
            if let id = thread?.conversation { effects.append(.sync(.stopLoading(id))) }
        }
        switch place {
        case .composer: pressInComposer(key, &effects)
        case .prompt: pressInPrompt(key, &effects)
        case .everywhere, .list, .thread, .question, .overlay:
            guard let command = keymap.command(for: key, in: place) else { return pressUnbound(key) }
            let wasComposer = focus == .composer
            run(command, &effects)
            if !wasComposer && focus == .composer { composer?.burst.entered(at: clock) }
        }
    }

    /// Takes a letter that does nothing here: says in which pane it does something, and takes a question for declined.
    ///
    /// Who types a sentence without looking must not come to the `y` in it.
    private mutating func pressUnbound(_ key: Key) {
        let other: Place
        switch place {
        case .list: other = .thread
        case .thread: other = .list
        case .question where key.isText:
            layers.removeLast()
            return
        case .everywhere, .composer, .prompt, .question, .overlay: return
        }
        guard key.isText, let command = keymap.command(for: key, in: other), command != .toList else { return }
        notify(.worksIn(other, key))
    }

    /// Runs a command in the place that has the focus.
    mutating func run(_ command: Command, _ effects: inout [Effect]) {
        if runEverywhere(command, &effects) { return }
        switch place {
        case .list: runInList(command, &effects)
        case .thread: runInThread(command, &effects)
        case .composer: runInComposer(command, &effects)
        case .prompt, .question, .overlay: runInLayer(command, &effects)
        case .everywhere: break
        }
    }

    /// Whether the command means the same everywhere; if so it was run.
    private mutating func runEverywhere(_ command: Command, _ effects: inout [Effect]) -> Bool {
        // What stands behind a layer is not to change unseen.
        if !layers.isEmpty, command.changesPanes { return true }
        switch command {
        case .help:
            if case .help = layers.last {
                layers.removeLast()
            } else {
                layers.append(.help(HelpState(place: place)))
            }
        case .nextPane: movePane(by: 1)
        case .previousPane: movePane(by: -1)
        case .view1, .view2, .view3, .view4, .view5, .view6, .view7, .view8, .view9:
            guard let number = Int(command.rawValue.suffix(1)) else { return true }
            showView(number - 1)
        case .nextView: stepView(by: 1)
        case .previousView: stepView(by: -1)
        case .nextWaiting: openWaiting(step: 1, &effects)
        case .previousWaiting: openWaiting(step: -1, &effects)
        case .pollNow:
            pollNow(&effects)
        case .repaint: effects.append(.terminal(.repaint))
        case .suspend:
            saveDraftNow(&effects)
            isLent = true
            effects.append(.terminal(.suspend))
        case .cancel: cancel(&effects)
        case .leave:
            leavesAtOnce = true
            finish(&effects)
        default: return false
        }
        return true
    }

    private mutating func movePane(by step: Int) {
        guard thread != nil else { return }
        let panes: [Pane] = isZoomed ? [.thread, .composer] : Pane.allCases
        let index = panes.firstIndex(of: focus) ?? 0
        focus = panes[Self.wrapped(index + step, panes.count)]
    }

    /// Whether the person left by a key that lets growing answers be stopped, and there are any.
    package var stopsAnswers: Bool {
        isFinished && !leavesAtOnce && endedBySignal == nil && list.totals.answering > 0
    }

    /// What would be left behind by quitting now.
    var underWay: UnderWay {
        let totals = list.totals
        return UnderWay(
            answers: totals.answering,
            unsent: totals.unsent.underWay + totals.unsent.held,
            unknown: totals.unsent.unknown,
            drafts: drafts.failures
        )
    }

    mutating func quit(_ effects: inout [Effect]) {
        let underWay = underWay
        if underWay.isNothing {
            finish(&effects)
        } else {
            layers.append(.question(Question(.quit(underWay))))
        }
    }

    mutating func finish(_ effects: inout [Effect]) {
        saveAllDrafts(&effects)
        isFinished = true
        if stopsAnswers { notify(.stopping) }
        effects.append(.quit)
    }
}

extension Command {
    /// Whether it means the same everywhere and changes what the panes show.
    fileprivate var changesPanes: Bool {
        switch self {
        case .nextPane, .previousPane, .nextView, .previousView, .nextWaiting, .previousWaiting, .pollNow, .view1,
            .view2, .view3, .view4, .view5, .view6, .view7, .view8, .view9:
            true
        default: false
        }
    }
}
