public import PulseModel

extension Account {
    /// Checks the base address as every client does when it is made; nothing is sent.
    ///
    /// - Throws: `.invalidAddress`, and `.plainHTTP` for plain http to another machine.
    public func checkAddress() throws(ConfigurationFailure) {
        _ = try BaseAddress(baseURL)
    }
}
