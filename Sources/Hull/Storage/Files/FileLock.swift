internal import Foundation

/// An exclusive right, such as to write a store, held by one process, and in it by one holder, until it is let go of. The system frees it
/// when the process ends.
package final class FileLock: Sendable {
    /// Why the lock was not had; the number is the system's `errno`.
    package enum Refusal: Error {
        /// Its file cannot be opened.
        case notOpened(Int32)
        /// Another holds it, or the system does not lock that file.
        case notLocked(Int32)
    }

    private let descriptor: Int32

    /// Takes a lock, at once or not at all. Its file is made where it is not.
    package init(_ path: String) throws(Refusal) {
        let opened = open(path, O_CREAT | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw .notOpened(errno) }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let number = errno
            close(opened)
            throw .notLocked(number)
        }
        descriptor = opened
    }

    /// Unlocked before it is closed: a process that is being started beside this one has a copy of the descriptor until it runs its own
    /// program, and would keep the lock till then.
    deinit {
        _ = flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}

extension FileLock {
    /// The right to write a store.
    /// - Throws: `busy` when another holds it.
    convenience init(_ path: String, of store: String) throws(StorageError) {
        do throws(Refusal) {
            try self.init(path)
        } catch {
            switch error {
            case .notLocked(EWOULDBLOCK):
                throw StorageError(.busy, "\(store) is being written by another; end that one, or try later")
            case .notLocked(let number):
                errno = number
                throw PrivateFile.error(.failed, "cannot lock", path)
            case .notOpened(let number):
                errno = number
                throw PrivateFile.error(.failed, "cannot open the lock", path)
            }
        }
    }
}
