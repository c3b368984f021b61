public import Boundary

/// A first article inspection report as the three forms of AS9102C (June 2023), with the field numbers and names of its appendix B.
///
/// A value that does not apply is empty. Which fields are required, where applicable or optional is the standard's, and shows in how names are set
/// (bold, bold italic, plain). That the report is verified by one and approved by another person, and that a partial one names its baseline, is
/// held by the commands that made the record: here all are texts.
public struct FirstArticleReport: Sendable {
    /// 1 to 4: on every form.
    public struct Heading: Sendable {
        /// 1.
        public var partNumber: ClearedText
        /// 2.
        public var partName: ClearedText
        /// 3.
        public var serialNumber: ClearedText
        /// 4.
        public var identifier: ClearedText

        /// The heading of all forms.
        public init(
            partNumber: ClearedText,
            partName: ClearedText,
            serialNumber: ClearedText,
            identifier: ClearedText
        ) {
            self.partNumber = partNumber
            self.partName = partName
            self.serialNumber = serialNumber
            self.identifier = identifier
        }
    }

    /// 15 to 18: a part of an assembly.
    public struct IndexPart: Sendable {
        /// 15.
        public var partNumber: ClearedText
        /// 16.
        public var partName: ClearedText
        /// 17: detail part, sub-assembly, software, standard catalogue item or COTS.
        public var partType: ClearedText
        /// 18.
        public var identifier: ClearedText

        /// A part of an assembly.
        public init(
            partNumber: ClearedText,
            partName: ClearedText,
            partType: ClearedText,
            identifier: ClearedText
        ) {
            self.partNumber = partNumber
            self.partName = partName
            self.partType = partType
            self.identifier = identifier
        }
    }

    /// 5 to 26 of form 1: part number accountability.
    public struct PartAccountability: Sendable {
        /// 5.
        public var partRevision: ClearedText
        /// 6.
        public var drawingNumber: ClearedText
        /// 7.
        public var drawingRevision: ClearedText
        /// 8.
        public var additionalChanges: ClearedText
        /// 9.
        public var processReference: ClearedText
        /// 10.
        public var organization: ClearedText
        /// 11.
        public var supplierCode: ClearedText
        /// 12.
        public var purchaseOrder: ClearedText
        /// 13: `Detail` or `Assembly`.
        public var kind: ClearedText
        /// 14: `Full FAI` or `Partial FAI`.
        public var extent: ClearedText
        /// 14: of a partial one.
        public var baseline: ClearedText
        /// 14: why the inspection is made; of a full one too.
        public var reason: ClearedText
        /// 15 to 18; none for a detail part.
        public var index: [IndexPart]
        /// 19: `Yes` or `No`.
        public var hasNonconformance: ClearedText
        /// 20 and 21.
        public var verified: (by: ClearedText, on: ClearedText)
        /// 22 and 23.
        public var approved: (by: ClearedText, on: ClearedText)
        /// 24 and 25.
        public var customer: (by: ClearedText, on: ClearedText)
        /// 26.
        public var comments: ClearedText

        /// Form 1.
        public init(
            partRevision: ClearedText,
            drawingNumber: ClearedText,
            drawingRevision: ClearedText,
            additionalChanges: ClearedText,
            processReference: ClearedText,
            organization: ClearedText,
            supplierCode: ClearedText,
            purchaseOrder: ClearedText,
            kind: ClearedText,
            extent: ClearedText,
            baseline: ClearedText,
            reason: ClearedText,
            index: [IndexPart],
            hasNonconformance: ClearedText,
            verified: (by: ClearedText, on: ClearedText),
            approved: (by: ClearedText, on: ClearedText),
            customer: (by: ClearedText, on: ClearedText),
            comments: ClearedText
        ) {
            self.partRevision = partRevision
            self.drawingNumber = drawingNumber
            self.drawingRevision = drawingRevision
            self.additionalChanges = additionalChanges
            self.processReference = processReference
            self.organization = organization
            self.supplierCode = supplierCode
            self.purchaseOrder = purchaseOrder
            self.kind = kind
            self.extent = extent
            self.baseline = baseline
            self.reason = reason
            self.index = index
            self.hasNonconformance = hasNonconformance
            self.verified = verified
            self.approved = approved
            self.customer = customer
            self.comments = comments
        }
    }

    /// 5 to 10 of form 2: a material or a special process.
    public struct Material: Sendable {
        /// 5.
        public var name: ClearedText
        /// 6.
        public var specification: ClearedText
        /// 7.
        public var code: ClearedText
        /// 8.
        public var supplier: ClearedText
        /// 9: `Yes`, `No` or `NA`.
        public var customerApproval: ClearedText
        /// 10.
        public var certificate: ClearedText

        /// A material or a special process.
        public init(
            name: ClearedText,
            specification: ClearedText,
            code: ClearedText,
            supplier: ClearedText,
            customerApproval: ClearedText,
            certificate: ClearedText
        ) {
            self.name = name
            self.specification = specification
            self.code = code
            self.supplier = supplier
            self.customerApproval = customerApproval
            self.certificate = certificate
        }
    }

    /// 11 and 12 of form 2: a functional test.
    public struct FunctionalTest: Sendable {
        /// 11.
        public var procedure: ClearedText
        /// 12.
        public var report: ClearedText

        /// A functional test.
        public init(procedure: ClearedText, report: ClearedText) {
            self.procedure = procedure
            self.report = report
        }
    }

    /// 5 to 12 of form 3: a characteristic.
    public struct Characteristic: Sendable {
        /// 5.
        public var number: ClearedText
        /// 6.
        public var location: ClearedText
        /// 7.
        public var designator: ClearedText
        /// 8.
        public var requirement: ClearedText
        /// 9.
        public var results: ClearedText
        /// 10.
        public var tooling: ClearedText
        /// 11.
        public var nonconformance: ClearedText
        /// 12.
        public var comments: ClearedText

        /// A characteristic.
        public init(
            number: ClearedText,
            location: ClearedText,
            designator: ClearedText,
            requirement: ClearedText,
            results: ClearedText,
            tooling: ClearedText,
            nonconformance: ClearedText,
            comments: ClearedText
        ) {
            self.number = number
            self.location = location
            self.designator = designator
            self.requirement = requirement
            self.results = results
            self.tooling = tooling
            self.nonconformance = nonconformance
            self.comments = comments
        }
    }

    /// 1 to 4 of all forms.
    public var heading: Heading
    /// Form 1.
    public var part: PartAccountability
    /// Form 2, 5 to 10.
    public var materials: [Material]
    /// Form 2, 11 and 12.
    public var tests: [FunctionalTest]
    /// Form 2, 13.
    public var materialComments: ClearedText
    /// Form 3.
    public var characteristics: [Characteristic]

    /// A report.
    public init(
        heading: Heading,
        part: PartAccountability,
        materials: [Material],
        tests: [FunctionalTest],
        materialComments: ClearedText,
        characteristics: [Characteristic]
    ) {
        self.heading = heading
        self.part = part
        self.materials = materials
        self.tests = tests
        self.materialComments = materialComments
        self.characteristics = characteristics
    }
}
