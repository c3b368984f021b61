import Storage

extension StorageLaw {
    static let logReading: [StorageLaw] = [
        StorageLaw("a range of entries ends where the log ends") { place in
            var sample = SampleLog(seed: 11)
            let log = try place.open().log("alpha")
            try sample.append(sample.batch(10), to: log)
            try expect(log.entries(3..<7), equals: Array(sample.entries[3..<7]))
            try expect(log.entries(8..<100), equals: Array(sample.entries[8...]))
            try expect(log.entries(0..<0), equals: [])
            try expect(log.entries(10..<12), equals: [])
            try expect(log.entries(farAway..<UInt64.max), equals: [])
            try expect(log.entries(9..<UInt64.max), equals: [sample.entries[9]])
        },
        StorageLaw("tiles are found by level and index") { place in
            var sample = SampleLog(seed: 12)
            let log = try place.open().log("alpha")
            let tiles = [
                sample.tile(level: 0, index: 0), sample.tile(level: 0, index: 1), sample.tile(level: 1, index: 0),
                sample.tile(level: 63, index: 1 << 50),
            ]
            try sample.append(sample.batch(4, tiles: tiles), to: log)
            for tile in tiles { try expect(log.tile(level: tile.level, index: tile.index), equals: tile) }
            try expect(log.tile(level: 1, index: 1), equals: nil)
            try expect(log.tile(level: 2, index: 0), equals: nil)
            try expect(log.tile(level: -1, index: 0), equals: nil)
            try expect(log.tile(level: 64, index: 0), equals: nil)
            try expect(log.tile(level: 0, index: .max), equals: nil)
        },
        StorageLaw("checkpoints are found by their size, and sizes are listed from where one asks") { place in
            var sample = SampleLog(seed: 13)
            let log = try place.open().log("alpha")
            for count in [1, 2, 3, 4] { try sample.append(sample.batch(count), to: log) }
            try expect(log.checkpointSizes(from: 0, limit: 10), equals: [1, 3, 6, 10])
            try expect(log.checkpointSizes(from: 3, limit: 2), equals: [3, 6])
            try expect(log.checkpointSizes(from: 4, limit: 10), equals: [6, 10])
            try expect(log.checkpointSizes(from: 11, limit: 10), equals: [])
            try expect(log.checkpointSizes(from: .max, limit: 10), equals: [])
            try expect(log.checkpointSizes(from: 0, limit: 0), equals: [])
            try expect(log.checkpoint(size: 2), equals: nil)
            try expect(log.checkpoint(size: 0), equals: nil)
            try expect(log.checkpoint(size: .max), equals: nil)
        },
    ]

    static let logErasing: [StorageLaw] = [
        StorageLaw("erasing a key's payloads leaves the entries and all other payloads") { place in
            var sample = SampleLog(seed: 21)
            let key = sample.bytes(16)
            let other = sample.bytes(16)
            let batch = sample.batch(
                (0..<50).map { sample.entry(key: $0 % 3 == 0 ? key : other, payload: $0 % 2 == 0) }
            )
            func write() throws {
                let log = try place.open().log("alpha")
                try sample.append(batch, to: log)
                let erased = sample.entries.filter { $0.key == key && $0.payload != nil }.count
                try expect(log.erasePayloads(key: key), equals: erased)
                try expect(log.erasePayloads(key: key), equals: 0, "erased again")
            }
            try write()
            let log = try place.open().log("alpha")
            let wanted = sample.entries.map {
                StoredEntry(
                    entry: $0.entry,
                    payload: $0.key == key ? nil : $0.payload,
                    key: $0.key,
                    command: $0.command
                )
            }
            try expect(log.entries(0..<50), equals: wanted)
            try expect(log.head().size, equals: 50)
        },
        StorageLaw("pruned entries are missing, never empty; tiles, checkpoints and what follows stay") { place in
            var sample = SampleLog(seed: 22)
            let tile = sample.tile(level: 0, index: 0)
            func write() throws {
                let log = try place.open().log("alpha")
                try sample.append(sample.batch(20, tiles: [tile]), to: log)
                try sample.append(sample.batch(10), to: log)
                try log.prune(before: 12)
                try log.prune(before: 5)
            }
            try write()
            let log = try place.open().log("alpha")
            try expect(log.head(), equals: StoredHead(size: 30, first: 12, checkpoint: sample.checkpoints[30]))
            try expect(log.entries(12..<30), equals: Array(sample.entries[12...]))
            try expectRefusal(.missing) { _ = try log.entries(0..<30) }
            try expectRefusal(.missing) { _ = try log.entries(11..<13) }
            try expect(log.tile(level: 0, index: 0), equals: tile)
            try expect(log.checkpoint(size: 20), equals: sample.checkpoints[20])
            try sample.append(sample.batch(1), to: log)
            try expect(log.entries(29..<40), equals: Array(sample.entries[29...]))
        },
        StorageLaw("a log may be pruned to its end and goes on at its length") { place in
            var sample = SampleLog(seed: 23)
            func write() throws {
                let log = try place.open().log("alpha")
                try sample.append(sample.batch(7), to: log)
                try expectRefusal(.invalidValue) { try log.prune(before: 8) }
                try expectRefusal(.invalidValue) { try log.prune(before: .max) }
                try log.prune(before: 0)
                try expectAll(of: sample, in: log)
                try log.prune(before: 7)
            }
            try write()
            let log = try place.open().log("alpha")
            try expect(log.head(), equals: StoredHead(size: 7, first: 7, checkpoint: sample.checkpoints[7]))
            try expect(log.entries(7..<9), equals: [])
            try sample.append(sample.batch(2), to: log)
            try expect(log.entries(7..<9), equals: Array(sample.entries[7...]))
        },
    ]
}
