// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]
/// For targets that touch no memory by address: an unsafe construct does not build there.
let memorySafe = strict + [.strictMemorySafety()]

let package = Package(
    name: "bulkhead",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Cedar", targets: ["Cedar"]),
        .library(name: "CedarSQL", targets: ["CedarSQL"]),
        .executable(name: "boundary-benchmark", targets: ["boundary-benchmark"]),
        .executable(name: "execution-benchmark", targets: ["execution-benchmark"]),
        .executable(name: "bulkhead", targets: ["bulkhead"]),
        .executable(name: "content-inspector", targets: ["content-inspector"]),
        .executable(name: "cedar-conformance", targets: ["cedar-conformance"]),
        .executable(name: "cedar-differential", targets: ["cedar-differential"]),
        .executable(name: "gateway-benchmark", targets: ["gateway-benchmark"]),
        .executable(name: "filter-benchmark", targets: ["filter-benchmark"]),
        .executable(name: "plant-questions", targets: ["plant-questions"]),
        .executable(name: "policy-benchmark", targets: ["policy-benchmark"]),
        .executable(name: "journal-benchmark", targets: ["journal-benchmark"]),
        .executable(name: "storage-benchmark", targets: ["storage-benchmark"]),
        .executable(name: "scan-benchmark", targets: ["scan-benchmark"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache.git", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
    ],
    targets: [
        // Rules: the language every rule is written in, and the labels it speaks of.
        .target(name: "Cedar", path: "Sources/Rules/Cedar", swiftSettings: strict),
        .systemLibrary(name: "CZ3", path: "Sources/Rules/CZ3", providers: [.apt(["libz3-dev"])]),
        .target(
            name: "CedarAnalysis",
            dependencies: ["Cedar", "CZ3"],
            path: "Sources/Rules/CedarAnalysis",
            swiftSettings: strict
        ),
        .target(name: "CedarSQL", dependencies: ["Cedar"], path: "Sources/Rules/CedarSQL", swiftSettings: memorySafe),
        .target(name: "Classification", path: "Sources/Rules/Classification", swiftSettings: memorySafe),
        .target(name: "AuthZEN", dependencies: ["Cedar"], path: "Sources/Rules/AuthZEN", swiftSettings: strict),
        .executableTarget(
            name: "cedar-conformance",
            dependencies: ["Cedar"],
            path: "Sources/Rules/cedar-conformance",
            swiftSettings: strict
        ),

        // Plan: from a plant file to a proved plan.
        .systemLibrary(
            name: "CCbc",
            path: "Sources/Plan/CCbc",
            pkgConfig: "cbc",
            providers: [.apt(["coinor-libcbc-dev"])]
        ),
        .target(
            name: "PlantModel",
            dependencies: [
                "Cedar", "Classification",
                .product(name: "Yams", package: "Yams"),
            ],
            path: "Sources/Plan/PlantModel",
            swiftSettings: memorySafe
        ),
        .target(
            name: "Planning",
            dependencies: [
                "PlantModel", "Cedar", "Classification",
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            path: "Sources/Plan/Planning",
            swiftSettings: strict
        ),
        .target(
            name: "PlanSolver",
            dependencies: ["CCbc", "Planning"],
            path: "Sources/Plan/PlanSolver",
            swiftSettings: strict
        ),
        .target(
            name: "PlanCheck",
            dependencies: ["PlantModel", "Cedar"],
            path: "Sources/Plan/PlanCheck",
            swiftSettings: strict
        ),
        .target(
            name: "FlowCheck",
            dependencies: ["PlanCheck", "PlantModel"],
            path: "Sources/Plan/FlowCheck",
            swiftSettings: strict
        ),

        // Hull: what holds records apart, and shows that they were not changed. The checker depends on nothing of ours.
        .systemLibrary(
            name: "CPostgres",
            path: "Sources/Hull/CPostgres",
            pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"])]
        ),
        .target(
            name: "Storage",
            dependencies: [
                "CPostgres",
                .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            path: "Sources/Hull/Storage",
            swiftSettings: strict
        ),
        .target(
            name: "Journal",
            dependencies: ["Storage", .product(name: "Crypto", package: "swift-crypto")],
            path: "Sources/Hull/Journal",
            swiftSettings: strict
        ),
        .target(
            name: "Boundary",
            dependencies: ["Cedar", "CedarSQL", "Classification", "Journal", "PlantModel", "Storage"],
            path: "Sources/Hull/Boundary",
            swiftSettings: memorySafe
        ),
        .target(
            name: "LogCheck",
            dependencies: [.product(name: "Crypto", package: "swift-crypto")],
            path: "Sources/Hull/LogCheck",
            swiftSettings: strict
        ),

        // Content from outside: what reads hostile formats runs in a process of its own.
        .target(
            name: "ContentScan",
            dependencies: ["Classification"],
            path: "Sources/Hull/ContentScan",
            swiftSettings: strict
        ),
        .systemLibrary(
            name: "CArchive",
            path: "Sources/Hull/CArchive",
            pkgConfig: "libarchive",
            providers: [.apt(["libarchive-dev"])]
        ),
        .systemLibrary(
            name: "CSeccomp",
            path: "Sources/Hull/CSeccomp",
            pkgConfig: "libseccomp",
            providers: [.apt(["libseccomp-dev"])]
        ),
        .systemLibrary(
            name: "CXML2",
            path: "Sources/Hull/CXML2",
            pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"])]
        ),
        .executableTarget(
            name: "content-inspector",
            dependencies: [
                "ContentScan", "CArchive", "CXML2", .target(name: "CSeccomp", condition: .when(platforms: [.linux])),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            path: "Sources/Hull/content-inspector",
            swiftSettings: strict
        ),

        // Shop: the manufacturing execution system itself.
        .target(
            name: "Execution",
            dependencies: [
                "Boundary", "Cedar", "Classification", "Journal", "PlantModel", "Storage",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            path: "Sources/Shop/Execution",
            swiftSettings: memorySafe
        ),
        .target(
            name: "Governance",
            dependencies: [
                "Boundary", "Cedar", "CedarAnalysis", "Classification", "Execution", "Journal", "PlantModel", "Storage",
            ],
            path: "Sources/Shop/Governance",
            swiftSettings: strict
        ),

        // Exits: where data leaves. Each takes releases of its own channel alone.
        .target(
            name: "HTTPExit",
            dependencies: [
                "AuthZEN", "Boundary", "Classification", "Journal", "Storage",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
            ],
            path: "Sources/Exits/HTTPExit",
            swiftSettings: memorySafe
        ),

        .executableTarget(name: "asset-embedder", path: "Sources/Exits/asset-embedder", swiftSettings: strict),
        .plugin(
            name: "EmbedWebAssets",
            capability: .buildTool(),
            dependencies: ["asset-embedder"],
            path: "Plugins/EmbedWebAssets"
        ),
        .target(
            name: "Web",
            dependencies: [
                "Boundary", "Documents", "Execution", "Governance", "HTTPExit", "Journal", "PlantModel", "Storage",
            ],
            path: "Sources/Exits/Web",
            exclude: ["Assets"],
            swiftSettings: memorySafe,
            plugins: ["EmbedWebAssets"]
        ),
        .systemLibrary(
            name: "CCairo",
            path: "Sources/Exits/CCairo",
            pkgConfig: "pangocairo",
            providers: [.apt(["libpango1.0-dev"])]
        ),
        .systemLibrary(name: "CZint", path: "Sources/Exits/CZint", providers: [.apt(["libzint-dev"])]),
        .target(
            name: "Documents",
            dependencies: [
                "Boundary", "CCairo", "CZint", "Classification", "Journal", "Storage",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            path: "Sources/Exits/Documents",
            swiftSettings: strict
        ),

        .target(
            name: "LeakScan",
            dependencies: [
                "Classification", "ContentScan", "PlantModel", "Storage",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            path: "Sources/Exits/LeakScan",
            swiftSettings: strict
        ),

        .target(name: "BoundedXML", dependencies: ["CXML2"], path: "Sources/Exits/BoundedXML", swiftSettings: strict),
        .systemLibrary(
            name: "CSSH2",
            path: "Sources/Exits/CSSH2",
            pkgConfig: "libssh2",
            providers: [.apt(["libssh2-1-dev"])]
        ),
        .target(name: "SFTPSession", dependencies: ["CSSH2"], path: "Sources/Exits/SFTPSession", swiftSettings: strict),
        .systemLibrary(name: "CLDAP", path: "Sources/Exits/CLDAP", providers: [.apt(["libldap-dev"])]),
        .target(name: "LDAPSession", dependencies: ["CLDAP"], path: "Sources/Exits/LDAPSession", swiftSettings: strict),
        .systemLibrary(
            name: "CMosquitto",
            path: "Sources/Exits/CMosquitto",
            pkgConfig: "libmosquitto",
            providers: [.apt(["libmosquitto-dev"])]
        ),
        .target(
            name: "MQTTSession",
            dependencies: ["CMosquitto"],
            path: "Sources/Exits/MQTTSession",
            swiftSettings: strict
        ),
        .target(
            name: "HTTPSession",
            dependencies: [
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            path: "Sources/Exits/HTTPSession",
            swiftSettings: strict
        ),
        .target(
            name: "Gateway",
            dependencies: [
                "AuthZEN", "BoundedXML", "Boundary", "HTTPSession", "MQTTSession", "SFTPSession", "Cedar",
                "CedarAnalysis", "Classification",
                "ContentScan",
                "Journal",
                "PlantModel",
                "Storage", .product(name: "Crypto", package: "swift-crypto"),
            ],
            path: "Sources/Exits/Gateway",
            swiftSettings: strict
        ),

        .executableTarget(
            name: "bulkhead",
            dependencies: [
                "Cedar", "CedarAnalysis", "Classification", "PlantModel", "Planning", "PlanSolver", "PlanCheck",
                "FlowCheck", "Journal", "LogCheck", "Storage", "Boundary", "Execution", "Governance", "Documents",
                "HTTPExit", "HTTPSession", "LDAPSession", "Web", "ContentScan", "LeakScan", "Gateway",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/bulkhead",
            swiftSettings: strict
        ),

        // Timing belongs to benchmarks, never to tests.
        .target(name: "AllocationCount", path: "Benchmarks/policy/AllocationCount"),
        .executableTarget(
            name: "policy-benchmark",
            dependencies: ["Cedar", "AllocationCount"],
            path: "Benchmarks/policy/policy-benchmark",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "plant-questions",
            dependencies: ["PlantModel", "Cedar"],
            path: "Benchmarks/policy/plant-questions",
            swiftSettings: strict
        ),

        .executableTarget(
            name: "boundary-benchmark",
            dependencies: [
                "Boundary", "Cedar", "Journal", "PlantModel", "Storage", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            path: "Benchmarks/boundary/boundary-benchmark",
            swiftSettings: strict
        ),

        .executableTarget(
            name: "execution-benchmark",
            dependencies: ["TestPlant", "Boundary", "Cedar", "Execution", "Journal", "PlantModel", "Storage"],
            path: "Benchmarks/execution/execution-benchmark",
            swiftSettings: strict
        ),

        .executableTarget(
            name: "gateway-benchmark",
            dependencies: [
                "TestPlant", "Boundary", "Cedar", "ContentScan", "Gateway", "Journal", "PlantModel", "Storage",
            ],
            path: "Benchmarks/gateway/gateway-benchmark",
            swiftSettings: strict
        ),

        .executableTarget(
            name: "filter-benchmark",
            dependencies: ["CedarSQL", "Cedar", .product(name: "GRDB", package: "GRDB.swift")],
            path: "Benchmarks/filter/filter-benchmark",
            swiftSettings: strict
        ),

        .executableTarget(
            name: "scan-benchmark",
            dependencies: ["Classification", "ContentScan", "LeakCorpus", "SeededGeneration"],
            path: "Benchmarks/scan/scan-benchmark",
            swiftSettings: strict
        ),

        .executableTarget(
            name: "storage-benchmark",
            dependencies: ["Storage", "CPostgres", .product(name: "GRDBSQLite", package: "GRDB.swift")],
            path: "Benchmarks/storage/storage-benchmark",
            swiftSettings: strict
        ),

        // The random numbers of tests: the same seed, the same cases.
        .target(name: "SeededGeneration", path: "Tests/SeededGeneration", swiftSettings: strict),

        // Copies of JSON with one thing changed, to show what a checker notices.
        .target(name: "JSONMutation", path: "Tests/JSONMutation", swiftSettings: strict),

        // The schemas of schemas/, to hold against what is written as JSON.
        .target(name: "PublishedSchemas", path: "Tests/PublishedSchemas", swiftSettings: strict),

        // Writes the cases of property tests: policies, stores and requests made by chance, every construct.
        .target(
            name: "CedarCases",
            dependencies: ["Cedar", "CedarSQL", "SeededGeneration"],
            path: "Tests/Rules/CedarCases",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "journal-benchmark",
            dependencies: ["Journal", "LogCheck", "Storage", .product(name: "GRDB", package: "GRDB.swift")],
            path: "Benchmarks/journal/journal-benchmark",
            swiftSettings: strict
        ),

        // Generated schemas, policies, entities and requests for the tests of Cedar.
        .target(
            name: "CedarGeneration",
            dependencies: ["SeededGeneration"],
            path: "Tests/Rules/CedarGeneration",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "cedar-differential",
            dependencies: ["Cedar", "CedarGeneration"],
            path: "Tests/Rules/cedar-differential",
            exclude: ["reference.py"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "CedarTests",
            dependencies: ["Cedar", "CedarCases", "CedarGeneration", "SeededGeneration"],
            path: "Tests/Rules/CedarTests",
            swiftSettings: strict
        ),
        .testTarget(
            name: "CedarSQLTests",
            dependencies: [
                "CedarSQL", "Cedar", "CedarCases", "SeededGeneration", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            path: "Tests/Rules/CedarSQLTests",
            exclude: ["Golden"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "AuthZENTests",
            dependencies: ["AuthZEN", "Cedar", "SeededGeneration"],
            path: "Tests/Rules/AuthZENTests",
            swiftSettings: strict
        ),
        .testTarget(
            name: "CedarAnalysisTests",
            dependencies: ["CedarAnalysis", "Cedar", "SeededGeneration"],
            path: "Tests/Rules/CedarAnalysisTests",
            swiftSettings: strict
        ),
        .testTarget(
            name: "ClassificationTests",
            dependencies: ["Classification", "SeededGeneration"],
            path: "Tests/Rules/ClassificationTests",
            swiftSettings: strict
        ),
        .testTarget(
            name: "PlantModelTests",
            dependencies: ["PlantModel", "Cedar", "Classification"],
            path: "Tests/Plan/PlantModelTests",
            exclude: ["Obligations/expectations.json"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "PlanningTests",
            dependencies: [
                "Planning", "PlantModel", "PlanSolver", "PlanCheck", "FlowCheck", "Cedar", "Classification",
                "PublishedSchemas", "JSONMutation",
            ],
            path: "Tests/Plan/PlanningTests",
            swiftSettings: strict
        ),
        .testTarget(
            name: "PlanSolverTests",
            dependencies: ["PlanSolver", "Planning"],
            path: "Tests/Plan/PlanSolverTests",
            swiftSettings: strict
        ),
        .testTarget(
            name: "PlanCheckTests",
            dependencies: ["PlanCheck", "Planning", "PlanSolver", "PlantModel", "Cedar"],
            path: "Tests/Plan/PlanCheckTests",
            swiftSettings: strict
        ),
        .testTarget(
            name: "FlowCheckTests",
            dependencies: ["FlowCheck", "PlanCheck", "Planning", "PlanSolver", "PlantModel", "JSONMutation"],
            path: "Tests/Plan/FlowCheckTests",
            swiftSettings: strict
        ),
        // The laws of a store, which the tests of each engine check.
        .target(
            name: "StorageConformance",
            dependencies: ["Storage", "SeededGeneration"],
            path: "Tests/Hull/StorageConformance",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "storage-workload",
            dependencies: ["Storage", "SeededGeneration"],
            path: "Tests/Hull/storage-workload",
            swiftSettings: strict
        ),
        .testTarget(
            name: "StorageTests",
            dependencies: [
                "Storage", "StorageConformance", "TestDatabases", "SeededGeneration", "storage-workload", "CedarSQL",
                "CedarCases",
                .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            path: "Tests/Hull/StorageTests",
            swiftSettings: strict
        ),
        // Writes a journal and remembers what was acknowledged, so that a run that was killed can be held against it.
        .executableTarget(
            name: "journal-workload",
            dependencies: ["Journal", "Storage"],
            path: "Tests/Hull/journal-workload",
            swiftSettings: strict
        ),
        // A plant's files, its clock, its logs and its key, as tests of several floors need them.
        .target(
            name: "TestPlant",
            dependencies: ["Boundary", "Classification", "ContentScan", "Journal", "PlantModel", "Storage"],
            path: "Tests/TestPlant",
            swiftSettings: strict
        ),
        // A PostgreSQL server of the tests' own, with databases to lend.
        .target(
            name: "TestDatabases",
            dependencies: ["Storage"],
            path: "Tests/TestDatabases",
            swiftSettings: strict
        ),
        .testTarget(
            name: "BoundaryTests",
            dependencies: [
                "TestPlant",
                "Boundary", "Cedar", "Classification", "ContentScan", "Journal", "PlantModel", "SeededGeneration",
                "Storage",
            ],
            path: "Tests/Hull/BoundaryTests",
            swiftSettings: strict
        ),
        // Worlds that differ in restricted data alone have to look the same.
        .testTarget(
            name: "NonInterferenceTests",
            dependencies: [
                "TestPlant", "TestDatabases",
                "Boundary", "Cedar", "Classification", "Journal", "PlantModel", "SeededGeneration", "Storage",
            ],
            path: "Tests/Hull/NonInterferenceTests",
            swiftSettings: strict
        ),
        .testTarget(
            name: "ExecutionTests",
            dependencies: [
                "TestPlant",
                "Boundary", "Cedar", "Classification", "Execution", "Journal", "PlantModel", "SeededGeneration",
                "Storage",
            ],
            path: "Tests/Shop/ExecutionTests",
            swiftSettings: strict
        ),
        .testTarget(
            name: "GovernanceTests",
            dependencies: [
                "TestPlant",
                "Governance", "Boundary", "Cedar", "CedarAnalysis", "Classification", "Execution", "Journal",
                "PlantModel",
                "Storage",
            ],
            path: "Tests/Shop/GovernanceTests",
            swiftSettings: strict
        ),
        .testTarget(
            name: "JournalTests",
            dependencies: ["Journal", "Storage", "SeededGeneration"],
            path: "Tests/Hull/JournalTests",
            swiftSettings: strict
        ),
        .testTarget(
            name: "LogCheckTests",
            dependencies: ["LogCheck", "Journal", "Storage", "SeededGeneration"],
            path: "Tests/Hull/LogCheckTests",
            swiftSettings: strict
        ),
        // Processes that are killed, volumes that are full, files that were changed.
        .testTarget(
            name: "JournalFaultTests",
            dependencies: ["Journal", "LogCheck", "Storage", "TestDatabases", "journal-workload"],
            path: "Tests/Hull/JournalFaultTests",
            swiftSettings: strict
        ),
        // Files that hold markings in every form, and files that look as if they did.
        .target(
            name: "LeakCorpus",
            dependencies: ["CArchive", "Classification", "ContentScan", "SeededGeneration"],
            path: "Tests/Hull/LeakCorpus",
            swiftSettings: strict
        ),
        .testTarget(
            name: "ContentScanTests",
            dependencies: [
                "ContentScan", "content-inspector", "CArchive", "Classification", "LeakCorpus", "SeededGeneration",
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            path: "Tests/Hull/ContentScanTests",
            swiftSettings: strict
        ),
        // Requests as bytes, well-formed or not, over a real connection.
        .target(name: "RawHTTP", path: "Tests/Exits/RawHTTP", swiftSettings: strict),
        .testTarget(
            name: "HTTPExitTests",
            dependencies: [
                "TestPlant",
                "HTTPExit", "Boundary", "Classification", "Journal", "RawHTTP", "SeededGeneration", "Storage",
            ],
            path: "Tests/Exits/HTTPExitTests",
            swiftSettings: strict
        ),
        .testTarget(
            name: "LeakScanTests",
            dependencies: [
                "LeakScan", "content-inspector", "Classification", "ContentScan", "LeakCorpus", "PlantModel",
                "PublishedSchemas", "SeededGeneration", "TestDatabases",
            ],
            path: "Tests/Exits/LeakScanTests",
            swiftSettings: strict
        ),
        .target(
            name: "TestPeers",
            path: "Tests/Exits/TestPeers",
            exclude: ["directory.py", "peer.py"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "LDAPSessionTests",
            dependencies: ["LDAPSession", "TestPeers"],
            path: "Tests/Exits/LDAPSessionTests",
            swiftSettings: strict
        ),
        .testTarget(
            name: "HTTPSessionTests",
            dependencies: ["HTTPSession", "RawHTTP", "TestPeers"],
            path: "Tests/Exits/HTTPSessionTests",
            swiftSettings: strict
        ),
        .testTarget(
            name: "SFTPSessionTests",
            dependencies: ["SFTPSession", "TestPeers"],
            path: "Tests/Exits/SFTPSessionTests",
            swiftSettings: strict
        ),
        .testTarget(
            name: "MQTTSessionTests",
            dependencies: ["MQTTSession", "TestPeers"],
            path: "Tests/Exits/MQTTSessionTests",
            swiftSettings: strict
        ),
        .testTarget(
            name: "BoundedXMLTests",
            dependencies: ["BoundedXML"],
            path: "Tests/Exits/BoundedXMLTests",
            swiftSettings: strict
        ),
        .testTarget(
            name: "GatewayTests",
            dependencies: [
                "BoundedXML", "HTTPSession", "MQTTSession", "RawHTTP", "SFTPSession", "TestPeers", "Gateway",
                "Boundary",
                "Cedar",
                "Classification",
                "ContentScan", "Journal", "LeakScan",
                "Planning",
                "PlantModel", "Storage", "TestDatabases", "TestPlant",
            ],
            path: "Tests/Exits/GatewayTests",
            swiftSettings: strict
        ),
        .testTarget(
            name: "PersonsTests",
            dependencies: [
                "TestPlant",
                "Execution", "Boundary", "Cedar", "Classification", "Journal", "PlantModel", "SeededGeneration",
                "Storage",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            path: "Tests/Shop/PersonsTests",
            swiftSettings: strict
        ),
        // Other people's readers of codes, to read back what was printed.
        .systemLibrary(
            name: "CDmtx",
            path: "Tests/Exits/CDmtx",
            pkgConfig: "libdmtx",
            providers: [.apt(["libdmtx-dev"])]
        ),
        .systemLibrary(
            name: "CZBar",
            path: "Tests/Exits/CZBar",
            pkgConfig: "zbar",
            providers: [.apt(["libzbar-dev"])]
        ),
        .testTarget(
            name: "DocumentsTests",
            dependencies: [
                "TestPlant",
                "Documents", "Boundary", "CDmtx", "CZBar", "Cedar", "Classification", "Journal", "PlantModel",
                "SeededGeneration", "Storage",
            ],
            path: "Tests/Exits/DocumentsTests",
            exclude: ["Golden"],
            swiftSettings: strict
        ),
        // An instance with work on its floor, for tests in a browser and over a connection.
        .target(
            name: "TestFloor",
            dependencies: [
                "TestPlant",
                "Boundary", "Classification", "Documents", "Execution", "Governance", "HTTPExit", "Journal",
                "PlantModel", "Storage", "Web",
            ],
            path: "Tests/Browser/TestFloor",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "browser-plant",
            dependencies: ["Boundary", "Execution", "HTTPExit", "TestFloor", "Web"],
            path: "Tests/Browser/browser-plant",
            swiftSettings: strict
        ),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Governance", "Journal", "Storage", "Boundary", "Documents", "Execution", "HTTPExit", "LogCheck",
                "PlantModel",
                "PublishedSchemas", "RawHTTP", "TestFloor", "TestPlant",
                "Web",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            path: "Tests/Exits/WebTests",
            swiftSettings: strict
        ),
        // Every route of a server, asked by every kind of person, against the reference engine.
        .testTarget(
            name: "PersonMatrixTests",
            dependencies: [
                "bulkhead", "Boundary", "Cedar", "Documents", "Execution", "Journal", "Planning", "PlantModel",
                "Storage",
            ],
            path: "Tests/PersonMatrix",
            exclude: ["Golden", "facts.py", "matrix.py", "oracle.py", "places.py", "routes.py", "server.py"],
            swiftSettings: strict
        ),
        .testTarget(name: "HouseRulesTests", path: "Tests/HouseRulesTests", swiftSettings: strict),
        .testTarget(
            name: "bulkheadTests",
            dependencies: [
                "bulkhead", "Boundary", "Cedar", "CedarAnalysis", "Classification", "Documents", "Execution", "Gateway",
                "Governance", "HTTPSession",
                "Journal",
                "LDAPSession", "LeakScan", "MQTTSession",
                "Planning", "PlantModel", "PublishedSchemas", "Storage", "TestDatabases", "TestPeers",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            path: "Tests/bulkheadTests",
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6]
)

// Tests spend most of their time in these, and a debug build makes generic code of theirs many times slower: `make test` has them optimised
// (decision 0034). By the environment, because a package with unsafe flags cannot be used as a dependency.
if Context.environment["BULKHEAD_OPTIMIZED_CORE"] == "1" {
    let core: Set = [
        "Cedar", "CedarAnalysis", "CedarSQL", "Classification", "PlantModel", "Storage", "Journal", "Boundary",
        "LogCheck",
        "ContentScan", "AuthZEN", "Planning",
    ]
    for target in package.targets where core.contains(target.name) {
        target.swiftSettings?.append(.unsafeFlags(["-O", "-whole-module-optimization", "-num-threads", "2"]))
    }
}
