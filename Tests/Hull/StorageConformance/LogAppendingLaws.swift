import Storage

extension StorageLaw {
    static let logAppending: [StorageLaw] = [
        StorageLaw("an empty log has no entries, no checkpoint and begins at 0") { place in
            let log = try place.open().log("alpha")
            try expect(log.head(), equals: StoredHead(size: 0, first: 0, checkpoint: nil))
            try expect(log.entries(0..<10), equals: [])
            try expect(log.checkpointSizes(from: 0, limit: 10), equals: [])
            try expect(log.erasePayloads(key: [1, 2, 3]), equals: 0)
        },
        StorageLaw("what was appended is read back to the byte, by this engine and the next") { place in
            var sample = SampleLog(seed: 1)
            func write() throws {
                let log = try place.open().log("alpha")
                for count in [1, 2, 64, 300] { try sample.append(sample.batch(count), to: log) }
                try expectAll(of: sample, in: log)
            }
            try write()
            let log = try place.open().log("alpha", create: false)
            try expectAll(of: sample, in: log)
            try sample.append(sample.batch(3), to: log)
            try expectAll(of: sample, in: log)
        },
        StorageLaw("an entry may have no payload, no command, one byte or 65,535, and a payload of a megabyte") {
            place in
            var sample = SampleLog(seed: 2)
            let log = try place.open().log("alpha")
            let batch = sample.batch([
                StoredEntry(entry: [0], payload: nil, key: [], command: nil),
                StoredEntry(entry: sample.bytes(65_535), payload: sample.bytes(1 << 20), key: sample.bytes(16)),
                StoredEntry(entry: sample.bytes(9), payload: [], key: sample.bytes(16), command: sample.bytes(16)),
            ])
            try sample.append(batch, to: log)
            try expect(log.entries(0..<3), equals: sample.entries)
        },
        StorageLaw("a batch for another length is refused as a conflict and writes nothing") { place in
            var sample = SampleLog(seed: 3)
            let log = try place.open().log("alpha")
            try sample.append(sample.batch(5), to: log)
            let head = try log.head()
            for first: UInt64 in [0, 4, 6, farAway] {
                let batch = StoredBatch(
                    first: first,
                    entries: [sample.entry()],
                    tiles: [sample.tile(level: 0, index: first)],
                    checkpoint: sample.checkpoint()
                )
                try expectRefusal(.conflict) { try log.append(batch) }
            }
            try expect(log.head(), equals: head)
            try expectAll(of: sample, in: log)
            try expect(log.tile(level: 0, index: 0), equals: nil)
            try sample.append(sample.batch(1), to: log)
            try expectAll(of: sample, in: log)
        },
        StorageLaw("a command has one entry: a batch that repeats one is refused whole") { place in
            var sample = SampleLog(seed: 4)
            let log = try place.open().log("alpha")
            let command = sample.bytes(16)
            try sample.append(sample.batch([sample.entry(), sample.entry(command: command)]), to: log)
            let repeated = sample.batch(
                [sample.entry(command: sample.bytes(16)), sample.entry(command: command)],
                tiles: [sample.tile(level: 0, index: 0)]
            )
            try expectRefusal(.conflict) { try log.append(repeated) }
            let twice = sample.bytes(16)
            try expectRefusal(.conflict, .invalidValue) {
                try log.append(sample.batch([sample.entry(command: twice), sample.entry(command: twice)]))
            }
            try expectAll(of: sample, in: log)
            try expect(log.sequence(ofCommand: command), equals: 1)
            try expect(log.sequence(ofCommand: twice), equals: nil)
            try expect(log.sequence(ofCommand: []), equals: nil)
            try expect(log.tile(level: 0, index: 0), equals: nil)
            try sample.append(sample.batch([sample.entry(), sample.entry()]), to: log)
            try expectAll(of: sample, in: log)
        },
        StorageLaw("a tile is written once: a batch that writes it again is refused whole") { place in
            var sample = SampleLog(seed: 5)
            let log = try place.open().log("alpha")
            let tile = sample.tile(level: 0, index: 0)
            try sample.append(sample.batch(2, tiles: [tile]), to: log)
            try expectRefusal(.conflict) {
                try log.append(sample.batch(2, tiles: [sample.tile(level: 0, index: 0)]))
            }
            try expectAll(of: sample, in: log)
            try expect(log.tile(level: 0, index: 0), equals: tile)
        },
        StorageLaw("a batch that no log can hold is refused as invalid and writes nothing") { place in
            var sample = SampleLog(seed: 6)
            let log = try place.open().log("alpha")
            try sample.append(sample.batch(2), to: log)
            let good = sample.entry()
            let bad: [StoredBatch] = [
                sample.batch([]),
                StoredBatch(first: 2, entries: [good], tiles: [], checkpoint: []),
                sample.batch([good, StoredEntry(entry: [], payload: nil, key: sample.bytes(16))]),
                sample.batch([good, StoredEntry(entry: sample.bytes(65_536), payload: nil, key: sample.bytes(16))]),
                sample.batch([good, sample.entry(command: [])]),
                sample.batch([good, sample.entry(command: sample.bytes(15))]),
                sample.batch([good], tiles: [StoredTile(level: 64, index: 0, bytes: sample.bytes(8192))]),
                sample.batch([good], tiles: [StoredTile(level: -1, index: 0, bytes: sample.bytes(8192))]),
                sample.batch([good], tiles: [StoredTile(level: 0, index: .max, bytes: sample.bytes(8192))]),
                sample.batch([good], tiles: [StoredTile(level: 0, index: 0, bytes: sample.bytes(8160))]),
            ]
            for batch in bad { try expectRefusal(.invalidValue) { try log.append(batch) } }
            try expectRefusal(.conflict, .invalidValue) {
                try log.append(StoredBatch(first: .max, entries: [good], tiles: [], checkpoint: [1]))
            }
            try expectAll(of: sample, in: log)
        },
        StorageLaw("a second writer on the same log finds it longer than it thought, and may go on") { place in
            let engine = try place.open()
            var sample = SampleLog(seed: 7)
            let log = try engine.log("alpha")
            let other = try engine.log("alpha")
            try sample.append(sample.batch(2), to: log)
            let late = StoredBatch(first: 0, entries: [sample.entry()], tiles: [], checkpoint: [1])
            try expectRefusal(.conflict, .busy) { try other.append(late) }
            try expect(other.head().size, equals: 2)
            try expectAll(of: sample, in: other)
        },
        StorageLaw("a log whose writer ended is another engine's to write, whoever still reads it") { place in
            let engine = try place.open()
            let log = try engine.log("alpha")
            var sample = SampleLog(seed: 8)
            try sample.append(sample.batch(2), to: log)
            log.endWriting()
            let next = try place.open().log("alpha")
            try sample.append(sample.batch(3), to: next)
            try expectAll(of: sample, in: log)
            next.endWriting()
            try sample.append(sample.batch(1), to: log)
            try expectAll(of: sample, in: next)
        },
    ]
}

/// Everything that was appended is in the log, and nothing else.
func expectAll(of sample: SampleLog, in log: any LogStore, line: UInt = #line) throws {
    let head = try log.head()
    try expect(
        head,
        equals: StoredHead(size: sample.size, first: 0, checkpoint: sample.checkpoints[sample.size]),
        line: line
    )
    try expect(log.entries(0..<farAway), equals: sample.entries, line: line)
    for (index, entry) in sample.entries.enumerated() {
        guard let command = entry.command else { continue }
        try expect(log.sequence(ofCommand: command), equals: UInt64(index), line: line)
    }
    try expect(log.checkpointSizes(from: 0, limit: 1_000), equals: sample.checkpoints.keys.sorted(), line: line)
    for (size, checkpoint) in sample.checkpoints {
        try expect(log.checkpoint(size: size), equals: checkpoint, line: line)
    }
}
