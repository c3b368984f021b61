public import Boundary

/// A document that an exit for paper made of a release: carried as it is to the one it was made for, and to nobody else.
public struct DocumentAnswer: Sendable {
    let file: ReleasedFile

    /// What was made.
    public init(_ file: ReleasedFile) { self.file = file }
}
