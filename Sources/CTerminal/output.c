#define _GNU_SOURCE
#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

// The terminal opened a second time, so that a write to it never blocks: the flag on the descriptor that we were given
// would be shared with the shell.
static int given = -1;
static int own = -1;
// Until when writes wait for a terminal that does not read; -1 until a signal asks to end.
static int64_t limit = -1;

// After poll says that there is room there may be little; only where the terminal could not be opened again.
enum { surely_fits = 64, pause_milliseconds = 10 };

static int is_same_terminal(int one, int other) {
#ifdef TIOCGDEV
    unsigned int first = 0, second = 0;
    return ioctl(one, TIOCGDEV, &first) == 0 && ioctl(other, TIOCGDEV, &second) == 0 && first == second;
#else
    struct stat first, second;
    return fstat(one, &first) == 0 && fstat(other, &second) == 0 && first.st_rdev == second.st_rdev;
#endif
}

static int open_again(int descriptor) {
    // The first needs no permission, as after a change of the user; the second no session.
    const char *paths[] = {"/dev/tty", descriptor == STDOUT_FILENO ? "/proc/self/fd/1" : NULL, ttyname(descriptor)};
    for (int i = 0; i < 3; i++) {
        if (paths[i] == NULL) continue;
        int again = open(paths[i], O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
        if (again < 0) continue;
        if (is_same_terminal(descriptor, again)) return again;
        close(again);
    }
    return -1;
}

void terminal_output_open(int descriptor) {
    own = open_again(descriptor);
    given = descriptor;
    limit = -1;
}

void terminal_output_close(void) {
    given = -1;
    if (own >= 0) close(own);
    own = -1;
    limit = -1;
}

void terminal_output_limit(int milliseconds) {
    limit = terminal_milliseconds() + milliseconds;
}

// How much the terminal took; 0 when it takes nothing now.
static ssize_t write_some(int descriptor, const char *bytes, size_t count) {
    int target = descriptor == given && own >= 0 ? own : descriptor;
    if (target == descriptor) {
        struct pollfd room = {descriptor, POLLOUT, 0};
        if (poll(&room, 1, 0) <= 0) return 0;
        if (count > surely_fits) count = surely_fits;
    }
    ssize_t written = write(target, bytes, count);
    return written < 0 && (errno == EINTR || errno == EAGAIN) ? 0 : written;
}

// Waits until the terminal takes more; 0 when it is not to be waited for any longer.
static int wait_for_room(int descriptor, int64_t until, int is_pausing) {
    int64_t left = until < 0 ? -1 : until - terminal_milliseconds();
    if (until >= 0 && left <= 0) return 0;
    // There may be room, but too little for the next character.
    if (is_pausing && (left < 0 || left > pause_milliseconds)) left = pause_milliseconds;
    struct pollfd ready[2] = {
        {is_pausing ? -1 : descriptor, POLLOUT, 0},
        {until < 0 ? terminal_signals_ending() : -1, POLLIN, 0},
    };
    poll(ready, 2, (int)left);
    return (ready[1].revents & POLLIN) == 0;
}

static int write_until(int descriptor, const char *next, size_t count, int64_t until, int yields_to_crash) {
    int waits = 0;
    int is_flushed = 0;
    while (count > 0) {
        // It was given back, and the process ends any moment.
        if (yields_to_crash && terminal_guard_has_crashed()) return -1;
        ssize_t written = write_some(descriptor, next, count);
        if (written < 0) return -1;
        if (written > 0) {
            next += written;
            count -= (size_t)written;
            waits = 0;
        } else if (!wait_for_room(descriptor, until, waits++ > 0)) {
            if (until < 0 || is_flushed) return -1;
            // What it has not read by now is a picture that nobody needs; what comes last puts it right again.
            tcflush(descriptor, TCOFLUSH);
            is_flushed = 1;
            // A sequence may have been cut in two: CAN ends it.
            write_some(descriptor, "\x18", 1);
        }
    }
    return 0;
}

int terminal_write(int descriptor, const void *bytes, size_t count) {
    return write_until(descriptor, bytes, count, limit, 1);
}

int terminal_write_last(int descriptor, const void *bytes, size_t count, int milliseconds) {
    return write_until(descriptor, bytes, count, terminal_milliseconds() + milliseconds, 0);
}
