internal import CSSH2
internal import Foundation

/// A session with an SFTP server (by libssh2), from its beginning to its end. Every call waits for the server, `answerSecondsMax` at most.
public final class SFTPSession {
    /// Seconds that a server has for an answer.
    public static let answerSecondsMax = 15
    /// Names that a folder is read of at most.
    public static let namesMax = 100_000

    private static let isReady = libssh2_init(0) == 0

    private let server: SFTPServer
    private let socket: Int32
    private let session: OpaquePointer
    private var files: OpaquePointer?

    /// Connects and signs in. The server's key is looked at before it is told anything.
    /// - Throws: `SFTPFault`: `connection`, `otherServer`, `notLetIn`.
    public init(_ server: SFTPServer) throws(SFTPFault) {
        self.server = server
        guard Self.isReady, let made = libssh2_session_init_ex(nil, nil, nil, nil) else {
            throw SFTPFault(kind: .connection, description: "\(server): there is no room for a session")
        }
        session = made
        socket = connectedSocket(server.host, server.port, seconds: Self.answerSecondsMax)
        // From here on what was begun is ended by `deinit`.
        guard socket >= 0 else { throw SFTPFault(kind: .connection, description: "\(server): nobody answers") }
        libssh2_session_set_timeout(session, Self.answerSecondsMax * 1_000)
        guard libssh2_session_handshake(session, socket) == 0 else { throw fault(.connection, "no session") }
        try checkServer()
        try signIn()
        files = libssh2_sftp_init(session)
        guard files != nil else { throw fault(.connection, "the server gives no files") }
    }

    deinit {
        if let files { libssh2_sftp_shutdown(files) }
        if socket >= 0 {
            libssh2_session_disconnect_ex(session, SSH_DISCONNECT_BY_APPLICATION, "", "")
        }
        libssh2_session_free(session)
        if socket >= 0 { closeSocket(socket) }
    }

    private func checkServer() throws(SFTPFault) {
        var found = ""
        if let hash = libssh2_hostkey_hash(session, Int32(LIBSSH2_HOSTKEY_HASH_SHA256)) {
            // Fingerprints of keys are written without padding.
            found = Data(bytes: hash, count: 32).base64EncodedString().replacing("=", with: "")
        }
        guard found == server.hostKey else {
            throw SFTPFault(
                kind: .otherServer,
                description:
                    "\(server): its key is SHA256:\(found), and the one that is known is SHA256:\(server.hostKey)"
            )
        }
    }

    private func signIn() throws(SFTPFault) {
        let code = libssh2_userauth_publickey_fromfile_ex(
            session,
            server.user,
            UInt32(server.user.utf8.count),
            nil,
            server.keyFile,
            nil
        )
        guard code == 0 else { throw fault(.notLetIn, "'\(server.user)' is not let in") }
    }

    /// Breaks the line, as one that fails does.
    func breakOff() { shutSocket(socket) }

    // MARK: Files

    /// The ordinary files of a folder, in no order.
    public func list(_ folder: String) throws(SFTPFault) -> [SFTPFile] {
        let handle = try open(folder, 0, Int32(LIBSSH2_SFTP_OPENDIR))
        defer { libssh2_sftp_close_handle(handle) }
        var found: [SFTPFile] = []
        var name = [CChar](repeating: 0, count: 1_024)
        while true {
            var attributes = LIBSSH2_SFTP_ATTRIBUTES()
            let count = libssh2_sftp_readdir_ex(handle, &name, name.count, nil, 0, &attributes)
            guard count >= 0 else { throw fault(.file, "\(folder) cannot be read") }
            guard count > 0 else { return found }
            guard found.count < Self.namesMax else {
                throw SFTPFault(kind: .file, description: "\(server): \(folder) holds more than \(Self.namesMax) files")
            }
            guard let text = String(validating: name[..<Int(count)].map(UInt8.init(bitPattern:)), as: UTF8.self),
                attributes.permissions & 0o170000 == 0o100000
            else { continue }
            found.append(SFTPFile(name: text, byteCount: attributes.filesize, changed: UInt64(attributes.mtime)))
        }
    }

    /// A file's length and when it was changed; nil where there is none. A link is none.
    public func file(_ path: String) throws(SFTPFault) -> SFTPFile? {
        var attributes = LIBSSH2_SFTP_ATTRIBUTES()
        let code = libssh2_sftp_stat_ex(files, path, UInt32(path.utf8.count), Int32(LIBSSH2_SFTP_LSTAT), &attributes)
        guard code == 0 else {
            let found = fault(.file, "\(path) cannot be looked at")
            if found.kind == .noFile { return nil }
            throw found
        }
        guard attributes.permissions & 0o170000 == 0o100000 else {
            throw SFTPFault(kind: .file, description: "\(server): \(path) is no ordinary file")
        }
        return SFTPFile(name: path, byteCount: attributes.filesize, changed: UInt64(attributes.mtime))
    }

    /// A file's bytes.
    /// - Parameter bytesMax: how many are read at most; a longer file is a fault.
    public func read(_ path: String, bytesMax: Int) throws(SFTPFault) -> [UInt8] {
        let handle = try open(path, UInt(LIBSSH2_FXF_READ), Int32(LIBSSH2_SFTP_OPENFILE))
        defer { libssh2_sftp_close_handle(handle) }
        var bytes: [UInt8] = []
        var piece = [CChar](repeating: 0, count: 256 << 10)
        while true {
            let count = libssh2_sftp_read(handle, &piece, piece.count)
            guard count >= 0 else { throw fault(.file, "\(path) cannot be read") }
            guard count > 0 else { return bytes }
            guard bytes.count + count <= bytesMax else {
                throw SFTPFault(kind: .file, description: "\(server): \(path) is longer than \(bytesMax) bytes")
            }
            bytes += piece[..<count].lazy.map(UInt8.init(bitPattern:))
        }
    }

    /// Writes a file anew and has the server flush it, where the server can.
    public func write(_ bytes: [UInt8], to path: String) throws(SFTPFault) {
        let flags = LIBSSH2_FXF_WRITE | LIBSSH2_FXF_CREAT | LIBSSH2_FXF_TRUNC
        let handle = try open(path, UInt(flags), Int32(LIBSSH2_SFTP_OPENFILE))
        var written = 0
        while written < bytes.count {
            let part = bytes[written..<min(written + 256 << 10, bytes.count)].map(CChar.init(bitPattern:))
            let count = libssh2_sftp_write(handle, part, part.count)
            guard count > 0 else {
                let why = fault(.file, "\(path) cannot be written")
                libssh2_sftp_close_handle(handle)
                throw why
            }
            written += count
        }
        // An extension of OpenSSH; without it the server keeps what it closed as it keeps other files.
        let flushed = libssh2_sftp_fsync(handle)
        guard flushed == 0 || flushed == LIBSSH2_ERROR_SFTP_PROTOCOL else {
            let why = fault(.file, "\(path) cannot be flushed")
            libssh2_sftp_close_handle(handle)
            throw why
        }
        guard libssh2_sftp_close_handle(handle) == 0 else { throw fault(.file, "\(path) cannot be closed") }
    }

    /// Gives a file another name, under which there is none.
    public func rename(_ path: String, to other: String) throws(SFTPFault) {
        guard try file(other) == nil else {
            throw SFTPFault(kind: .exists, description: "\(server): \(other) is there already")
        }
        let code = libssh2_sftp_rename_ex(
            files,
            path,
            UInt32(path.utf8.count),
            other,
            UInt32(other.utf8.count),
            0
        )
        guard code == 0 else { throw fault(.file, "\(path) cannot be named \(other)") }
    }

    /// Takes a file away.
    public func remove(_ path: String) throws(SFTPFault) {
        guard libssh2_sftp_unlink_ex(files, path, UInt32(path.utf8.count)) == 0 else {
            throw fault(.file, "\(path) cannot be taken away")
        }
    }

    /// Makes a folder where none is.
    public func makeFolder(_ path: String) throws(SFTPFault) {
        var attributes = LIBSSH2_SFTP_ATTRIBUTES()
        if libssh2_sftp_stat_ex(files, path, UInt32(path.utf8.count), Int32(LIBSSH2_SFTP_STAT), &attributes) == 0,
            attributes.permissions & 0o170000 == 0o040000
        {
            return
        }
        guard libssh2_sftp_mkdir_ex(files, path, UInt32(path.utf8.count), 0o750) == 0 else {
            throw fault(.file, "\(path) cannot be made")
        }
    }

    private func open(_ path: String, _ flags: UInt, _ kind: Int32) throws(SFTPFault) -> OpaquePointer {
        let handle = libssh2_sftp_open_ex(files, path, UInt32(path.utf8.count), flags, 0o640, kind)
        guard let handle else { throw fault(.file, "\(path) cannot be opened") }
        return handle
    }

    /// What the library says of the call before, without anything of the server's own words.
    private func fault(_ kind: SFTPFault.Kind, _ what: String) -> SFTPFault {
        let code = libssh2_session_last_errno(session)
        guard code == LIBSSH2_ERROR_SFTP_PROTOCOL, let files else {
            let isBroken = [
                LIBSSH2_ERROR_SOCKET_SEND, LIBSSH2_ERROR_SOCKET_RECV, LIBSSH2_ERROR_SOCKET_DISCONNECT,
                LIBSSH2_ERROR_TIMEOUT, LIBSSH2_ERROR_CHANNEL_CLOSED,
            ].contains(code)
            return SFTPFault(
                kind: isBroken ? .connection : kind,
                description: "\(server): \(what) (libssh2 \(code))"
            )
        }
        let status = libssh2_sftp_last_error(files)
        return SFTPFault(
            kind: status == UInt(LIBSSH2_FX_NO_SUCH_FILE) ? .noFile : kind,
            description: "\(server): \(what) (SFTP status \(status))"
        )
    }
}
