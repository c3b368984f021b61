import PlantModel
import Testing

@Suite("A directory's file says where it is and which attribute fills which column")
struct DirectoryFileTests {
    private static let text = """
        directory: 1
        url: ldaps://dc1.plant.example
        authorities: plant-ca.pem
        bind: { name: "cn=bulkhead,dc=plant,dc=example", passwordFile: directory.password }
        base: ou=people,dc=plant,dc=example
        filter: (employeeNumber=*)
        source: Corporate directory
        columns:
          person: uid
          badge: employeeNumber
          name: displayName
          usPerson: { attribute: plantUSPerson, values: { Y: "yes", N: "no", "?": unknown } }
          citizenships: plantCitizenship

        """

    private func file(_ text: String) throws -> DirectoryFile { try DirectoryFile(Array(text.utf8), file: "d.yaml") }

    private func problems(_ text: String) -> [String] {
        do {
            _ = try file(text)
            return []
        } catch let problems as PlantProblems {
            return problems.problems.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test("what is left out has a default that is told")
    func read() throws {
        let file = try file(Self.text)
        #expect(file.url.value == "ldaps://dc1.plant.example" && file.url.place.line == 2)
        #expect(file.bind?.passwordFile == "directory.password" && file.authorities == "plant-ca.pem")
        #expect(file.filter == "(employeeNumber=*)" && file.source == "Corporate directory")
        #expect(file.asOf == nil && file.everyMinutes == 15 && file.staleDays == 2 && file.goneMax == 20)
        #expect(file.columns.map(\.name) == ["person", "badge", "name", "usPerson", "citizenships"])
        // Names of attributes are the same however they are written (RFC 4512, 2.5).
        #expect(file.attributes == ["displayname", "employeenumber", "plantcitizenship", "plantusperson", "uid"])
        #expect(file.columns[3].values == ["Y": "yes", "N": "no", "?": nil])
        #expect(try self.file(Self.text + "asOf: hrStatedOn\ngoneMax: 0\n").attributes.contains("hrstatedon"))
    }

    @Test("what is wrong is named with its place, all at once")
    func wrong() {
        let text =
            Self.text.replacing("  name: displayName\n", with: "  nmae: displayName\n")
            .replacing("base: ", with: "bsae: ") + "everyMinutes: 0\n"
        let found = problems(text)
        for part in ["'nmae'", "'bsae'", "has no 'base'", "has no 'name'", "from 1 to 1440"] {
            #expect(found.contains { $0.contains(part) && $0.contains("d.yaml") }, "\(part): \(found)")
        }
        #expect(
            problems(Self.text.replacing("directory: 1", with: "directory: 2")).first?.contains("version 2") == true
        )
    }

    @Test(
        "what is no such file is refused",
        arguments: ["", "- a\n", "directory: 1\n", "a: [", "\u{0}", "directory: 1\ncolumns: uid\n", "!!binary x"]
    )
    func none(text: String) { #expect(!problems(text).isEmpty) }

    @Test("bytes that are no UTF-8, and keys that are there twice, are refused")
    func bytes() {
        #expect(throws: PlantProblems.self) { try DirectoryFile([0xff, 0xfe, 0x41], file: "d.yaml") }
        #expect(!problems(Self.text + "source: Another\n").isEmpty)
    }
}
