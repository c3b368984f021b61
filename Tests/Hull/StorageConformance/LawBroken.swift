import Storage

/// An engine that does not keep a law.
public struct LawBroken: Error, CustomStringConvertible {
    /// What was expected, what was found and where it was asked.
    public let description: String
}

func expect(_ holds: Bool, _ what: @autoclosure () -> String, line: UInt = #line, file: StaticString = #fileID) throws {
    guard holds else { throw LawBroken(description: "\(file):\(line): \(what())") }
}

func expect<Value: Equatable>(
    _ found: Value,
    equals wanted: Value,
    _ what: @autoclosure () -> String = "",
    line: UInt = #line,
    file: StaticString = #fileID
) throws {
    guard found == wanted else {
        throw LawBroken(description: "\(file):\(line): \(what()) found \(found), expected \(wanted)")
    }
}

/// Expects a refusal with one of the codes, and a message that says something.
func expectRefusal(
    _ codes: StorageError.Code...,
    line: UInt = #line,
    file: StaticString = #fileID,
    _ body: () throws -> Void
) throws {
    do {
        try body()
    } catch let error as StorageError {
        guard codes.contains(error.code) else {
            throw LawBroken(description: "\(file):\(line): refused as \(error.code) (\(error)), expected \(codes)")
        }
        guard error.message.count > 10 else { throw LawBroken(description: "\(file):\(line): says only \(error)") }
        return
    }
    throw LawBroken(description: "\(file):\(line): not refused, expected \(codes)")
}

extension CompartmentName {
    static func named(_ text: String) throws -> CompartmentName { try CompartmentName(text) }
}
