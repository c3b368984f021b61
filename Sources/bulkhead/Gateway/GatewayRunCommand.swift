import ArgumentParser
import Boundary
import Foundation
import Gateway

/// `bulkhead gateway run`: takes what waits and sends what may leave.
struct GatewayRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Take the files that wait and send what may leave.",
        discussion: """
            Exit codes: 0 everything that waited was taken; 1 some of it was no record of its flow, or was refused or stopped; 2 the input is wrong; 4 the \
            logs or keys are damaged; 75 a destination is full, or the instance is in use.
            """
    )

    @OptionGroup var place: InstanceArguments

    @OptionGroup var beside: GatewayPlace

    @OptionGroup var shown: EvidenceArguments

    @OptionGroup var sought: KnownContentArguments

    @OptionGroup var watched: WitnessArguments

    @Option(help: "Look again after so many seconds, until it is told to end (SIGTERM, SIGINT).")
    var every: Int?

    @Flag(help: "Print JSON, an object for each flow and run.")
    var json = false

    func validate() throws {
        if let every, !(1...86_400).contains(every) { throw ValidationError("--every takes 1 to 86400 seconds") }
    }

    func run() async throws {
        let opened = try await OpenedGateway(place, beside, shown, sought, watched)
        var worst: ExitCode?
        func look(_ isLast: Bool = false) async {
            for (flow, connection) in zip(opened.flows, opened.connections) where connection.isAsked || !isLast {
                let report = await opened.gateway.run(flow, through: connection)
                show(report)
                worst = Self.exit(for: report) ?? worst
            }
        }
        let handover = HeadHandover(hull: opened.gateway.hull) { Console.error($0) }
        await look()
        if let every {
            let handing = Task { await handover.run() }
            while (try? await Task.sleep(for: .seconds(every))) != nil { await look() }
            // What was asked since the last look is on record and told too.
            await look(true)
            handing.cancel()
        }
        for connection in opened.connections { await connection.end() }
        await handover.finish()
        await opened.gateway.hull.close()
        if let worst { throw worst }
    }

    private func show(_ report: RunReport) {
        for refusal in report.refusals { Console.error("\(report.flow): \(refusal)") }
        if json {
            print(
                (try? ReportOutput.encode(GatewayRunJSON(report))) ?? "{}"
            )
        } else if report.files > 0 || report.sent.messages > 0 {
            print(Self.line(report))
        }
    }

    static func line(_ report: RunReport) -> String {
        var parts = [
            "\(report.flow): \(report.files) files taken with \(report.taken.records) records",
            "\(report.sent.messages) messages sent with \(report.sent.records) records",
        ]
        if report.taken.deadLetters > 0 { parts.append("\(report.taken.deadLetters) dead letters") }
        if report.taken.undeclaredFields > 0 {
            parts.append("\(report.taken.undeclaredFields) fields withheld that the flow does not declare")
        }
        if report.sent.withheldBatches > 0 { parts.append("\(report.sent.withheldBatches) batches withheld") }
        if report.sent.stoppedRecords > 0 {
            parts.append("\(report.sent.stoppedRecords) records stopped by what was found in them")
        }
        return parts.joined(separator: ", ")
    }

    private static func exit(for report: RunReport) -> ExitCode? {
        if let refusal = report.refusals.first { return refusal.exit }
        let hasFindings =
            report.taken.deadLetters > 0 || report.taken.undeclaredFields > 0 || report.sent.stoppedRecords > 0
        return hasFindings ? ExitStatus.findings : nil
    }
}

/// What a run did, for programs.
struct GatewayRunJSON: Encodable {
    let flow: String
    let files: Int
    let records: Int
    let deadLetters: Int
    let undeclaredFields: Int
    let messages: Int
    let sentRecords: Int
    let withheldBatches: Int
    let stoppedRecords: Int
    let refusals: [String]

    init(_ report: RunReport) {
        flow = report.flow
        files = report.files
        records = report.taken.records
        deadLetters = report.taken.deadLetters
        undeclaredFields = report.taken.undeclaredFields
        messages = report.sent.messages
        sentRecords = report.sent.records
        withheldBatches = report.sent.withheldBatches
        stoppedRecords = report.sent.stoppedRecords
        refusals = report.refusals.map(\.description)
    }
}

/// `bulkhead gateway replay`: tries again what stayed.
struct GatewayReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Try again what was withheld, stopped or no record: as the flow and the policies are now.",
        discussion: "Nothing passes that would not pass the first time. Exit codes as those of `gateway run`."
    )

    @OptionGroup var place: InstanceArguments

    @OptionGroup var beside: GatewayPlace

    @OptionGroup var shown: EvidenceArguments

    @OptionGroup var sought: KnownContentArguments

    @OptionGroup var watched: WitnessArguments

    func run() async throws {
        let opened = try await OpenedGateway(place, beside, shown, sought, watched)
        var worst: ExitCode?
        for (flow, connection) in zip(opened.flows, opened.connections) {
            do {
                let back = try await opened.gateway.replay(flow)
                let sent = try await opened.gateway.send(flow, through: connection)
                print(
                    """
                    \(flow.id): \(back.batches) batches tried again, \(back.revived) dead letters are records now, \(back.deadLetters) are none; \
                    \(sent.messages) messages sent with \(sent.records) records
                    """
                )
                if back.deadLetters > 0 || sent.stoppedRecords > 0 { worst = ExitStatus.findings }
            } catch let refusal as GatewayRefusal {
                Console.error("\(flow.id): \(refusal)")
                worst = refusal.exit
            }
        }
        for connection in opened.connections { await connection.end() }
        await HeadHandover(hull: opened.gateway.hull) { Console.error($0) }.finish()
        await opened.gateway.hull.close()
        if let worst { throw worst }
    }
}
