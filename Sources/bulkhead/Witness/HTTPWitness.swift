import HTTPSession
import Journal

/// A witness that is asked over HTTP (C2SP tlog-witness): `POST PREFIX/add-checkpoint`.
struct HTTPWitness: WitnessConnection {
    let verifier: VerifierKey
    private let session: HTTPSession
    private let path: String

    /// Bytes of an answer: a cosignature line has about a hundred.
    private static let answerBytesMax = 1 << 16

    /// - Parameters:
    ///   - address: its submission prefix.
    ///   - authorities: the file of those that its certificate is believed from; nil for those of this machine.
    init(_ address: HTTPAddress, verifier: VerifierKey, authorities: String? = nil) {
        self.verifier = verifier
        session = HTTPSession(address, authorities: authorities, answerSecondsMax: 20)
        path = WitnessAddress.path(below: address)
    }

    func add(_ request: [UInt8]) async throws -> WitnessAnswer {
        do throws(HTTPFault) {
            let answer = try await session.ask(
                "POST",
                path: path,
                headers: [HTTPHeader("Content-Type", "text/plain; charset=utf-8")],
                body: request,
                bytesMax: Self.answerBytesMax
            )
            return WitnessAnswer(status: answer.status, body: answer.body)
        } catch {
            throw JournalError(
                .tryLater,
                "the witness \(verifier.name.text) does not answer (\(error)). Have it run (bulkhead audit serve-witness), or leave --witness away for as long as nobody has to look"
            )
        }
    }
}

/// Where a witness is.
enum WitnessAddress {
    static func path(below address: HTTPAddress) -> String {
        (address.path.hasSuffix("/") ? String(address.path.dropLast()) : address.path) + "/add-checkpoint"
    }

    /// Reads an address. A head tells how much is in a log, so that it goes over a network under TLS.
    /// - Throws: in words, what is wrong with it.
    static func read(_ text: String) throws(WrongWitness) -> HTTPAddress {
        guard let address = HTTPAddress(text), address.query == nil else {
            throw WrongWitness(description: "\(text): this is no address such as https://witness.example/quality")
        }
        guard address.isEncrypted || address.isLoopback else {
            throw WrongWitness(description: "\(text): off this machine a witness is spoken to by https")
        }
        return address
    }
}

/// What is wrong with what was said of a witness.
struct WrongWitness: Error, CustomStringConvertible {
    let description: String
}
