import ArgumentParser
import Foundation
import PlantModel
import Storage
import Testing

@testable import bulkhead

@Suite("bulkhead serve")
struct ServeTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func parse(_ arguments: String...) throws -> ServeCommand? {
        let all = ["plant.yaml", "--grants", "g.cedar", "--data", "d"] + arguments
        return try ServeCommand.parseAsRoot(all) as? ServeCommand
    }

    @Test("off loopback it serves behind a proxy that ends TLS, and only by the proxy's name")
    func offLoopback() throws {
        #expect(try parse() != nil)
        #expect(try parse("--listen", "[::1]:0") != nil)
        for listen in ["0.0.0.0:8080", "192.168.1.4:80", "plant.example:443", "127.0.0.1.example:80"] {
            #expect(throws: (any Error).self) { try parse("--listen", listen) }
        }
        #expect(throws: (any Error).self) { try parse("--listen", "0.0.0.0:8080", "--behind-tls-proxy") }
        #expect(try parse("--listen", "0.0.0.0:8080", "--behind-tls-proxy", "--host", "mes.example") != nil)
    }

    @Test("it ends TLS itself by a certificate and its key, given together and instead of a proxy")
    func certificates() throws {
        let both = ["--tls-certificate", "c.pem", "--tls-key", "k.pem"]
        func parse(_ arguments: [String]) throws -> ServeCommand? {
            let all = ["plant.yaml", "--grants", "g.cedar", "--data", "d"] + arguments
            return try ServeCommand.parseAsRoot(all) as? ServeCommand
        }
        #expect(try parse(both) != nil)
        #expect(try parse(both + ["--listen", "0.0.0.0:8443", "--host", "mes.example"]) != nil)
        for wrong in [
            Array(both.prefix(2)), Array(both.suffix(2)), both + ["--listen", "0.0.0.0:8443"],
            both + ["--behind-tls-proxy", "--host", "mes.example"],
        ] {
            #expect(throws: (any Error).self, "\(wrong)") { try parse(wrong) }
        }
    }

    @Test("the country of sessions at no terminal is one, or is not known")
    func unregisteredCountry() throws {
        #expect(try parse("--unregistered-country", "US") != nil)
        for wrong in ["us", "USA", "ZZ", "", "Germany", "U\u{0}"] {
            #expect(throws: (any Error).self) { try parse("--unregistered-country", wrong) }
        }
    }

    @Test("a database is named by two log-ins without passwords, and its keys lie in a folder elsewhere")
    func databases() throws {
        func parse(_ data: String, _ arguments: String...) throws -> ServeCommand? {
            try ServeCommand.parseAsRoot(["plant.yaml", "--grants", "g.cedar", "--data", data] + arguments)
                as? ServeCommand
        }
        let (writer, reader) = ("postgresql://w@db.example/plant", "postgresql://r@db.example/plant")
        #expect(try parse(writer, "--data-reader", reader, "--keys", "k")?.place.stores.reader == reader)
        #expect(throws: (any Error).self) { try parse(writer, "--keys", "k") }
        #expect(throws: (any Error).self) { try parse(writer, "--data-reader", "folder", "--keys", "k") }
        #expect(throws: (any Error).self) { try parse(writer, "--data-reader", reader) }
        #expect(throws: (any Error).self) { try parse(writer, "--data-reader", reader, "--keys", writer) }
        #expect(throws: (any Error).self) { try parse("d", "--data-reader", reader) }
        #expect(throws: (any Error).self) { try parse("d", "--attachments", "a") }
        for (data, reader) in [
            (writer.replacing("w@", with: "w:secret@"), reader), (writer, reader.replacing("r@", with: "r:secret@")),
        ] {
            #expect {
                try parse(data, "--data-reader", reader, "--keys", "k")
            } throws: {
                let text = ServeCommand.message(for: $0)
                return text.contains("PGPASSFILE") && !text.contains("secret")
            }
        }
    }

    @Test(
        "an address has a host and a port",
        arguments: ["", ":", "127.0.0.1", "127.0.0.1:", "127.0.0.1:99999", ":80", "a:b"]
    )
    func addresses(text: String) {
        #expect(throws: ListenAddress.Problem.self) { try ListenAddress(text) }
    }

    private func instances(_ lists: [[[[String]]]]) throws -> [PlanFile.Instance] {
        let json = lists.enumerated().map {
            ["environment": $0.offset < 2 ? "cellar" : "cloud", "compartments": $0.element] as [String: Any]
        }
        return try JSONDecoder().decode([PlanFile.Instance].self, from: JSONSerialization.data(withJSONObject: json))
    }

    @Test("an instance has the programs of its site, each in the compartment that the plan gives it")
    func served() throws {
        let plant = try Plant.load(path: Self.root.appending(path: "Examples/aerostructures/plant.yaml").path)
        let two = [
            [["FTR-35", "wichita"], ["COM-200", "monterrey"]], [["HYP-9", "wichita"], ["COM-200", "wichita"]],
        ]
        let served = try ServedInstance(instances([two]), named: nil, at: "wichita", of: plant)
        #expect(served.programs == ["COM-200", "FTR-35", "HYP-9"])
        #expect(
            served.places["COM-200"] == served.places["HYP-9"] && served.places["COM-200"] != served.places["FTR-35"]
        )
        #expect(Set(served.workCenters.keys) == ["wic-5axis", "wic-ndt"])
        #expect(throws: ValidationError.self) { try ServedInstance(instances([two]), named: nil, at: nil, of: plant) }
        #expect(throws: ValidationError.self) {
            try ServedInstance(instances([two]), named: nil, at: "huntsville", of: plant)
        }
    }

    @Test("of several instances one is named, the second of an environment by its number")
    func named() throws {
        let plant = try Plant.load(path: Self.root.appending(path: "Examples/aerostructures/plant.yaml").path)
        let lists = [[[["FTR-35", "wichita"]]], [[["HYP-9", "huntsville"]]], [[["COM-200", "wichita"]]]]
        func programs(_ name: String?) throws -> [String] {
            try ServedInstance(instances(lists), named: name, at: nil, of: plant).programs
        }
        #expect(try programs("cellar") == ["FTR-35"])
        #expect(try programs("cellar#2") == ["HYP-9"])
        #expect(try programs("cloud") == ["COM-200"])
        #expect(throws: ValidationError.self) { try programs(nil) }
        #expect(throws: ValidationError.self) { try programs("cellar#3") }
    }

    @Test("names of compartments are short, and different for different programs")
    func compartments() throws {
        let long = (0..<9).map { "PROGRAM-\($0)" }
        let names = try [long, long + ["X"], ["A"], ["A", "B"], ["A_B"]].map {
            try ServedInstance.compartment(of: $0).description
        }
        #expect(names.allSatisfy { $0.utf8.count <= 40 })
        #expect(Set(names).count == 5)
    }
}
