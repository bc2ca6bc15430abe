#include "CTerminal.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Crashes, and what ends a process at once when someone sends it.
static const int crashes[] = {
    SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGSYS, SIGQUIT, SIGXCPU, SIGUSR1, SIGUSR2, SIGALRM,
};
enum { crash_count = sizeof crashes / sizeof crashes[0], longest_restore = 512, restore_milliseconds = 500 };

static struct sigaction before[crash_count];
// What a crash goes on to once the terminal is back.
static struct sigaction after[crash_count];
static volatile sig_atomic_t installed = 0;
static int registered_exit = 0;

// All that the handler needs, computed before anything can go wrong.
static volatile sig_atomic_t armed = 0;
static int terminal = -1;
static pid_t owner = 0;
static char restore_bytes[longest_restore];
static size_t restore_count = 0;
static struct termios original_modes;

// A handler on the ordinary stack cannot run when that stack is what overflowed.
static char alternate_stack[64 * 1024];

// Its address tells threads apart.
static _Thread_local char this_thread;
// The thread that gives the terminal back, or NULL.
static char *_Atomic giver = NULL;
// Whether any thread crashed: the others are not to write to the terminal any more, for as long as they still run.
static volatile sig_atomic_t crashed = 0;
// A thread waits ten milliseconds at a time, and no longer than two seconds, for another that gives the terminal back.
enum { wait_milliseconds = 10, most_waits = 200 };

static void give_back(void) {
    if (!armed) return;
    // Two threads may crash at once: the one that comes second must not end the process before the first is done.
    char *other = NULL;
    if (!atomic_compare_exchange_strong(&giver, &other, &this_thread)) {
        for (int i = 0; other != &this_thread && armed && i < most_waits; i++) poll(NULL, 0, wait_milliseconds);
        return;
    }
    // A child made by fork has the handlers too, but not the terminal.
    int is_ours = armed && getpid() == owner;
    if (is_ours) terminal_write_last(terminal, restore_bytes, restore_count, restore_milliseconds);
    // Not TCSADRAIN: it would wait for a terminal that reads no more.
    if (is_ours) tcsetattr(terminal, TCSANOW, &original_modes);
    armed = 0;
    giver = NULL;
}

static void on_crash(int number, siginfo_t *information, void *context) {
    (void)context;
    int saved = errno;
    crashed = 1;
    give_back();
    for (int i = 0; i < crash_count; i++) {
        if (crashes[i] == number) sigaction(number, &after[i], NULL);
    }
    // A fault of the machine happens again at the same instruction, where the former handler sees the true
    // place. Whatever was sent, and a breakpoint or a system call, which are behind us, must be raised again.
    int is_fault = number == SIGILL || number == SIGSEGV || number == SIGBUS || number == SIGFPE;
    if (!is_fault || information == NULL || information->si_code <= 0) raise(number);
    errno = saved;
}

// Swift's own handler prints memory, which holds keys and people's texts, and then asks a question on the terminal for
// half a minute. It comes only where the person has asked for it.
static int wants_backtrace(void) {
    const char *settings = getenv("SWIFT_BACKTRACE");
    return settings != NULL && *settings != 0;
}

void terminal_guard_install(void) {
    if (installed) return;
    stack_t now;
    if (sigaltstack(NULL, &now) == 0 && ((now.ss_flags & SS_DISABLE) != 0 || now.ss_size < sizeof alternate_stack)) {
        stack_t mine;
        memset(&mine, 0, sizeof mine);
        mine.ss_sp = alternate_stack;
        mine.ss_size = sizeof alternate_stack;
        sigaltstack(&mine, NULL);
    }
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = on_crash;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    int keeps_former = wants_backtrace();
    for (int i = 0; i < crash_count; i++) {
        sigaction(crashes[i], NULL, &before[i]);
        // Whoever started us ignoring a signal meant it.
        if (before[i].sa_handler == SIG_IGN) continue;
        sigaction(crashes[i], &action, NULL);
        if (keeps_former) {
            after[i] = before[i];
        } else {
            memset(&after[i], 0, sizeof after[i]);
            after[i].sa_handler = SIG_DFL;
        }
    }
    if (!registered_exit) {
        registered_exit = 1;
        atexit(give_back);
    }
    installed = 1;
}

void terminal_guard_remove(void) {
    if (!installed) return;
    installed = 0;
    for (int i = 0; i < crash_count; i++) sigaction(crashes[i], &before[i], NULL);
}

void terminal_guard_arm(int descriptor, const void *restore, size_t count, const struct termios *original) {
    if (crashed) return;
    armed = 0;  // what is half written restores nothing
    terminal = descriptor;
    owner = getpid();
    restore_count = count < longest_restore ? count : longest_restore;
    memcpy(restore_bytes, restore, restore_count);
    original_modes = *original;
    armed = 1;
}

int terminal_guard_has_crashed(void) {
    return crashed != 0;
}

void terminal_guard_disarm(void) {
    armed = 0;
}
