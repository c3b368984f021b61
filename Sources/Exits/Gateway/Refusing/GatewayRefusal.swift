/// Why the gateway does not take, carry or deliver something. No message tells what stands in a record.
public struct GatewayRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds, each under a code that never changes its meaning and is never used again.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// The plant has no such flow.
        case unknownFlow = "BH-C001"
        /// The flow cannot be carried.
        case notCarried = "BH-C002"
        /// A file does not have the fields of its flow.
        case otherSchema = "BH-C003"
        /// A file or folder cannot be read or written.
        case folder = "BH-C004"
        /// A file changed while it was read.
        case changedFile = "BH-C005"
        /// The destination has not taken what was sent before.
        case destinationFull = "BH-C006"
        /// Too much waits to be sent.
        case outboxFull = "BH-C007"
        /// Another file lies where a message belongs.
        case otherMessage = "BH-C008"
        /// A manifest does not hold.
        case badManifest = "BH-C009"
        /// The instance did not answer.
        case noAnswer = "BH-C010"
        /// The validation of a filter does not hold for it.
        case notValidated = "BH-C011"
        /// The system at an end of a flow does not answer.
        case noPeer = "BH-C012"
        /// The destination does not take a message.
        case messageRefused = "BH-C013"
        /// Nothing can be listened to at an address.
        case cannotListen = "BH-C014"
    }

    /// Which kind.
    public let code: Code
    /// What is the case, and what to do.
    public let message: String

    /// A refusal.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Code and message.
    public var description: String { "\(code.rawValue) \(message)" }
}

extension GatewayRefusal.Code {
    /// What it is, for its page.
    public var title: String {
        switch self {
        case .unknownFlow: "The plant has no such flow"
        case .notCarried: "The gateway cannot carry the flow"
        case .otherSchema: "A file does not have the fields of its flow"
        case .folder: "A file or folder cannot be read or written"
        case .changedFile: "A file changed while it was read"
        case .destinationFull: "The destination has not taken what was sent before"
        case .outboxFull: "Too much waits to be sent"
        case .otherMessage: "Another file lies where a message belongs"
        case .badManifest: "A manifest does not hold"
        case .noAnswer: "The instance did not answer"
        case .notValidated: "The validation of a filter does not hold for it"
        case .noPeer: "The system at an end of a flow does not answer"
        case .messageRefused: "The destination does not take a message"
        case .cannotListen: "Nothing can be listened to at an address"
        }
    }

    /// What to do, for its page.
    public var remedy: String {
        switch self {
        case .unknownFlow: "Name a flow of the plant file that has 'messages'."
        case .notCarried:
            "Say under 'messages' of the flow what its records look like. A flow that ends in the MES is not carried by the gateway."
        case .otherSchema:
            "Nothing of the file was taken. Have the source send every field that a record cannot be without, each once, or change the "
                + "flow's messages and have the change released."
        case .folder:
            "Look at the folder, its rights and its volume, then run the gateway again; nothing that was taken is lost."
        case .changedFile:
            "Nothing of it is lost or sent twice. Have the source write to another name and rename the file once it is whole."
        case .destinationFull:
            "Have the destination take the messages that lie in its folder, then run the gateway again."
        case .outboxFull:
            "Have the destinations take what waits, then run the gateway again; nothing more is taken until then."
        case .otherMessage:
            "Somebody else wrote a file under the name of a message. Move it away and run the gateway again; nothing is overwritten."
        case .badManifest:
            "The file beside the manifest is not what was sent, or another key signed it. Do not take it; ask the sender."
        case .noAnswer:
            "Look at the message: it says which log, store or policy did not answer. What was acknowledged is kept."
        case .notValidated:
            "Validate the filter again: schema, mapping, filter or policies changed since, or a check failed."
        case .noPeer:
            "Look at the address, the certificate and what the folder of secrets holds for it, then run the gateway again; nothing that was taken is lost."
        case .messageRefused:
            "Look at the answer's number and at what the destination expects: its address, its secret, its schema. The message and those after it wait, so that none "
                + "comes out of order; run the gateway again once it takes them."
        case .cannotListen:
            "Look whether another process has the port, whether this one may have it, and at the certificate and key in the folder of secrets."
        }
    }
}
