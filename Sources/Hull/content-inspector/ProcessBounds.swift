internal import ContentScan

#if canImport(Glibc)
internal import CSeccomp
internal import Glibc
#else
internal import Darwin
#endif

/// What this process may still do once it reads hostile bytes: compute, within bounds.
struct ProcessBounds {
    private let bounds: ExtractionBounds
    private let mode: ExtractionMode

    init(_ bounds: ExtractionBounds, mode: ExtractionMode) { (self.bounds, self.mode) = (bounds, mode) }

    /// Closes everything but the three standard files and sets the bounds, for this process and whatever it starts.
    ///
    /// - Returns: whether all of them hold; else nothing may be read.
    func enter() -> Bool {
        #if canImport(Glibc)
        closefrom(3)
        // Names in archives are UTF-8; the locale is built in and opens no file.
        setlocale(LC_CTYPE, "C.UTF-8")
        #endif
        let memory = rlim_t(bounds.memoryBytes)
        let holds =
            limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0)
            && limit(RLIMIT_CPU, rlim_t(bounds.processorSeconds), hard: 2)
            && limit(RLIMIT_DATA, memory) && limit(RLIMIT_AS, memory * 8)
            // With as many files as are open, none can be opened any more. Readers of pages and pictures open fonts and tables.
            && limit(RLIMIT_NOFILE, mode.runsPrograms ? 64 : 3)
        return holds && refuseCalls()
    }

    #if canImport(Glibc)
    private func limit(_ resource: __rlimit_resource, _ value: rlim_t, hard more: rlim_t = 0) -> Bool {
        // Of processor time the soft bound ends it with a signal that says so.
        var limit = rlimit(rlim_cur: value, rlim_max: value + more)
        return setrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0
    }

    /// What computing takes: bytes in and out, memory, time, locks, an end.
    private static let neededCalls = [
        "read", "write", "recvfrom", "sendto", "close", "mmap", "munmap", "mremap", "mprotect", "madvise", "brk",
        "futex", "exit", "exit_group",
        "rt_sigreturn", "rt_sigprocmask", "rt_sigaction", "sigaltstack", "clock_gettime", "clock_nanosleep",
        "getrandom", "sched_yield",
        "getpid", "gettid", "tgkill", "restart_syscall", "fstat", "newfstatat", "lseek", "getrusage", "prlimit64",
        "sysinfo", "sched_getaffinity",
    ]
    private static let networkCalls = [
        "socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "ptrace", "io_uring_setup",
    ]

    /// Refuses all other system calls; for a reader of pages, which has libraries and fonts to load, those of the network.
    private func refuseCalls() -> Bool {
        let isOpen = mode.runsPrograms
        // The macros are casts that Swift does not see: SCMP_ACT_ALLOW, SCMP_ACT_ERRNO(EPERM), SCMP_ACT_KILL_PROCESS.
        let (allow, refuse, kill): (UInt32, UInt32, UInt32) = (0x7FFF_0000, 0x0005_0000 | UInt32(EPERM), 0x8000_0000)
        guard let filter = seccomp_init(isOpen ? allow : kill) else { return false }
        defer { seccomp_release(filter) }
        for name in isOpen ? Self.networkCalls : Self.neededCalls {
            let call = seccomp_syscall_resolve_name(name)
            // Not every machine has every call.
            guard call != __NR_SCMP_ERROR else { continue }
            guard seccomp_rule_add_array(filter, isOpen ? refuse : allow, call, 0, nil) == 0 else { return false }
        }
        // Files are refused and no reason to die: libraries look for settings of their own.
        if !isOpen {
            for name in ["open", "openat", "access", "readlink", "ioctl", "uname", "socket", "connect"] {
                let call = seccomp_syscall_resolve_name(name)
                guard call == __NR_SCMP_ERROR || seccomp_rule_add_array(filter, refuse, call, 0, nil) == 0 else {
                    return false
                }
            }
        }
        return seccomp_load(filter) == 0
    }
    #else
    private func limit(_ resource: Int32, _ value: rlim_t, hard more: rlim_t = 0) -> Bool {
        var limit = rlimit(rlim_cur: value, rlim_max: value + more)
        return setrlimit(resource, &limit) == 0
    }

    private func refuseCalls() -> Bool { true }
    #endif
}
