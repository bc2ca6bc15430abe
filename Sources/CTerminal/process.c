#include "CTerminal.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>

static void set_disposition(int number, void (*handler)(int), struct sigaction *before) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    sigaction(number, &action, before);
}

int terminal_run(const char *file, char *const arguments[], char *const environment[], int *status) {
    // A child inherits the signal mask and what is ignored: an editor that cannot be stopped or resized.
    posix_spawnattr_t attributes;
    int failure = posix_spawnattr_init(&attributes);
    if (failure != 0) return failure;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

    // What is typed in the other program is for it alone; its stop comes to us by waitpid.
    static const int keys[] = {SIGINT, SIGQUIT, SIGTSTP, SIGCONT};
    struct sigaction before[4];
    set_disposition(SIGINT, SIG_IGN, &before[0]);
    set_disposition(SIGQUIT, SIG_IGN, &before[1]);
    set_disposition(SIGTSTP, SIG_IGN, &before[2]);
    set_disposition(SIGCONT, SIG_DFL, &before[3]);

    pid_t child = 0;
    failure = posix_spawnp(&child, file, NULL, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    while (failure == 0) {
        int state = 0;
        if (waitpid(child, &state, WUNTRACED) < 0) {
            if (errno == EINTR) continue;
            failure = errno;
        } else if (WIFSTOPPED(state)) {
            // Without this the shell would go on waiting for us, and nobody would read the keyboard.
            set_disposition(SIGTSTP, SIG_DFL, NULL);
            raise(SIGTSTP);
            set_disposition(SIGTSTP, SIG_IGN, NULL);
            kill(child, SIGCONT);
        } else {
            *status = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
            break;
        }
    }
    for (int i = 0; i < 4; i++) sigaction(keys[i], &before[i], NULL);
    return failure;
}
