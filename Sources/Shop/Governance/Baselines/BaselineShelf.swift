internal import Synchronization

/// The files that an instance decides by, as it was started with them.
final class BaselineShelf: Sendable {
    private let kept = Mutex<BaselineDraft?>(nil)

    /// What is decided by; nil before a start.
    var draft: BaselineDraft? { kept.withLock { $0 } }

    /// Keeps what is decided by from now on.
    func keep(_ draft: BaselineDraft) { kept.withLock { $0 = draft } }
}
