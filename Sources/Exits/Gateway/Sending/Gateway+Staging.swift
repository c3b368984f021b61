internal import Boundary
internal import Journal
internal import PlantModel
internal import Storage

extension Gateway {
    /// Gives each message its number, before any of it is written.
    func stage(
        _ leaving: [PreparedBatch],
        of flow: CarriedFlow,
        in compartment: CompartmentName
    ) async throws -> [[UInt8]: Int64] {
        var numbers: [[UInt8]: Int64] = [:]
        var next: [String: Int64] = [:]
        var drafts: [EventDraft] = []
        for batch in leaving {
            guard let message = batch.message else { continue }
            let program = batch.batch.program
            let number: Int64
            if let staged = batch.waiting.staged {
                number = staged.number
            } else {
                let last = try next[program] ?? lastNumber(of: flow, program, in: compartment)
                number = last + 1
                next[program] = number
            }
            numbers[batch.batch.id] = number
            guard batch.waiting.staged?.digest != message.digest else { continue }
            let staged = GatewayEvent.Staged(
                flow: flow.id,
                program: program,
                number: number,
                digest: message.digest,
                leaving: try whatLeaves(in: batch)
            )
            drafts.append(try event(GatewayEvent.staged, about: batch.batch, try GatewayEvent.payload(staged)))
        }
        guard !drafts.isEmpty else { return numbers }
        let id = try GatewayID.command(
            "stage",
            leaving.flatMap { [$0.batch.id, Array(($0.message?.digest ?? "").utf8)] }
        )
        try await perform(JournalCommand(id: id, drafts: drafts), in: compartment)
        return numbers
    }

    /// What a message carries away, with what restricts the values of each field.
    private func whatLeaves(in batch: PreparedBatch) throws -> GatewayEvent.Leaving? {
        guard var leaving = batch.exit.leaving else { return nil }
        let shown = Set(leaving.records.flatMap(\.fields))
        var texts: [DataClass: String] = [:]
        for field in batch.exit.flow.outputs.map(\.field) where shown.contains(field.name) {
            let text = try texts[field.dataClass] ?? label(of: field.dataClass, recordedIn: batch.batch).text
            (texts[field.dataClass], leaving.labels[field.name]) = (text, text)
        }
        return leaving
    }

    /// One gateway at a time works in an instance, which its lock sees to, so that nobody counts on meanwhile.
    private func lastNumber(of flow: CarriedFlow, _ program: String, in compartment: CompartmentName) throws -> Int64 {
        let found = try rows(
            ViewQuery(
                GatewayProjection.stream.name,
                columns: ["number"],
                matches: [
                    ViewQuery.Match("flow", .equal, [.text(flow.id)]),
                    ViewQuery.Match("program", .equal, [.text(program)]),
                ],
                limit: 1
            ),
            in: compartment
        )
        if case .integer(let number)? = found.first?[0] { return number }
        return 0
    }

    func name(of batch: PreparedBatch, _ number: Int64) -> String {
        let stream = MessageManifest.stream(batch.batch.flow, batch.batch.program, of: site)
        let digits = String(number)
        let zeros = String(repeating: "0", count: max(0, 12 - digits.count))
        return "\(batch.batch.flow)-\(stream)-\(zeros)\(digits).\(batch.exit.flow.format.suffix)"
    }

    func signed(_ batch: PreparedBatch, number: Int64) throws -> SignedMessage {
        guard let message = batch.message else { throw GatewayRefusal(.noAnswer, "nothing was made of a batch") }
        let name = name(of: batch, number)
        let stream = MessageManifest.stream(batch.batch.flow, batch.batch.program, of: site)
        let manifest = MessageManifest(message, origin: "\(site)/\(stream)", number: number, file: name)
        do {
            var note = try SignedNote(text: manifest.text)
            note.signatures = [try signer.signature(over: note, time: 0, using: provider)]
            return SignedMessage(
                name: name,
                stream: stream,
                number: number,
                banner: message.marking.first ?? "",
                bytes: try batch.exit.bytes(of: message),
                manifest: note.bytes
            )
        } catch let error as ReleaseError {
            throw GatewayRefusal(.noAnswer, "\(error)")
        } catch {
            throw GatewayRefusal(.noAnswer, "the manifest cannot be signed: \(error)")
        }
    }
}
