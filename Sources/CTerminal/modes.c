#define _GNU_SOURCE
#include "CTerminal.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <wchar.h>

// More than any window shows; a size that was set by mistake would take gigabytes, and from 32,768 on crash ncurses.
enum { most_rows = 500, most_columns = 1000 };

int terminal_window_is_possible(int descriptor) {
    struct winsize size;
    return ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_row <= most_rows && size.ws_col <= most_columns;
}

int terminal_window_size(int descriptor, int *rows, int *columns) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return -1;
    *rows = size.ws_row < most_rows ? size.ws_row : most_rows;
    *columns = size.ws_col < most_columns ? size.ws_col : most_columns;
    return 0;
}

int terminal_scalar_width(uint32_t scalar) {
    return wcwidth((wchar_t)scalar);
}

int64_t terminal_milliseconds(void) {
    struct timespec time;
#ifdef CLOCK_BOOTTIME
    clock_gettime(CLOCK_BOOTTIME, &time);
#else
    clock_gettime(CLOCK_MONOTONIC, &time);
#endif
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static int codeset_is_utf8(void) {
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

int terminal_set_locale(void) {
    int known = setlocale(LC_ALL, "") != NULL;
    if (!known || !codeset_is_utf8()) {
        // A locale that was named is the person's word, "C" too; only where none is named UTF-8 is a better guess.
        const char *variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
        const char *named = NULL;
        for (int i = 0; i < 3 && named == NULL; i++) {
            const char *value = getenv(variables[i]);
            if (value != NULL && *value != 0) named = value;
        }
        // A UTF-8 locale that is not installed here still says what the terminal understands.
        int wants_utf8 = named == NULL;
        if (!known && named != NULL) wants_utf8 = strcasestr(named, "UTF-8") != NULL || strcasestr(named, "UTF8") != NULL;
        if (wants_utf8 && setlocale(LC_CTYPE, "C.UTF-8") == NULL) setlocale(LC_CTYPE, "en_US.UTF-8");
    }
    setlocale(LC_NUMERIC, "C");
    int is_utf8 = codeset_is_utf8();
    // Then only ASCII is written, which is the same in both. Where ncurses believes in no UTF-8 it has the terminal repeat
    // characters (REP): some cannot, and libvterm (Emacs, Neovim) breaks the line when the last column comes next.
    if (!is_utf8) setlocale(LC_CTYPE, "C.UTF-8");
    return is_utf8;
}
