internal import NIOSSL

/// The certificate and the key by which the server ends TLS itself.
public struct ServerCertificate: Sendable {
    let tls: TLSConfiguration

    /// What keeps a certificate from being served by.
    public enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
        /// The file holds no certificates in PEM that can be read.
        case certificate(String)
        /// The file holds no private key in PEM that can be read.
        case key(String)
        /// The key is not that of the certificate.
        case mismatch

        /// What is wrong and what to do.
        public var description: String {
            switch self {
            case .certificate(let file):
                "\(file): no certificate can be read; give the server's certificate in PEM, then those that vouch for it"
            case .key(let file): "\(file): no private key can be read; give it in PEM, without a pass phrase"
            case .mismatch: "the key is not the certificate's; give the key that the certificate was made for"
            }
        }
    }

    /// Reads files: TLS 1.2 and newer (NIST SP 800-52 Rev. 2, section 3.1), HTTP/1.1.
    /// - Parameters:
    ///   - certificates: the server's certificate in PEM, then those that vouch for it.
    ///   - key: its private key in PEM.
    public init(certificates: String, key: String) throws(Problem) {
        let chain: [NIOSSLCertificate]
        do {
            chain = try NIOSSLCertificate.fromPEMFile(certificates)
        } catch {
            throw .certificate(certificates)
        }
        guard !chain.isEmpty else { throw .certificate(certificates) }
        let own: NIOSSLPrivateKey
        do {
            own = try NIOSSLPrivateKey(file: key, format: .pem)
        } catch {
            throw .key(key)
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(own)
        )
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        do {
            _ = try NIOSSLContext(configuration: configuration)
        } catch {
            throw .mismatch
        }
        tls = configuration
    }
}
