#define _GNU_SOURCE
#include "CPty.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int pty_resize(int master, int rows, int columns) {
    struct winsize size;
    memset(&size, 0, sizeof size);
    size.ws_row = (unsigned short)rows;
    size.ws_col = (unsigned short)columns;
    return ioctl(master, TIOCSWINSZ, &size) == 0 ? 0 : errno;
}

int pty_open(int rows, int columns, int *master, int *slave, char *name, size_t capacity) {
    *master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (*master < 0) return errno;
    int failure = 0;
    if (grantpt(*master) != 0 || unlockpt(*master) != 0) failure = errno;
    if (failure == 0) failure = ptsname_r(*master, name, capacity);
    if (failure == 0) {
        *slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
        if (*slave < 0) failure = errno;
    }
    if (failure == 0) return pty_resize(*master, rows, columns);
    close(*master);
    return failure;
}

int pty_spawn(const char *path, char *const arguments[], char *const environment[], const char *name, pid_t *child) {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    // The first terminal that the leader of a new session opens becomes its controlling terminal.
    posix_spawn_file_actions_addopen(&files, 0, name, O_RDWR, 0);
    posix_spawn_file_actions_adddup2(&files, 0, 1);
    posix_spawn_file_actions_adddup2(&files, 0, 2);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    );
    int failure = posix_spawn(child, path, &files, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return failure;
}

int pty_process_descriptor(pid_t child) {
#ifdef SYS_pidfd_open
    int descriptor = (int)syscall(SYS_pidfd_open, child, 0);
    if (descriptor >= 0) fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    return descriptor;
#else
    (void)child;
    return -1;
#endif
}

int pty_reap(pid_t child, int block) {
    int state = 0;
    pid_t found;
    do {
        found = waitpid(child, &state, block ? 0 : WNOHANG);
    } while (found < 0 && errno == EINTR);
    if (found != child) return -1;
    return WIFEXITED(state) ? WEXITSTATUS(state) : 256 + WTERMSIG(state);
}

void pty_signal_thread(pid_t process, pid_t thread, int number) {
    syscall(SYS_tgkill, process, thread, number);
}

int64_t pty_nanoseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}
