/* Makes the nth write below a path fail with EIO, or write less than it was asked. For tests, with LD_PRELOAD. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static char below[512];
static long left = -1, seen = 0;
static int cut = 0;

/* Fail the `nth` write from now on below `path` (0: none, only count); `shorter` writes half instead. */
void fault_arm(const char *path, long nth, int shorter) {
    strncpy(below, path, sizeof below - 1);
    left = nth ? nth : -1;
    seen = 0;
    cut = shorter;
}

long fault_seen(void) { return seen; }

static int struck(int fd) {
    char link[64], name[1024];
    ssize_t size;
    if (!below[0]) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    size = readlink(link, name, sizeof name - 1);
    if (size < 0) return 0;
    name[size] = 0;
    if (strncmp(name, below, strlen(below))) return 0;
    seen++;
    return left > 0 && --left == 0;
}

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, name)
#define FAIL(again) do { if (struck(fd)) { if (!cut) { errno = EIO; return -1; } return again; } } while (0)

ssize_t write(int fd, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    FAIL(real(fd, data, size / 2));
    return real(fd, data, size);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off_t at) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off_t);
    FAIL(real(fd, data, size / 2, at));
    return real(fd, data, size, at);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { return pwrite64(fd, data, size, at); }

ssize_t sendfile64(int out, int in, off_t *at, size_t size) {
    int fd = out;
    REAL(ssize_t, "sendfile64", int, int, off_t *, size_t);
    FAIL(real(out, in, at, size / 2));
    return real(out, in, at, size);
}

ssize_t sendfile(int out, int in, off_t *at, size_t size) { return sendfile64(out, in, at, size); }

int fsync(int fd) {
    REAL(int, "fsync", int);
    if (struck(fd) && !cut) { errno = EIO; return -1; }
    return real(fd);
}

size_t fwrite(const void *data, size_t size, size_t count, FILE *file) {
    REAL(size_t, "fwrite", const void *, size_t, size_t, FILE *);
    if (struck(fileno(file))) {
        if (!cut) { errno = EIO; return 0; }
        return real(data, size, count / 2, file);
    }
    return real(data, size, count, file);
}
