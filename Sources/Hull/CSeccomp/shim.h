#include <seccomp.h>

// memfd_create(2), which <sys/mman.h> declares only for programs that ask for GNU extensions.
extern int memfd_create(const char *name, unsigned int flags);
