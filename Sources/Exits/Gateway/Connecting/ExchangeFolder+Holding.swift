internal import Foundation

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// What came of putting a message into the folder of a flow.
enum HeldOutcome: Equatable {
    /// It lies there now.
    case isNew
    /// It lay there, or was taken.
    case isKnown
    /// Another one of its name lay there, or was taken.
    case isOther
    /// Too much waits.
    case isFull
}

extension ExchangeFolder {
    /// Puts a message into the folder from which it is taken, under a name that is its own. It is on the disk when this returns.
    func hold(_ bytes: [UInt8], as name: String, waitingMax: Int) throws(GatewayRefusal) -> HeldOutcome {
        if let known = known(bytes, as: name) { return known }
        guard try waiting().count < waitingMax else { return .isFull }
        // Another one of its name may have come at the same moment.
        if try DurableFile.write(bytes, to: inbox + "/" + name, isReplacing: false) { return .isNew }
        return known(bytes, as: name) ?? .isOther
    }

    private func known(_ bytes: [UInt8], as name: String) -> HeldOutcome? {
        for place in [inbox + "/" + name, taken + "/" + name] where access(place, F_OK) == 0 {
            return FileManager.default.contents(atPath: place).map(Array.init) == bytes ? .isKnown : .isOther
        }
        return nil
    }
}
