import Foundation
import SeededGeneration
import Testing

@testable import LeakScan

@Suite("A walk meets everything once, in one order")
struct WalkTests {
    @Test("the order of the state file is the order of the walk, whatever the names", arguments: 0..<6)
    func order(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let folder = try ScanFolder()
        let names = ["a", "a.txt", "a b", "A", "\u{E9}", "e\u{301}x", "b-", "b", "\u{1F600}", "0", "~"]
        var written: Set<String> = []
        for _ in 0..<40 {
            let path = (0..<(1 + random.below(3))).map { _ in random.pick(names) + "d" }.joined(separator: "/")
            let file = path + "/" + random.pick(names)
            try folder.write(file, "x")
            written.insert(folder.at(file))
        }
        let met = Array(FileWalk([folder.path])).map(\.path)
        #expect(met.count == Set(met).count)
        #expect(met.count == written.count)
        for (first, second) in zip(met, met.dropFirst()) {
            #expect(WalkOrder.isBefore(first, second, roots: [folder.path]), "\(first) \(second)")
            #expect(!WalkOrder.isBefore(second, first, roots: [folder.path]))
        }
    }

    @Test("folders nested beyond the bound are told, and the rest is walked")
    func depth() throws {
        let folder = try ScanFolder()
        try folder.write("a.txt", "x")
        try folder.write((0..<140).map { _ in "d" }.joined(separator: "/") + "/deep.txt", "x")
        let items = Array(FileWalk([folder.path]))
        #expect(items.count == 2)
        #expect(
            items.contains { if case .refused(_, let reason) = $0 { reason.contains("128 folders") } else { false } }
        )
    }

    @Test("a file that was replaced between listing and reading is not read in its place")
    func replaced() throws {
        let folder = try ScanFolder()
        try folder.write("a.txt", "x")
        guard case .file(let path, let stamp)? = Array(FileWalk([folder.path])).first else {
            Issue.record("no file was met")
            return
        }
        try folder.write("a.txt", "CUI//SP-CTI\n")
        let scanner = try ScanTools.scanner()
        let file = ScannedFile.scan(path, stamp, by: scanner, showsExcerpts: false)
        #expect(file.findings.map(\.message) == ["not scanned, because it changed while it was read; scan it again"])
        #expect(file.stamp == nil)
    }
}
