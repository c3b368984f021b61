internal import Foundation

/// A message that a gateway let out, with where its log says so.
public struct ReleasedMessage: Hashable, Sendable, Codable {
    /// The flow in the plant file.
    public let flow: String
    /// The system that it went to; nil where the log does not say.
    public let destination: String?
    /// Its number in the stream of its flow and program.
    public let number: Int64
    /// The compartment whose log has it.
    public let log: String
    /// The entries of the log that released it.
    public let entries: [UInt64]
    /// When it lay at the destination, in milliseconds since 1970; nil where that is not recorded, so that it may not have left.
    public let delivered: UInt64?

    /// A message.
    public init(
        flow: String,
        destination: String?,
        number: Int64,
        log: String,
        entries: [UInt64],
        delivered: UInt64?
    ) {
        (self.flow, self.destination, self.number) = (flow, destination, number)
        (self.log, self.entries, self.delivered) = (log, entries, delivered)
    }

    /// `2026-11-24T10:00:00Z`
    var deliveredText: String? {
        delivered.map { Date(timeIntervalSince1970: Double($0) / 1_000).formatted(.iso8601) }
    }
}

/// By which releases of gateways something came.
public struct Provenance: Hashable, Sendable, Codable {
    /// A message that let it out.
    public struct Release: Hashable, Sendable, Codable, CustomStringConvertible {
        /// The message.
        public let message: ReleasedMessage
        /// Whether the file is the message, byte for byte.
        public let isWhole: Bool
        /// How many records or texts there have values of it, where it is not.
        public let records: Int

        /// `flow f5 let 3 records of it out to bi: message 12, entry 40 of the log p_med, at 2026-11-24T10:00:00Z`
        public var description: String {
            let what = isWhole ? "all of it" : "\(records) \(records == 1 ? "record" : "records") of it"
            let whither = message.destination.map { " to \($0)" } ?? ""
            let entries =
                message.entries.isEmpty
                ? "in the log"
                : (message.entries.count == 1 ? "entry " : "entries ")
                    + message.entries.map(String.init).joined(separator: ", ") + " of the log"
            let when = message.deliveredText.map { ", at \($0)" } ?? ", whose arrival is not recorded"
            return
                "flow \(message.flow) let \(what) out\(whither): message \(message.number), \(entries) \(message.log)\(when)"
        }
    }

    /// More are counted and not kept.
    static let releasesMax = 8

    /// Those that let out most of it; none where it came by no release that the index knows.
    public let releases: [Release]
    /// How many others let some of it out too.
    public let omitted: Int
}
