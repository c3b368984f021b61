extension FormatRecord {
    /// A fact that the format requires. A record without it is never made, so that what stands in for it is never seen.
    func requiredFact<Value>(
        _ name: String,
        _ value: (FormatValue) -> Value?,
        otherwise: @autoclosure () -> Value
    ) -> Fact<Value> {
        fact(name, value) ?? Fact(otherwise(), place: place(of: name))
    }

    /// A required choice that is a fact.
    func requiredChoice<Word: RawRepresentable<String> & Sendable & Equatable>(
        _ name: String,
        otherwise: @autoclosure () -> Word
    ) -> Fact<Word> {
        requiredFact(name, { $0.text.flatMap(Word.init(rawValue:)) }, otherwise: otherwise())
    }
}
