/// Counts the changes of a value that is too large to compare.
///
/// Two values that were changed along the same way have the same revision; values of other origins cannot be told apart
/// by it.
package struct Revision: Hashable, Sendable {
    private var number: UInt64 = 0

    /// The revision of a value that was never changed.
    package init() {}

    mutating func advance() {
        number &+= 1
    }
}
