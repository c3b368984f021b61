internal import Storage

/// What the journal of a compartment refused or could not do: a code for the code that goes on, and a sentence that says what, where and what
/// to do. It holds no value of an event.
public struct JournalError: Error, Sendable, CustomStringConvertible {
    /// Codes never change their meaning.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// What is stored is not what was signed.
        case damaged
        /// The log or its keys are of another origin.
        case foreign
        /// A key is not here, does not open, or may be read by others.
        case keys
        /// A witness remembers a larger log: this one was restored from an old backup, or rolled back.
        case behindWitness
        /// A witness remembers another log.
        case forked
        /// There is a log here already.
        case exists
        /// The store refused; nothing was written.
        case store
        /// Too much is waiting, or the views are not up to date: nothing was written, try later.
        case tryLater
        /// The store failed while it was written: whether the command is recorded is known only once the log was opened anew.
        case inDoubt
        /// The log does not write: it was closed, or failed and has to be reopened.
        case stopped
        /// A draft cannot be recorded. Nothing was written.
        case invalidDraft
        /// A legal hold forbids it.
        case held
        /// The published retention policy does not allow it.
        case policy
        /// A payload is not to be had: it was shredded, erased or pruned.
        case gone
    }

    /// What kind.
    public let code: Code
    /// What was wrong, where, and what to do.
    public let message: String

    /// An error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }

    /// Whether it is certain that nothing of what was to be recorded is there.
    public var isUnwritten: Bool {
        switch code {
        case .store, .tryLater, .stopped, .invalidDraft, .held, .policy: true
        case .damaged, .foreign, .keys, .behindWitness, .forked, .exists, .inDoubt, .gone: false
        }
    }

    /// What a store said while nothing was being written.
    init(reading error: StorageError) {
        self.init(error.code == .damaged ? .damaged : error.code == .busy ? .tryLater : .store, error.message)
    }
}
