public import Boundary

/// Content of an attachment that was released for the channel `Screen`, to be shown in a page that is marked as it is.
public struct ContentAnswer: ~Copyable, Sendable {
    let release: Release<Screen>

    /// What was released.
    public init(_ release: consuming Release<Screen>) { self.release = release }
}
