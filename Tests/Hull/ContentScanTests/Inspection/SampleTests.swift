import Classification
import ContentScan
import Foundation
import Testing

@Suite("The public samples are what they are, and carry no marking")
struct SampleTests {
    static let types: [(path: String, type: MediaType, uninspected: Set<Uninspected>)] = [
        ("b2mml/MaterialLot_V0401.xml", .xml, []), ("b2mml/ProductionPerformance_V0401.xml", .xml, []),
        ("b2mml/ProductionSchedule_V0401.xml", .xml, []), ("cui/cui_marking_codes_niem6.csv", .csv, []),
        ("edi/850_aerospace_basic-po.edi", .x12, []), ("edi/855_aerospace_po-ack-ship-details.edi", .x12, []),
        ("edi/862_ship_schedule.edi", .x12, []),
        ("erpnext/bom_records_excerpt.json", .json, []), ("idoc/ORDERS05_flat.txt", .plainText, []),
        ("mtconnect/CuttingToolAsset.xml", .xml, []), ("mtconnect/Devices_kinematics_2.x.xml", .xml, []),
        ("nist/827-9999-904_FIXT.NC", .gcode, []), ("nist/827-9999-904_FIXT_setup_sheet.doc", .ole2, [.legacyOffice]),
        ("nist/Cover_FAIR_Results_20parts_2.1.qif", .qif, []), ("nist/MTConnectDevices_1.3.xml", .xml, []),
        ("nist/MTConnectStreams_Cover01_excerpt.xml", .xml, []),
        ("nist/SHDR_Plate-Op2-Hurco04-04of20.txt", .plainText, []),
        ("nist/plate_AP203_excerpt.stp", .step, []),
        ("nist/plate_incoming_inspection.xlsx", .officeOpenXML, [.picture]),
        ("office/B2MML-JSON-Documentation.docx", .officeOpenXML, [.picture]),
        ("office/B2MML-JSON-Documentation.pdf", .pdf, [.picture]),
        ("qif/FirstArticleInspection_2.1.qif", .qif, []), ("qif/Results_Sample_3.0.qif", .qif, []),
        ("qif/planWithWorkInstructions_3.0.qif", .qif, []),
        ("README.md", .plainText, []),
    ]

    @Test("every sample", arguments: types.indices)
    func sample(index: Int) throws {
        guard let folder = InspectionTools.samples else { return }
        let (path, type, uninspected) = Self.types[index]
        let bytes = [UInt8](try Data(contentsOf: folder.appending(path: path)))
        let found = try InspectionTools.scanner().inspect(bytes, name: path).inspection
        #expect(found.mediaType == type, "\(path)")
        #expect(found.markings == [], "\(path): \(found.findings)")
        #expect(found.label.isUnrestricted)
        #expect(Set(found.uninspected) == uninspected, "\(path): \(found.findings)")
        #expect(found.verdict == (uninspected.isEmpty ? .clean : .notInspected), "\(path): \(found.findings)")
    }

    @Test("every file of the samples is one of these")
    func all() throws {
        guard let folder = InspectionTools.samples else { return }
        let walk = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        let files = walk.compactMap { ($0 as? URL).flatMap { $0.hasDirectoryPath ? nil : $0.lastPathComponent } }
        #expect(Set(files) == Set(Self.types.map { String($0.path.split(separator: "/").last ?? "") }))
    }
}
