/* Stands between a program and its files, by LD_PRELOAD: writes down what reaches them, and fails
   when it is told to.

   DISK_FOLDER  only files in this folder are looked at.
   DISK_LOG     every write, cut, sync and removal is added to this file, in order.
   DISK_FAULTS  a file of two numbers, mapped: the calls left until one fails, and how it fails. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { FILES = 4096, NAME = 256 };
enum fault { DISK_IS_FULL = 1, DISK_IS_BROKEN = 2, HALF_IS_WRITTEN = 3 };

struct record {
    int32_t operation;
    int32_t name_length;
    int64_t offset;
    int64_t length;
};

struct faults {
    volatile int32_t calls_left;
    volatile int32_t kind;
    volatile int32_t failed;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char names[FILES][NAME];
static char folder[PATH_MAX];
static int log_file = -1;
static struct faults *faults;

static int (*real_open)(const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_unlink)(const char *);

__attribute__((constructor)) static void begin(void)
{
    const char *under = getenv("DISK_FOLDER"), *log = getenv("DISK_LOG"), *fails;
    fails = getenv("DISK_FAULTS");
    real_open = dlsym(RTLD_NEXT, "open");
    real_close = dlsym(RTLD_NEXT, "close");
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    if (under == NULL || realpath(under, folder) == NULL)
        return;
    if (log != NULL)
        log_file = real_open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fails != NULL) {
        int file = real_open(fails, O_RDWR | O_CLOEXEC);
        void *place = mmap(NULL, sizeof *faults, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        faults = place == MAP_FAILED ? NULL : place;
        real_close(file);
    }
}

/* The name of a file in the folder, or NULL if it is elsewhere. */
static const char *inside(const char *path)
{
    static __thread char whole[PATH_MAX];
    size_t length = strlen(folder);
    if (length == 0 || path[0] != '/')
        return NULL;
    strncpy(whole, path, sizeof whole - 1);
    if (strncmp(whole, folder, length) != 0 || (whole[length] != '/' && whole[length] != 0))
        return NULL;
    return whole[length] == 0 ? "." : whole + length + 1;
}

static const char *name_of(int file)
{
    return file >= 0 && file < FILES && names[file][0] != 0 ? names[file] : NULL;
}

static void note(int32_t operation, const char *name, int64_t offset, const void *data,
                 int64_t length)
{
    struct record record = {operation, (int32_t)strlen(name), offset, length};
    if (log_file < 0)
        return;
    pthread_mutex_lock(&lock);
    real_write(log_file, &record, sizeof record);
    real_write(log_file, name, strlen(name));
    if (data != NULL)
        real_write(log_file, data, length);
    pthread_mutex_unlock(&lock);
}

/* How this call is to fail, or 0. A full or broken disk stays so for the calls that follow, until
   the test sets it right: a program that tries again at once gets no further. */
static int fault_of_this_call(void)
{
    int kind = 0;
    if (faults == NULL || faults->kind == 0)
        return 0;
    pthread_mutex_lock(&lock);
    if (faults->calls_left > 0)
        faults->calls_left--;
    if (faults->calls_left == 0 && faults->kind != 0) {
        kind = faults->kind;
        faults->failed++;
    }
    pthread_mutex_unlock(&lock);
    return kind;
}

static ssize_t write_at(int file, const char *name, const void *data, size_t size, off_t at)
{
    int kind = fault_of_this_call();
    ssize_t written;
    if (kind == DISK_IS_FULL || kind == DISK_IS_BROKEN) {
        errno = kind == DISK_IS_FULL ? ENOSPC : EIO;
        return -1;
    }
    if (kind == HALF_IS_WRITTEN) {
        if (size < 2) {
            errno = ENOSPC;
            return -1;
        }
        size /= 2;
    }
    written = real_pwrite(file, data, size, at);
    if (written > 0)
        note('w', name, at, data, written);
    return written;
}

static int opened(const char *path, int flags, mode_t mode)
{
    const char *name = inside(path);
    int existed = access(path, F_OK) == 0;
    int file = real_open(path, flags, mode);
    if (file >= 0 && file < FILES) {
        names[file][0] = 0;
        if (name != NULL && strlen(name) < NAME) {
            strcpy(names[file], name);
            if (!existed)
                note('c', name, 0, NULL, 0);
            if (flags & O_TRUNC)
                note('t', name, 0, NULL, 0);
        }
    }
    return file;
}

int open(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return opened(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return opened(path, flags, mode);
}

int close(int file)
{
    if (file >= 0 && file < FILES)
        names[file][0] = 0;
    return real_close(file);
}

ssize_t write(int file, const void *data, size_t size)
{
    const char *name = name_of(file);
    off_t at = name == NULL ? -1 : lseek(file, 0, SEEK_CUR);
    ssize_t written;
    if (at < 0)
        return real_write(file, data, size);
    written = write_at(file, name, data, size, at);
    if (written > 0)
        lseek(file, at + written, SEEK_SET);
    return written;
}

ssize_t pwrite(int file, const void *data, size_t size, off_t at)
{
    const char *name = name_of(file);
    return name == NULL ? real_pwrite(file, data, size, at) : write_at(file, name, data, size, at);
}

ssize_t pwrite64(int file, const void *data, size_t size, off_t at)
{
    return pwrite(file, data, size, at);
}

int ftruncate(int file, off_t length)
{
    const char *name = name_of(file);
    int done;
    if (name != NULL && fault_of_this_call() != 0) {
        errno = EIO;
        return -1;
    }
    done = real_ftruncate(file, length);
    if (done == 0 && name != NULL)
        note('t', name, length, NULL, 0);
    return done;
}

int ftruncate64(int file, off_t length)
{
    return ftruncate(file, length);
}

static int synced(int file, int (*sync)(int))
{
    const char *name = name_of(file);
    int done;
    if (name != NULL && fault_of_this_call() != 0) {
        errno = EIO;
        return -1;
    }
    done = sync(file);
    if (done == 0 && name != NULL)
        note('s', name, 0, NULL, 0);
    return done;
}

int fsync(int file)
{
    return synced(file, real_fsync);
}

int fdatasync(int file)
{
    return synced(file, real_fdatasync);
}

int unlink(const char *path)
{
    const char *name = inside(path);
    int done = real_unlink(path);
    if (done == 0 && name != NULL)
        note('u', name, 0, NULL, 0);
    return done;
}
