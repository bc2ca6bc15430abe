import Testing

/// Compares what a mutating call gives, which the macro cannot hold.
func expect<Value: Equatable>(
    _ value: Value,
    is wanted: Value,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(value == wanted, sourceLocation: sourceLocation)
}
