internal import Boundary

/// A message as it leaves: its bytes are behind the release that they were made of, and are opened once more when they are sent.
struct OutgoingMessage: Sendable {
    let flow: CarriedFlow
    let file: ReleasedFile
    /// The SHA-256 hash of its bytes, in hexadecimal.
    let digest: String
    let recordCount: Int
    /// What a page with all that is in it is marked with, then what its readers are to be told.
    let marking: [String]
}

/// A record that stays because of what was found in it.
struct StoppedRecord: Sendable, Equatable {
    /// Its place in its batch.
    let place: Int
    /// What was found, without the words.
    let findings: [String]
}
