import Boundary
import Documents

/// Released values by their place.
struct SampleValues {
    let records: [ReleasedRecord]

    init(_ records: [ReleasedRecord]) { self.records = records }

    subscript(index: Int) -> ClearedText { records.indices.contains(index) ? "\(records[index]["text"])" : "" }

    /// A value that is withheld.
    var held: ClearedText { "\(records.first?["held"])" }
}

/// Forms filled as Web fills them: values from records, words from the source.
enum SampleForms {
    static let travelerValues: [(program: String, text: String)] =
        ["TR-000123", "JO-4711", "VB-20-117", "Spar fitting", "C", "WD-88 rev 4", "6", "2026-12-11"].map { ("NAV", $0) }
        + (1...6).map { ("NAV", "SN-000\($0)") }
        + [
            ("0010", "Saw blank"), ("0020", "Mill pocket"), ("0030", "Deburr"), ("0040", "Penetrant test"),
            ("0050", "Final inspection"),
        ]
        .flatMap { [("NAV", $0.0), ("NAV", $0.1)] }

    static func traveler(_ values: SampleValues) -> ClearedDocument {
        Traveler(
            id: values[0],
            order: values[1],
            partNumber: values[2],
            partName: values[3],
            revision: values[4],
            workDefinition: values[5],
            quantity: values[6],
            due: values[7],
            serials: (8..<14).map { values[$0] },
            operations: (0..<5).map { index in
                Traveler.Operation(
                    number: values[14 + 2 * index],
                    name: values[15 + 2 * index],
                    workCenter: "Mill 3",
                    instruction: "WI-204 rev B",
                    note: index == 3 ? values.held : "",
                    buyOffs: index == 4 ? ["Done", "Inspected", "Customer"] : ["Done", "Inspected"]
                )
            }
        ).document
    }

    static let firstArticleValues: [(program: String, text: String)] = [
        "VB-20-117", "Spar fitting", "SN-0001", "FAIR-2026-031", "C", "D-20-117", "F", "ECO-55",
        "WD-88 rev 4 / JO-4711",
        "Example Aerostructures", "V1007", "PO-77812", "VB-20-116 rev B", "NC program changed", "R. Ellis",
        "2026-11-20",
        "M. Okafor", "2026-11-23", "10.00 ±0.05 mm", "10.02 mm",
    ].map { ("NAV", $0) }

    private static func heading(_ values: SampleValues) -> FirstArticleReport.Heading {
        FirstArticleReport.Heading(
            partNumber: values[0],
            partName: values[1],
            serialNumber: values[2],
            identifier: values[3]
        )
    }

    private static func report(
        _ values: SampleValues,
        kind: ClearedText,
        extent: ClearedText,
        baseline: ClearedText,
        reason: ClearedText,
        index: [FirstArticleReport.IndexPart]
    ) -> ClearedDocument {
        FirstArticleReport(
            heading: heading(values),
            part: FirstArticleReport.PartAccountability(
                partRevision: values[4],
                drawingNumber: values[5],
                drawingRevision: values[6],
                additionalChanges: values[7],
                processReference: values[8],
                organization: values[9],
                supplierCode: values[10],
                purchaseOrder: values[11],
                kind: kind,
                extent: extent,
                baseline: baseline,
                reason: reason,
                index: index,
                hasNonconformance: "No",
                verified: (by: values[14], on: values[15]),
                approved: (by: values[16], on: values[17]),
                customer: (by: "", on: ""),
                comments: ""
            ),
            materials: [
                .init(
                    name: "Aluminium 7075-T6",
                    specification: "AMS-QQ-A-250/12",
                    code: "M1",
                    supplier: "Example Metals, Springfield",
                    customerApproval: "NA",
                    certificate: "MTR-5581"
                ),
                .init(
                    name: "Anodize",
                    specification: "MIL-PRF-8625, type II, class 1",
                    code: "",
                    supplier: "Example Finishing, V2210",
                    customerApproval: "Yes",
                    certificate: "COC-9917"
                ),
            ],
            tests: [.init(procedure: "FTP-12 rev A", report: "ATR-301")],
            materialComments: "",
            characteristics: (1...30).map { _ in
                .init(
                    number: "1",
                    location: "Sheet 1, B4",
                    designator: "KC",
                    requirement: values[18],
                    results: values[19],
                    tooling: "",
                    nonconformance: "",
                    comments: values.held
                )
            }
        ).document
    }

    static func fullFirstArticle(_ values: SampleValues) -> ClearedDocument {
        report(
            values,
            kind: "Assembly",
            extent: "Full FAI",
            baseline: "",
            reason: "New part number",
            index: [
                .init(
                    partNumber: "VB-20-201",
                    partName: "Bushing",
                    partType: "Detail part",
                    identifier: "FAIR-2026-018"
                ),
                .init(partNumber: "NAS1149", partName: "Washer", partType: "Standard catalogue item", identifier: ""),
            ]
        )
    }

    static func partialFirstArticle(_ values: SampleValues) -> ClearedDocument {
        report(
            values,
            kind: "Detail",
            extent: "Partial FAI",
            baseline: values[12],
            reason: values[13],
            index: []
        )
    }

    static let certificateValues: [(program: String, text: String)] =
        [
            "COC-2026-0098", "Example Aerostructures", "Prime", "PO-77812 line 2", "JO-4711", "VB-20-117",
            "Spar fitting",
            "C / F", "6", "NCR-1042", "Edge distance 9.4 mm in place of 10.0 mm", "Customer, letter L-88", "R. Ellis",
            "2026-11-24",
        ].map { ("NAV", $0) } + (1...70).map { ("MED", "LOT-\($0)") }

    static func certificate(_ values: SampleValues) -> ClearedDocument { certificate(values, corrected: nil) }

    static let correctedCertificateValues = certificateValues + [("NAV", "2026-12-01 09:30")]

    static func correctedCertificate(_ values: SampleValues) -> ClearedDocument {
        certificate(values, corrected: values[84])
    }

    private static func certificate(_ values: SampleValues, corrected: ClearedText?) -> ClearedDocument {
        CertificateOfConformance(
            id: values[0],
            organization: values[1],
            customer: values[2],
            purchaseOrder: values[3],
            order: values[4],
            partNumber: values[5],
            partName: values[6],
            revision: values[7],
            quantity: values[8],
            statement:
                "The items above conform to the requirements of the purchase order, with the departures named below.",
            exceptions: [.init(nonconformance: values[9], description: values[10], acceptance: values[11])],
            genealogy: (14..<84).map { index in
                .init(
                    level: "1",
                    partNumber: "VB-20-201",
                    name: "Bushing",
                    serialOrLot: values[index],
                    parent: "SN-0001",
                    supplier: "Example Metals",
                    certificate: "MTR-5581"
                )
            },
            signature: Signature("Quality, for the organization", name: values[12], date: values[13]),
            corrected: corrected
        ).document
    }

    static let noticeValues: [(program: String, text: String)] =
        [
            "E-7F3K2M9Q", "Example Aerostructures", "Prime", "PO-77812 line 2", "COC-2026-0098", "2026-11-24",
            "JO-4711", "VB-20-117", "SN-0001, SN-0002", "2", "2026-12-02 08:15", "2026-12-03 08:15 (SOW 9.3)",
            "Lot M-19 is suspect and went into this unit. Wrong alloy.", "Stop using both units. We fetch them.",
            "9f2c", "R. Ellis", "2026-12-02",
        ].map { ("NAV", $0) }

    static func notice(_ values: SampleValues) -> ClearedDocument { notice(values, nil) }

    static let withdrawnNoticeValues =
        noticeValues
        + ["It was another lot.", "2026-12-02, M. Buyer, letter 12", "41aa", "T. Hall", "2026-12-04"].map {
            ("NAV", $0)
        }

    static func withdrawnNotice(_ values: SampleValues) -> ClearedDocument {
        notice(
            values,
            .init(
                reason: values[17],
                told: values[18],
                contentHash: values[19],
                signature: Signature("For the organization, of the withdrawal", name: values[20], date: values[21])
            )
        )
    }

    private static func notice(_ values: SampleValues, _ withdrawal: NoticeOfEscape.Withdrawal?) -> ClearedDocument {
        NoticeOfEscape(
            id: values[0],
            organization: values[1],
            customer: values[2],
            purchaseOrder: values[3],
            certificate: values[4],
            certified: values[5],
            order: values[6],
            partNumber: values[7],
            serials: values[8],
            quantity: values[9],
            discovered: values[10],
            due: values[11],
            finding: values[12],
            text: values[13],
            contentHash: values[14],
            signature: Signature("For the organization", name: values[15], date: values[16]),
            withdrawal: withdrawal
        ).document
    }

    static let badgeValues: [(program: String, text: String)] = (1...12).flatMap { number in
        [("MED", "Person \(number)"), ("MED", "B-\(1000 + number)")]
    }

    static func badges(_ values: SampleValues) -> ClearedDocument {
        BadgeSheet(
            id: "BADGES-7",
            badges: (0..<12).map { .init(name: values[2 * $0], number: values[2 * $0 + 1]) }
        ).document
    }
}
