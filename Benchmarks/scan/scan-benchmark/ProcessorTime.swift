#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Processor time of this process and of the children that it has waited for.
enum ProcessorTime {
    static var seconds: Double { of(RUSAGE_SELF) + of(RUSAGE_CHILDREN) }

    #if canImport(Glibc)
    private static func of(_ who: __rusage_who) -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(who.rawValue), &usage)
        return sum(usage)
    }
    #else
    private static func of(_ who: Int32) -> Double {
        var usage = rusage()
        getrusage(who, &usage)
        return sum(usage)
    }
    #endif

    private static func sum(_ usage: rusage) -> Double {
        Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    }
}
