public import Storage

/// Where an engine keeps what it is given: a folder, a database, a piece of memory. It outlives the engines opened on it, so that a law can
/// close one (by letting go of it and of its stores) and look at what the next one finds.
public protocol StoragePlace {
    /// An engine on what is here. The one before it was let go of.
    func open() throws -> any StorageEngine
    /// Takes away all that a compartment has here (files, schemas), as an administrator or a thief would, while an engine may be open.
    func takeAway(_ compartment: CompartmentName) throws
}

/// A law that every engine keeps.
public struct StorageLaw: Sendable, CustomStringConvertible {
    /// What it says.
    public let description: String
    private let body: @Sendable (any StoragePlace) throws -> Void

    init(_ description: String, _ body: @escaping @Sendable (any StoragePlace) throws -> Void) {
        self.description = description
        self.body = body
    }

    /// Checks the law on a fresh place.
    /// - Throws: `LawBroken`, or the error that the engine threw where it should not.
    public func check(_ place: any StoragePlace) throws { try body(place) }

    /// All laws: each test of an engine runs every one of them.
    public static let all: [StorageLaw] =
        logAppending + logReading + logErasing + keys + compartments + viewChanges + viewTypes + viewSelecting
        + viewPages
        + viewSearching + viewReaching + viewRefusals + viewModel
}
