/// Where an account's key comes from; never the key itself.
package enum KeySource: Hashable, Sendable {
    /// A program and its arguments, run without a shell; its first line is the key.
    case command([String])
    /// A variable of the environment.
    case environment(String)
    /// A file that only its owner may read.
    case file(String)
}
