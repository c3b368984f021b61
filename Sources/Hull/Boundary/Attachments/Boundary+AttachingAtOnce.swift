internal import Dispatch
public import Journal
internal import Storage

extension Boundary {
    /// Attaches content that is at hand, on terms: begun, looked into, sealed and recorded, or nothing of it.
    ///
    /// Looking into it waits for other processes, on a thread of its own: those that tasks share go on.
    /// - Parameters:
    ///   - name: under which it is kept.
    ///   - permission: that the subject may `edit` the record.
    /// - Returns: the attachment.
    /// - Throws: `AttachmentError`; nothing was attached then.
    public func attach<Entry: LabelledRecord>(
        _ bytes: [UInt8],
        named name: String,
        to record: Entry,
        under permission: Permission,
        on terms: AttachmentTerms
    ) async throws(AttachmentError) -> AggregateID {
        let compartment = record.origin.compartment
        let declared = UploadDeclaration(name: name, byteCount: UInt64(bytes.count))
        let id = try await beginUpload(declared, to: record, under: permission)
        try await InspectionThread.run { [self] () throws(AttachmentError) in
            var offset = 0
            while offset < bytes.count {
                let end = min(bytes.count, offset + Self.pieceBytes)
                let piece = Array(bytes[offset..<end])
                try append(piece, at: UInt64(offset), to: id, in: compartment, by: permission.subject)
                offset = end
            }
        }
        _ = try await finishUpload(id, in: compartment, under: permission, on: terms)
        return id
    }

    private static let pieceBytes = 1 << 20
}

/// Where content is looked into.
enum InspectionThread {
    private static let queue = DispatchQueue(label: "bulkhead inspection", attributes: .concurrent)

    static func run<Value: Sendable, Failure: Error>(
        _ work: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<Value, Failure>, Never>) in
            queue.async {
                let result: Result<Value, Failure>
                do throws(Failure) {
                    result = .success(try work())
                } catch {
                    result = .failure(error)
                }
                continuation.resume(returning: result)
            }
        }
        return try result.get()
    }
}
