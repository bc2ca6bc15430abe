#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static const int handled[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT};
enum { handled_count = sizeof handled / sizeof handled[0] };

static struct sigaction before[handled_count];
static struct sigaction before_pipe;
static int ends[2] = {-1, -1};
// What the handler writes to; -1 while there is no pipe.
static volatile sig_atomic_t write_end = -1;
// Readable from the first signal on that asks to end; never read.
static int ending[2] = {-1, -1};

static void note_signal(int number) {
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    if (write_end >= 0) {
        // A full pipe means that 65536 signals wait already; nothing is lost by dropping this one.
        ssize_t written = write((int)write_end, &byte, 1);
        if (number == SIGTERM || number == SIGHUP || number == SIGINT) written = write(ending[1], &byte, 1);
        (void)written;
    }
    errno = saved;
}

static void install(int index) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = note_signal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    sigaction(handled[index], &action, NULL);
}

static int open_pipe(int pair[2]) {
    if (pipe(pair) != 0) return -1;
    for (int i = 0; i < 2; i++) {
        fcntl(pair[i], F_SETFD, FD_CLOEXEC);
        fcntl(pair[i], F_SETFL, O_NONBLOCK);
    }
    return 0;
}

static void close_pipe(int pair[2]) {
    for (int i = 0; i < 2; i++) {
        if (pair[i] >= 0) close(pair[i]);
        pair[i] = -1;
    }
}

int terminal_signals_open(void) {
    if (open_pipe(ends) != 0) return -1;
    if (open_pipe(ending) != 0) {
        close_pipe(ends);
        return -1;
    }
    write_end = ends[1];
    for (int i = 0; i < handled_count; i++) {
        sigaction(handled[i], NULL, &before[i]);
        install(i);
    }
    struct sigaction ignore;
    memset(&ignore, 0, sizeof ignore);
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &ignore, &before_pipe);
    return ends[0];
}

int terminal_signals_next(void) {
    unsigned char byte = 0;
    ssize_t count;
    do {
        count = read(ends[0], &byte, 1);
    } while (count < 0 && errno == EINTR);
    return count == 1 ? byte : 0;
}

int terminal_signals_ending(void) {
    return ending[0];
}

void terminal_signals_close(void) {
    if (ends[0] < 0) return;
    for (int i = 0; i < handled_count; i++) sigaction(handled[i], &before[i], NULL);
    sigaction(SIGPIPE, &before_pipe, NULL);
    write_end = -1;
    close_pipe(ends);
    close_pipe(ending);
}

void terminal_stop(void) {
    struct sigaction standard, stop_before, continue_before;
    memset(&standard, 0, sizeof standard);
    standard.sa_handler = SIG_DFL;
    // The continue signal must not be reported a second time: this call's return says it.
    sigaction(SIGTSTP, &standard, &stop_before);
    sigaction(SIGCONT, &standard, &continue_before);
    sigset_t stop, mask;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    pthread_sigmask(SIG_UNBLOCK, &stop, &mask);
    raise(SIGTSTP);
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    sigaction(SIGTSTP, &stop_before, NULL);
    sigaction(SIGCONT, &continue_before, NULL);
}
