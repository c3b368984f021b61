extension MediaType {
    /// How many bytes of the beginning decide the type: more than a tar header and a long XML prologue.
    public static let headBytesMax = 64 << 10

    /// The type of content, by its beginning.
    ///
    /// - Parameters:
    ///   - head: the first bytes, up to `headBytesMax`.
    ///   - isWhole: whether there is no more.
    public static func of(_ head: some RandomAccessCollection<UInt8>, isWhole: Bool) -> MediaType {
        reading(of: Array(head), isWhole: isWhole).type
    }

    /// The type, and the encoding where it is text.
    package static func reading(of head: [UInt8], isWhole: Bool) -> (type: MediaType, guess: EncodingGuess?) {
        if head.isEmpty { return (.empty, nil) }
        if let type = MediaSignature.type(of: head) { return (type, nil) }
        guard let guess = EncodingGuess(head, isWhole: isWhole) else { return (.unknown, nil) }
        var decoder = TextDecoder(guess.encoding, at: guess.markLength)
        var text = MappedText()
        decoder.decode(head[guess.markLength...], isEnd: isWhole, into: &text)
        return (TextShape.type(of: text.utf8), guess)
    }
}
