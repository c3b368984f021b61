import Foundation
import HTTPSession
import Journal
import Storage
import Testing

@testable import bulkhead

/// A witness that listens on loopback, below a prefix.
struct ListeningWitness {
    let address: String
    let key: String
    let listener: HTTPListener

    /// What an instance takes to be watched by it.
    var arguments: [String] { ["--witness", address, "--witness-key", key] }

    /// - Parameters:
    ///   - folder: a new one for what it remembers.
    ///   - instance: a folder with `data` and `keys`, all logs of which it watches; nil for none.
    init(at folder: String, name: String, watching instance: String?) async throws {
        let made = try WitnessFolder.create(
            at: folder,
            name: KeyName("witness.example/\(name)"),
            using: SwiftCryptoProvider()
        )
        var keys: [VerifierKey] = []
        if let instance {
            let engine = try SQLiteEngine(directory: instance + "/data", keyDirectory: instance + "/keys")
            for name in try engine.compartments() {
                keys += try CompartmentKeyring.verifiers(in: engine.openKeys(name, create: false))
            }
        }
        let place = try #require(HTTPAddress("http://127.0.0.1:0/quality/"))
        listener = ServedWitness.listener(at: place, ServedWitness(made, logs: keys))
        address = "http://127.0.0.1:\(try await listener.start())/quality/"
        key = made.verifier.text
    }
}
