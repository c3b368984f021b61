internal import Crypto
internal import Foundation
internal import Journal

/// The events of a gateway. Each is about a batch or a dead letter, by its id.
enum GatewayEvent {
    /// Records were taken: a ``TakenBatch``.
    static let taken = "gateway.taken"
    /// A message was made of a batch and has its number: a ``Staged``.
    static let staged = "gateway.staged"
    /// The message lies at its destination.
    static let delivered = "gateway.delivered"
    /// Nothing of a batch may leave.
    static let withheld = "gateway.withheld"
    /// Records stay, since markings in them say more than their labels: a ``TakenBatch`` of its own.
    static let stopped = "gateway.stopped"
    /// A batch is to be tried again.
    static let replayed = "gateway.replayed"
    /// What is no record of its flow: a ``DeadLetter``.
    static let dead = "gateway.dead"
    /// A dead letter became a record.
    static let revived = "gateway.revived"
    /// Fields of a file that its flow does not declare: an ``Undeclared``.
    static let undeclared = "gateway.undeclared"
    /// An answer through a proxy broke off in its middle: a ``Broken``.
    static let broken = "gateway.broken"

    /// Questions were refused before any policy was asked: a ``Refused``.
    static let refused = "gateway.refused"

    /// A message has its number.
    struct Staged: Codable, Equatable {
        /// The flow and the program, which number their messages together.
        let flow: String
        let program: String
        /// From 1, without gaps.
        let number: Int64
        /// The SHA-256 hash of the message, in hexadecimal.
        let digest: String
        /// What leaves in it; nil where none of it was recorded, in logs of before that was.
        var leaving: Leaving?
    }

    /// What of a batch a message carries away, so that content that is found elsewhere is traced to it. The values are those of the batch.
    struct Leaving: Codable, Equatable {
        /// The system that it goes to.
        let destination: String
        /// The length of the message.
        let byteCount: Int
        /// What restricts the values of each field, in canonical text.
        var labels: [String: String] = [:]
        /// The field that says what a record is about.
        let about: String
        /// Whether values are texts with their places (``PlacedTexts``).
        let isPlaced: Bool
        /// The entries of the log by which the boundary released it.
        let releases: [UInt64]
        /// Records by what leaves of them.
        let records: [Shown]

        /// Records of which the same fields leave as they were taken.
        struct Shown: Codable, Equatable {
            let fields: [String]
            /// Their places in the batch.
            let places: [Int]
        }
    }

    /// What became of a batch.
    struct Outcome: Codable, Equatable {
        let flow: String
        let number: Int64?
    }

    /// A piece of a file that is no record of its flow.
    struct DeadLetter: Codable, Equatable {
        let flow: String
        let line: Int
        let reason: String
        /// The piece as it came, base64 in the payload.
        let raw: Data
        /// The line of names that it stands under, where it has one.
        let head: Data?
    }

    /// Fields that were withheld because nobody declared them.
    struct Undeclared: Codable, Equatable {
        let flow: String
        let names: [String: Int]
    }

    /// An answer broke off.
    struct Broken: Codable, Equatable {
        let flow: String
        /// Why, as it was told, under its code.
        let code: String
        let reason: String
    }

    /// Questions about no record of their flow.
    struct Refused: Codable, Equatable {
        let flow: String
        /// Why, and how many.
        let reasons: [String: Int]
    }

    static func payload(_ value: some Encodable) throws(GatewayRefusal) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(value))
        } catch {
            throw GatewayRefusal(.noAnswer, "an event cannot be written: \(error)")
        }
    }

    static func read<Value: Decodable>(_ type: Value.Type, _ payload: [UInt8]?) -> Value? {
        payload.flatMap { try? JSONDecoder().decode(type, from: Data($0)) }
    }
}

/// Ids that are made, not drawn: the same step of the same batch is the same command, and is recorded once however often it is sent.
enum GatewayID {
    static func bytes(_ purpose: String, _ parts: [[UInt8]]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: Data("bulkhead gateway \(purpose) v1\n".utf8))
        for part in parts {
            hash.update(data: Data("\(part.count)\n".utf8))
            hash.update(data: Data(part))
        }
        return Array(hash.finalize().prefix(16))
    }

    /// Of the batch that records make which stay of another one.
    static func rest(of batch: [UInt8]) -> [UInt8] { bytes("stopped", [batch]) }

    static func command(_ purpose: String, _ parts: [[UInt8]]) throws(GatewayRefusal) -> CommandID {
        guard let id = CommandID(bytes(purpose, parts)) else { throw GatewayRefusal(.noAnswer, "no id") }
        return id
    }
}
