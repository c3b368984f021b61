/// A payload of Sparkplug B (Eclipse Sparkplug 3.0, chapter 6): metrics with a time and a number.
struct SparkplugPayload: Equatable {
    /// Types of metrics that are carried (6.4.16); the others are told as what is there and is not read.
    enum DataType: UInt64 {
        case int8 = 1
        case int16, int32, int64, uint8, uint16, uint32, uint64
        case float, double, boolean, string, dateTime, text, uuid
    }

    enum Value: Equatable {
        case null
        /// As it stands on the wire: what it means is in the metric's type.
        case number(UInt64)
        case float(Float)
        case double(Double)
        case text(String)
        /// Bytes, files, data sets, templates and what extends them.
        case other
    }

    struct Metric: Equatable {
        var name: String?
        var alias: UInt64?
        var type: UInt64?
        var time: UInt64?
        var value: Value
    }

    /// Metrics of a payload at most.
    static let metricsMax = 10_000
    /// Why a payload is none.
    enum Fault: String, Error {
        case malformed = "a payload that is none of Sparkplug B"
        case compressed = "a compressed payload, which is not read"
        case tooMany = "a payload with more than 10000 metrics"
    }

    var time: UInt64?
    var sequence: UInt64?
    var metrics: [Metric] = []

    init(time: UInt64? = nil, sequence: UInt64? = nil, metrics: [Metric] = []) {
        self.time = time
        self.sequence = sequence
        self.metrics = metrics
    }

    init(_ bytes: [UInt8]) throws(Fault) {
        var fields = WireFields(bytes[...])
        do throws(WireFields.Fault) {
            while let (field, value) = try fields.next() {
                switch (field, value) {
                case (1, .number(let number)): time = number
                case (2, .bytes(let content)):
                    guard metrics.count < Self.metricsMax else { throw WireFields.Fault() }
                    metrics.append(try Self.metric(content))
                case (3, .number(let number)): sequence = number
                case (4, .bytes(let content)) where content.elementsEqual("SPBV1.0_COMPRESSED".utf8):
                    isCompressed = true
                case (1, _), (2, _), (3, _): throw WireFields.Fault()
                default: break
                }
            }
        } catch {
            throw metrics.count >= Self.metricsMax ? .tooMany : .malformed
        }
        if isCompressed { throw .compressed }
    }

    private var isCompressed = false

    private static func metric(_ bytes: ArraySlice<UInt8>) throws(WireFields.Fault) -> Metric {
        var fields = WireFields(bytes)
        var metric = Metric(value: .null)
        var isNull = false
        while let (field, value) = try fields.next() {
            switch (field, value) {
            case (1, .bytes(let content)):
                guard let name = String(validating: content, as: UTF8.self) else { throw WireFields.Fault() }
                metric.name = name
            case (2, .number(let number)): metric.alias = number
            case (3, .number(let number)): metric.time = number
            case (4, .number(let number)): metric.type = number
            case (7, .number(let number)): isNull = number != 0
            case (10, .number(let number)), (11, .number(let number)), (14, .number(let number)):
                metric.value = .number(number)
            case (12, .four(let bits)): metric.value = .float(Float(bitPattern: bits))
            case (13, .number(let bits)): metric.value = .double(Double(bitPattern: bits))
            case (15, .bytes(let content)):
                guard let text = String(validating: content, as: UTF8.self) else { throw WireFields.Fault() }
                metric.value = .text(text)
            case (16...19, .bytes): metric.value = .other
            case (1...4, _), (10...15, _): throw WireFields.Fault()
            default: break
            }
        }
        if isNull { metric.value = .null }
        return metric
    }

    // MARK: Writing

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        if let time { WireFields.write(1, time, into: &bytes) }
        for metric in metrics { WireFields.write(2, Self.bytes(of: metric), into: &bytes) }
        if let sequence { WireFields.write(3, sequence, into: &bytes) }
        return bytes
    }

    private static func bytes(of metric: Metric) -> [UInt8] {
        var bytes: [UInt8] = []
        if let name = metric.name { WireFields.write(1, Array(name.utf8), into: &bytes) }
        if let alias = metric.alias { WireFields.write(2, alias, into: &bytes) }
        if let time = metric.time { WireFields.write(3, time, into: &bytes) }
        if let type = metric.type { WireFields.write(4, type, into: &bytes) }
        switch (metric.value, metric.type.flatMap(DataType.init(rawValue:))) {
        case (.null, _), (.other, _): WireFields.write(7, UInt64(1), into: &bytes)
        case (.number(let number), .boolean): WireFields.write(14, number, into: &bytes)
        case (.number(let number), .int8), (.number(let number), .int16), (.number(let number), .int32),
            (.number(let number), .uint8), (.number(let number), .uint16), (.number(let number), .uint32):
            WireFields.write(10, UInt64(UInt32(truncatingIfNeeded: number)), into: &bytes)
        case (.number(let number), _): WireFields.write(11, number, into: &bytes)
        case (.float(let number), _): WireFields.write(12, number, into: &bytes)
        case (.double(let number), _): WireFields.write(13, number, into: &bytes)
        case (.text(let text), _): WireFields.write(15, Array(text.utf8), into: &bytes)
        }
        return bytes
    }
}
