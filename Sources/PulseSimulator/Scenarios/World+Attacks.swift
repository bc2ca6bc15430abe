extension World {
    /// What the words of the next error carry; nil in all scenarios but `hostile`.
    func nextAttack() -> String? {
        guard options.scenario == .hostile else { return nil }
        defer { attackCount += 1 }
        return HostileTexts.all[attackCount % HostileTexts.all.count].text
    }
}

extension World {
    /// A text that is shown; in the scenario `hostile` one of the attacks is behind it.
    func shown(_ text: String, _ number: Int = 0) -> JSON {
        guard options.scenario == .hostile else { return .string(text) }
        let choice = Int(SeededGenerator.seed(of: text) % 1_000) + number
        return .string("\(text) \(HostileTexts.all[choice % HostileTexts.all.count].text)")
    }
}

extension Reply {
    /// Puts an attack behind what the error says, in whatever shape the service says it.
    mutating func attack(with attack: String) {
        switch body {
        case .json(let json, let style): body = .json(json.attacked(with: attack), style)
        case .html(let page): body = .html(page + attack)
        case .none, .bytes, .audio, .stream: break
        }
    }
}

extension JSON {
    /// The value with an attack behind each text of an error that is meant for people.
    fileprivate func attacked(with attack: String) -> JSON {
        guard let members else { return self }
        return .object(
            members.map { member in
                switch (member.key, member.value) {
                case ("message", .string(let text)), ("params", .string(let text)):
                    Member(key: member.key, value: .string("\(text) \(attack)"))
                case ("error", let error): Member(key: member.key, value: error.attacked(with: attack))
                default: member
                }
            }
        )
    }
}

extension AnswerPlan {
    /// Puts an attack behind what its failure says.
    mutating func attack(with attack: String) {
        steps = steps.map { step in
            guard case .fail(var failure) = step else { return step }
            failure.message += " " + attack
            return .fail(failure)
        }
    }
}
