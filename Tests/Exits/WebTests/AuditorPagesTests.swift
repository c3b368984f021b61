import Foundation
import LogCheck
import RawHTTP
import TestFloor
import Testing

@Suite("An auditor's pages", .serialized, .timeLimit(.minutes(30)))
struct AuditorPagesTests {
    private func logs(_ page: Answer) -> [String] {
        page.body.matches(of: /\/auditor\/logs\/([0-9a-f]{32})\/evidence/).map { String($0.output.1) }
    }

    @Test("evidence that was taken holds by another's code, with the key alone, and is noticed when it is changed")
    func evidence() async throws {
        try await FloorVisit.run { visit in
            let olga = try await visit.browser(of: "olga")
            let unit = try #require(visit.floor.work["VEH-1"])
            #expect(try await olga.get("/units/\(unit)").status == 200)
            let aude = try await visit.browser(of: "aude")
            let home = try await aude.get("/auditor")
            #expect(home.status == 200 && home.fields["x-marking"] == "CUI//SP-CTI/SP-EXPT")
            let found = logs(home)
            #expect(found.count >= 3)
            var verified: UInt64 = 0
            for log in found {
                let file = try await aude.get("/auditor/logs/\(log)/evidence")
                // A compartment from which nothing left has none.
                guard file.status == 200 else { continue }
                #expect(file.fields["content-disposition"] == "attachment; filename=\"evidence.json\"")
                #expect(file.fields["cache-control"] == "no-store" && file.fields["x-marking"] != nil)
                let origin = try #require(file.body.firstMatch(of: /"checkpoint":"([^\\]+)\\n/)).output.1
                let key = try #require(home.body.components(separatedBy: "<").first { $0.contains("\(origin)+") })
                let text = String(key.drop { $0 != ">" }.dropFirst())
                let keys = try AuditKeys(log: text.replacing("&#43;", with: "+"))
                let report = AuditBundleCheck.check(Array(file.body.utf8), keys: keys).report
                #expect(report.failureCount == 0)
                verified += report.entriesVerified
                let changed = file.body.replacing("\"index\":", with: "\"index\":1", maxReplacements: 1)
                #expect(AuditBundleCheck.check(Array(changed.utf8), keys: keys).report.failureCount > 0)
            }
            #expect(verified > 0)
        }
    }

    @Test("who may not see the trail of all that is in a compartment sees neither its log nor its evidence")
    func hidden() async throws {
        try await FloorVisit.run { visit in
            let aude = try await visit.browser(of: "aude")
            let all = Set(logs(try await aude.get("/auditor")))
            let colin = try await visit.browser(of: "colin")
            let some = Set(logs(try await colin.get("/auditor")))
            #expect(some.isStrictSubset(of: all))
            let olga = try await visit.browser(of: "olga")
            #expect(logs(try await olga.get("/auditor")).isEmpty)
            let nothing = try await olga.get("/auditor/logs/\(String(repeating: "0", count: 32))/evidence")
            for log in all {
                let answer = try await olga.get("/auditor/logs/\(log)/evidence")
                #expect(answer.status == 404 && answer.body == nothing.body)
            }
            for log in all.subtracting(some) {
                #expect([403, 404].contains(try await colin.get("/auditor/logs/\(log)/evidence").status))
            }
            for wrong in ["..", "x", "%00", String(repeating: "f", count: 33)] {
                #expect([400, 404].contains(try await aude.get("/auditor/logs/\(wrong)/evidence").status))
            }
        }
    }

    @Test("the API is described by what is served: every operation, and nothing else, to anybody")
    func description() async throws {
        try await FloorVisit.run { visit in
            let answer = try await Answer.get("/openapi.json", port: visit.port)
            #expect(answer.status == 200 && answer.fields["content-type"] == "application/json")
            let read = try JSONSerialization.jsonObject(with: Data(answer.body.utf8))
            let document = try #require(read as? [String: Any])
            #expect(document["openapi"] as? String == "3.1.0")
            let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
            #expect(paths["/api/scan/{id}"]?["get"] != nil && paths["/operator"] == nil)
            var ids: Set<String> = []
            for (path, operations) in paths {
                for (method, operation) in operations {
                    let id = try #require(operation["operationId"] as? String)
                    #expect(ids.insert(id).inserted && !(operation["summary"] as? String ?? "").isEmpty, "\(path)")
                    let responses = try #require(operation["responses"] as? [String: Any])
                    #expect(responses["200"] != nil && responses["404"] != nil && responses["500"] != nil)
                    #expect((method == "post") == (operation["requestBody"] != nil))
                }
            }
        }
    }
}
