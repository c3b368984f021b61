"""What both order benchmarks measure: orders a second and the server's processor time, by one client and by many."""
import os
import threading
import time


def processor(pid):
    """Seconds of processor time of a process."""
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(pid, clients, count, build):
    """Has each of so many clients build its part of the orders with `build(client, number)`, and prints a line."""
    failures = []

    def work(index):
        for number in range(index, count, clients):
            try:
                build(index, number)
            except (RuntimeError, StopIteration) as error:
                failures.append(repr(error))

    threads = [threading.Thread(target=work, args=(index,)) for index in range(clients)]
    began, busy = time.perf_counter(), processor(pid)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, busy = time.perf_counter() - began, processor(pid) - busy
    done = count - len(failures)
    print(f"{clients} clients: {done} of {count} orders, {done / took:.1f} a second, {1e3 * busy / max(1, done):.1f} ms of the server's processor time each",
          failures[:1] or "", flush=True)
