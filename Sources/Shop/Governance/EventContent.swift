internal import Foundation

/// What an event of governance says: JSON with members in the order of their names.
protocol EventContent: Codable {}

extension EventContent {
    /// Nil for what says nothing of the kind.
    init?(_ payload: [UInt8]) {
        guard let read = try? JSONDecoder().decode(Self.self, from: Data(payload)) else { return nil }
        self = read
    }

    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(self))
    }
}
