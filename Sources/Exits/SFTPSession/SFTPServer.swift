/// Where a server is, how it is known, and as whom it is spoken to.
public struct SFTPServer: Hashable, Sendable, CustomStringConvertible {
    /// Its name or address.
    public let host: String
    /// Its port.
    public let port: UInt16
    /// The folder, from the root on.
    public let folder: String
    /// The SHA-256 fingerprint of its key, base64 without padding, as `ssh-keygen -l` says it after `SHA256:`.
    public let hostKey: String
    /// The name that is signed in with.
    public let user: String
    /// The file of the private key that is signed in with.
    public let keyFile: String

    /// A server by an address `sftp://host:port/folder`, port 22 where none is said, and a fingerprint `SHA256:…`. Nil for what is none.
    public init?(_ address: String, hostKey: String, user: String, keyFile: String) {
        guard let match = address.wholeMatch(of: /sftp:\/\/([A-Za-z0-9.\-]{1,253})(?::([0-9]{1,5}))?(\/.*)?/),
            hostKey.wholeMatch(of: /SHA256:[A-Za-z0-9+\/]{43}/) != nil
        else { return nil }
        guard let port = match.2.map({ UInt16($0) }) ?? 22, port > 0 else { return nil }
        host = String(match.1)
        self.port = port
        let path = match.3.map(String.init) ?? "/"
        folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        self.hostKey = String(hostKey.dropFirst("SHA256:".count))
        self.user = user
        self.keyFile = keyFile
    }

    /// Its address.
    public var description: String { "sftp://\(host):\(port)\(folder)" }
}

/// A file of a server's folder.
public struct SFTPFile: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// Its length.
    public let byteCount: UInt64
    /// When it was changed last, in seconds since 1970.
    public let changed: UInt64
}

/// Why a server did not take or give something.
public struct SFTPFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds.
    public enum Kind: Hashable, Sendable {
        /// Nobody answers, or the session broke.
        case connection
        /// It is another server than the one that is known.
        case otherServer
        /// It does not let in whom it is told.
        case notLetIn
        /// There is no such file.
        case noFile
        /// A file is there already.
        case exists
        /// A file cannot be read or written.
        case file
    }

    /// Which kind.
    public let kind: Kind
    /// What is the case.
    public let description: String
}
