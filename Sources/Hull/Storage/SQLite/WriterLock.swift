internal import Foundation

/// The right to write a store, held by one process, and in it by one holder, until it is let go of. The system frees it when the process ends.
final class WriterLock: Sendable {
    private let descriptor: Int32

    /// - Throws: `busy` when another holds it.
    init(_ path: String, of store: String) throws(StorageError) {
        let opened = open(path, O_CREAT | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw PrivateFile.error(.failed, "cannot open the lock", path) }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let error = PrivateFile.error(.failed, "cannot lock", path)
            let isHeld = errno == EWOULDBLOCK
            close(opened)
            throw isHeld
                ? StorageError(.busy, "\(store) is being written by another; end that one, or try later") : error
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
