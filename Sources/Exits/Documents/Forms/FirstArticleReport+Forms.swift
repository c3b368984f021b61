internal import Boundary

extension FirstArticleReport {
    /// The three forms, each on pages of its own. The standard's `Sheet … of …` is the number of the page at its foot.
    public var document: ClearedDocument {
        ClearedDocument(
            id: heading.identifier,
            title: "First article inspection report",
            isWide: true,
            blocks: form1 + [.pageBreak] + form2 + [.pageBreak] + form3
        )
    }

    private var repeated: Block<ClearedText> {
        .fields(
            [
                Field("1. Part Number", heading.partNumber, .required),
                Field("2. Part Name", heading.partName, .required),
                Field("3. Serial Number", heading.serialNumber, .whereApplicable),
                Field("4. FAIR Identifier", heading.identifier, .required),
            ],
            columns: 4
        )
    }

    private var form1: [Block<ClearedText>] {
        var blocks: [Block<ClearedText>] = [
            .heading("Form 1: Part Number Accountability"), repeated,
            .fields(
                [
                    Field("5. Part Revision Level", part.partRevision, .whereApplicable),
                    Field("6. Drawing Number", part.drawingNumber, .whereApplicable),
                    Field("7. Drawing Revision Level", part.drawingRevision, .whereApplicable),
                    Field("8. Additional Changes", part.additionalChanges, .whereApplicable),
                    Field("9. Manufacturing Process Reference", part.processReference, .required),
                    Field("10. Organization Name", part.organization, .required),
                    Field("11. Supplier Code", part.supplierCode),
                    Field("12. Purchase Order Number", part.purchaseOrder),
                ],
                columns: 4
            ),
            .fields(
                [
                    Field("13. Detail / Assembly", part.kind, .required, choices: ["Detail", "Assembly"]),
                    Field("14. Full FAI / Partial FAI", part.extent, .required, choices: ["Full FAI", "Partial FAI"]),
                    Field("14. Baseline Part Number (including revision level)", part.baseline, .whereApplicable),
                    Field("14. Reason for Full / Partial FAI", part.reason, .required),
                ],
                columns: 2
            ),
        ]
        if !part.index.isEmpty {
            blocks += [
                .heading("Index of part numbers or sub-assembly numbers required to make the assembly noted above"),
                .table(
                    Table(
                        [
                            .init("15. Part Number", weight: 2, presence: .whereApplicable),
                            .init("16. Part Name", weight: 3, presence: .whereApplicable),
                            .init("17. Part Type", weight: 2, presence: .whereApplicable),
                            .init("18. FAIR Identifier", weight: 2, presence: .whereApplicable),
                        ],
                        rows: part.index.map { [$0.partNumber, $0.partName, $0.partType, $0.identifier] }
                    )
                ),
            ]
        }
        blocks += [
            .fields(
                [
                    Field(
                        "19. Does FAIR Contain a Documented Nonconformance(s)?",
                        part.hasNonconformance,
                        .required,
                        choices: ["Yes", "No"]
                    )
                ],
                columns: 1
            ),
            .fields(
                [
                    Field("20. FAIR Verified By", part.verified.by, .required),
                    Field("21. Date", part.verified.on, .required),
                    Field("22. FAIR Reviewed/Approved By", part.approved.by, .required),
                    Field("23. Date", part.approved.on, .required),
                    Field("24. Customer Approval", part.customer.by, .whereApplicable),
                    Field("25. Date", part.customer.on, .whereApplicable),
                ],
                columns: 2
            ),
            .fields([Field("26. Comments", part.comments)], columns: 1),
        ]
        return blocks
    }

    private var form2: [Block<ClearedText>] {
        [
            .heading("Form 2: Product Accountability - Materials, Special Processes, and Functional Testing"), repeated,
            .table(
                Table(
                    [
                        .init("5. Material or Process Name", weight: 3, presence: .whereApplicable),
                        .init("6. Specification Number", weight: 3, presence: .whereApplicable),
                        .init("7. Code", weight: 1, presence: .optional),
                        .init("8. Supplier", weight: 3, presence: .whereApplicable),
                        .init("9. Customer Approval Verification", weight: 2, presence: .whereApplicable),
                        .init("10. Certificate of Conformance Number", weight: 3, presence: .whereApplicable),
                    ],
                    rows: materials.map {
                        [$0.name, $0.specification, $0.code, $0.supplier, $0.customerApproval, $0.certificate]
                    }
                )
            ),
            .table(
                Table(
                    [
                        .init("11. Functional Test Procedure Number", presence: .whereApplicable),
                        .init("12. Acceptance Report Number", presence: .whereApplicable),
                    ],
                    rows: tests.map { [$0.procedure, $0.report] }
                )
            ),
            .fields([Field("13. Comments", materialComments)], columns: 1),
        ]
    }

    private var form3: [Block<ClearedText>] {
        [
            .heading("Form 3: Characteristic Accountability, Verification, and Compatibility Evaluation"), repeated,
            .table(
                Table(
                    [
                        .init("5. Char. No.", weight: 2),
                        .init("6. Reference Location", weight: 3, presence: .whereApplicable),
                        .init("7. Characteristic Designator", weight: 3, presence: .whereApplicable),
                        .init("8. Requirement", weight: 4), .init("9. Results", weight: 4),
                        .init("10. Designed/Qualified Tooling", weight: 3, presence: .whereApplicable),
                        .init("11. Nonconformance Number", weight: 3, presence: .whereApplicable),
                        .init("12. Additional Data / Comments", weight: 3, presence: .optional),
                    ],
                    rows: characteristics.map {
                        [
                            $0.number, $0.location, $0.designator, $0.requirement, $0.results, $0.tooling,
                            $0.nonconformance, $0.comments,
                        ]
                    }
                )
            ),
        ]
    }
}
