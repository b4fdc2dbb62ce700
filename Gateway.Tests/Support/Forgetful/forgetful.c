/* A disk that forgets. Preloaded into a process, it keeps beside a directory (FORGETFUL_DATA) a second one (FORGETFUL_KEPT) with what would be there after
   a power failure: a write marks its range as dirty, fsync and fdatasync copy what is dirty. A name that is removed or changed is so in both at once; a file
   is in the second one from its first sync on. Marks are files too (FORGETFUL_MARKS), one for each file of the directory, so that several processes that
   share the directory share them. FORGETFUL_DEAF=1: syncs do nothing, like a disk that lies. Compiled by ForgetfulDisk.cs: gcc -shared -fPIC. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

typedef struct { long long from, length; } range;

static const char *data_dir, *kept_dir, *marks_dir;
static size_t data_length;
static int deaf;

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static ssize_t real_pwrite(int fd, const void *bytes, size_t count, off_t at) { REAL(pwrite64); return real(fd, bytes, count, at); }
static ssize_t real_write(int fd, const void *bytes, size_t count) { REAL(write); return real(fd, bytes, count); }
static int real_rename(const char *from, const char *to) { REAL(rename); return real(from, to); }
static int real_unlink(const char *path) { REAL(unlink); return real(path); }

/* Copies: PostgreSQL writes its title over its environment. */
__attribute__((constructor)) static void begin(void)
{
    const char *data = getenv("FORGETFUL_DATA"), *kept = getenv("FORGETFUL_KEPT"), *marks = getenv("FORGETFUL_MARKS");
    deaf = getenv("FORGETFUL_DEAF") != NULL;
    if (!data || !kept || !marks) return;
    kept_dir = strdup(kept);
    marks_dir = strdup(marks);
    data_dir = strdup(data);
    data_length = strlen(data_dir);
}

/* The name below the directory, or null: it is not there, or what SQLite maps into memory and makes anew after a crash. */
static const char *below(const char *path)
{
    size_t length = strlen(path);
    if (!data_length || strncmp(path, data_dir, data_length) || path[data_length] != '/') return NULL;
    if (length > 4 && !strcmp(path + length - 4, "-shm")) return NULL;
    return strstr(path, " (deleted)") ? NULL : path + data_length + 1;
}

static const char *below_fd(int fd, char *path)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0) return NULL;
    path[length] = 0;
    return below(path);
}

/* PostgreSQL names its files from its working directory. */
static const char *below_name(const char *name, char *path)
{
    if (name[0] == '/') { snprintf(path, PATH_MAX, "%s", name); return below(path); }
    if (!data_length || !getcwd(path, PATH_MAX)) return NULL;
    size_t length = strlen(path);
    snprintf(path + length, PATH_MAX - length, "/%s", name[0] == '.' && name[1] == '/' ? name + 2 : name);
    return below(path);
}

static void marks_of(const char *name, char *path)
{
    int length = snprintf(path, PATH_MAX, "%s/%s", marks_dir, name);
    for (char *c = path + strlen(marks_dir) + 1; c < path + length; c++) if (*c == '/') *c = '%';
}

/* After the write: a sync that comes between the two leaves the mark for the next one, which is the writer's own. */
static void mark(int fd, long long from, long long length)
{
    char path[PATH_MAX], marks[PATH_MAX];
    if (length <= 0 || !data_length) return;
    int saved = errno;
    const char *name = below_fd(fd, path);
    if (name)
    {
        marks_of(name, marks);
        int file = open(marks, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
        range dirty = { from, length };
        if (file < 0) _exit(113);
        flock(file, LOCK_EX);
        if (real_write(file, &dirty, sizeof dirty) != sizeof dirty) _exit(113);
        close(file);
    }
    errno = saved;
}

static void make_parents(char *path)
{
    for (char *c = path + strlen(kept_dir) + 1; *c; c++)
        if (*c == '/') { *c = 0; mkdir(path, 0700); *c = '/'; }
}

static void copy(int from, int to, long long at, long long length)
{
    static __thread char bytes[1 << 16];
    while (length > 0)
    {
        ssize_t got = pread64(from, bytes, length < (long long)sizeof bytes ? (size_t)length : sizeof bytes, at);
        if (got <= 0) return; /* It has become shorter. */
        if (real_pwrite(to, bytes, (size_t)got, at) != got) _exit(113);
        at += got;
        length -= got;
    }
}

/* Makes durable what is dirty. */
static void keep(int fd)
{
    char path[PATH_MAX], marks[PATH_MAX], kept[PATH_MAX];
    struct stat64 now;
    if (!data_length || deaf) return;
    int saved = errno;
    const char *name = below_fd(fd, path);
    if (name && !fstat64(fd, &now) && S_ISREG(now.st_mode))
    {
        marks_of(name, marks);
        snprintf(kept, sizeof kept, "%s/%s", kept_dir, name);
        make_parents(kept);
        int from = open(path, O_RDONLY | O_CLOEXEC), to = open(kept, O_WRONLY | O_CREAT | O_CLOEXEC, now.st_mode & 0777);
        int file = open(marks, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (file < 0 || to < 0) _exit(113);
        flock(file, LOCK_EX);
        range dirty;
        while (from >= 0 && read(file, &dirty, sizeof dirty) == sizeof dirty) copy(from, to, dirty.from, dirty.length);
        if (ftruncate64(to, now.st_size) || ftruncate64(file, 0)) _exit(113);
        close(file);
        close(to);
        if (from >= 0) close(from);
    }
    errno = saved;
}

/* The same name, in the other directory and of the marks. */
static void follow(const char *from, const char *to)
{
    char a[PATH_MAX], b[PATH_MAX], x[PATH_MAX], y[PATH_MAX];
    if (!data_length) return;
    int saved = errno;
    const char *old = below_name(from, a), *new = to ? below_name(to, b) : NULL;
    if (old)
    {
        snprintf(x, sizeof x, "%s/%s", kept_dir, old);
        if (new) { snprintf(y, sizeof y, "%s/%s", kept_dir, new); make_parents(y); if (real_rename(x, y)) real_unlink(y); }
        else real_unlink(x);
        marks_of(old, x);
        if (new) { marks_of(new, y); if (real_rename(x, y)) real_unlink(y); }
        else real_unlink(x);
    }
    errno = saved;
}

/* PostgreSQL gives a file its final name by a second link, and removes the first: the marks go with the second. */
static void linked(const char *from, const char *to)
{
    char a[PATH_MAX], b[PATH_MAX], x[PATH_MAX], y[PATH_MAX];
    if (!data_length) return;
    int saved = errno;
    const char *old = below_name(from, a), *new = below_name(to, b);
    if (old && new)
    {
        REAL(link);
        snprintf(x, sizeof x, "%s/%s", kept_dir, old);
        snprintf(y, sizeof y, "%s/%s", kept_dir, new);
        make_parents(y);
        real(x, y);
        marks_of(old, x);
        marks_of(new, y);
        if (real_rename(x, y)) real_unlink(y);
    }
    errno = saved;
}

ssize_t write(int fd, const void *bytes, size_t count)
{
    REAL(write);
    ssize_t done = real(fd, bytes, count);
    if (data_length && done > 0 && fd > 2) { off_t end = lseek(fd, 0, SEEK_CUR); if (end >= done) mark(fd, end - done, done); }
    return done;
}

ssize_t writev(int fd, const struct iovec *parts, int count)
{
    REAL(writev);
    ssize_t done = real(fd, parts, count);
    if (data_length && done > 0 && fd > 2) { off_t end = lseek(fd, 0, SEEK_CUR); if (end >= done) mark(fd, end - done, done); }
    return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) { ssize_t done = real_pwrite(fd, bytes, count, at); mark(fd, at, done); return done; }
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) { return pwrite64(fd, bytes, count, at); }
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) { REAL(pwritev64); ssize_t done = real(fd, parts, count, at); mark(fd, at, done); return done; }
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) { return pwritev64(fd, parts, count, at); }
int posix_fallocate64(int fd, off64_t at, off64_t length) { REAL(posix_fallocate64); int failed = real(fd, at, length); if (!failed) mark(fd, at, length); return failed; }
int posix_fallocate(int fd, off_t at, off_t length) { return posix_fallocate64(fd, at, length); }
int fsync(int fd) { REAL(fsync); int failed = real(fd); if (!failed) keep(fd); return failed; }
int fdatasync(int fd) { REAL(fdatasync); int failed = real(fd); if (!failed) keep(fd); return failed; }
int rename(const char *from, const char *to) { int failed = real_rename(from, to); if (!failed) follow(from, to); return failed; }
int link(const char *from, const char *to) { REAL(link); int failed = real(from, to); if (!failed) linked(from, to); return failed; }
int unlink(const char *path) { int failed = real_unlink(path); if (!failed) follow(path, NULL); return failed; }
