import ArgumentParser
import Foundation
import HTTPSession
import Journal

/// `bulkhead audit serve-witness`.
struct AuditServeWitnessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve-witness",
        abstract:
            "Answer instances as a witness, over HTTP (C2SP tlog-witness): POST add-checkpoint below the address.",
        discussion: """
            Judges as `audit witness` does, over the same folder, until it is told to end (SIGTERM, SIGINT); what it says is flushed before it is sent. \
            Run it on another machine than the logs, under another account, by another person.
            Exit codes: 2 the folder, a key or the address is wrong; 75 the address is in use.
            """
    )

    @Argument(help: "The witness's folder, as `audit witness --create` made it.")
    var folder: String

    @Option(help: "Where it listens: https://0.0.0.0:9443/quality with a certificate, or http on this machine.")
    var listen = "http://127.0.0.1:9300/"

    @Option(
        name: .customLong("log-key"),
        help: "The verifier key of a log that is watched; may be given several times."
    )
    var logKeys: [String] = []

    @Option(help: "Its certificate in PEM, followed by those that vouch for it; with --tls-key.")
    var tlsCertificate: String?

    @Option(help: "The certificate's private key, in PEM.")
    var tlsKey: String?

    func validate() throws {
        guard (tlsCertificate == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-certificate and --tls-key go together")
        }
        do throws(WrongWitness) {
            let address = try WitnessAddress.read(listen)
            guard address.isEncrypted == (tlsCertificate != nil) else {
                throw WrongWitness(description: "\(listen): a certificate goes with https, and https takes one")
            }
        } catch {
            throw ValidationError(error.description)
        }
    }

    func run() async throws {
        if let tlsKey { try WrongInput.telling { try KeyFile.mustBePrivate(tlsKey) } }
        let (address, witness) = try AuditCommand.reporting {
            let keys = try logKeys.map { try VerifierKey($0) }
            let folder = try WitnessFolder(folder, using: SwiftCryptoProvider())
            return (try WitnessAddress.read(listen), ServedWitness(folder, logs: keys))
        }
        let listener = ServedWitness.listener(
            at: address,
            certificate: certificate,
            witness
        )
        let port: Int
        do throws(HTTPFault) {
            port = try await listener.start()
        } catch {
            Console.error("\(error)")
            throw ExitStatus.tryLater
        }
        Console.error(
            "a witness of \(logKeys.count) logs at \(address.isEncrypted ? "https" : "http")://\(address.host):\(port)\(WitnessAddress.path(below: address))"
        )
        while (try? await Task.sleep(for: .seconds(86_400))) != nil {}
        await listener.end()
    }

    private var certificate: HTTPListener.Certificate? {
        guard let tlsCertificate, let tlsKey else { return nil }
        return HTTPListener.Certificate(chain: tlsCertificate, key: tlsKey)
    }
}

/// A witness that judges one request at a time, so that none is told to come again because of another.
actor ServedWitness {
    private let folder: WitnessFolder
    private let logs: [VerifierKey]

    init(_ folder: WitnessFolder, logs: [VerifierKey]) {
        self.folder = folder
        self.logs = logs
    }

    func answer(_ body: [UInt8]) -> WitnessAnswer {
        folder.response(to: body, logs: logs, time: UInt64(max(1, Date.now.timeIntervalSince1970)))
    }

    /// Listens for it: one path, one method.
    static func listener(
        at address: HTTPAddress,
        certificate: HTTPListener.Certificate? = nil,
        _ witness: ServedWitness
    ) -> HTTPListener {
        var limits = HTTPListener.Limits()
        limits.bodyBytesMax = 1 << 16
        let path = WitnessAddress.path(below: address)
        return HTTPListener(address, certificate: certificate, limits: limits) { request in
            guard request.path == path else { return HTTPListener.Answer(404) }
            guard request.method == "POST" else {
                return HTTPListener.Answer(405, headers: [HTTPHeader("Allow", "POST")])
            }
            let answer = await witness.answer(request.body)
            let type = answer.status == 409 ? "text/x.tlog.size" : "text/plain; charset=utf-8"
            return HTTPListener.Answer(
                answer.status,
                headers: [HTTPHeader("Content-Type", type)],
                body: answer.body
            )
        }
    }
}
