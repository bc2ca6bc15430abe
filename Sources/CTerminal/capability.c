#include "CTerminal.h"

#include <string.h>
#define NCURSES_NOMACROS 1
#include <curses.h>
// Its macros take common words (lines, columns), so it has a file of its own.
#include <term.h>

// Takes out `$<5/>`: a delay for terminals that no longer exist.
static size_t without_padding(const char *text, char *buffer, size_t capacity) {
    size_t count = 0;
    while (*text != 0) {
        if (text[0] == '$' && text[1] == '<') {
            const char *end = strchr(text, '>');
            if (end != NULL) {
                text = end + 1;
                continue;
            }
        }
        if (count == capacity) return 0;
        buffer[count++] = *text++;
    }
    return count;
}

size_t terminal_capability(const char *name, char *buffer, size_t capacity) {
    const char *text = tigetstr((char *)name);
    if (text == NULL || text == (const char *)-1) return 0;
    return without_padding(text, buffer, capacity);
}

int terminal_describe(const char *name, int descriptor) {
    int state = 0;
    if (setupterm((char *)name, descriptor, &state) != OK) return 0;
    char place[128];
    return terminal_capability("cup", place, sizeof place) > 0;
}

int terminal_has_direct_color(void) {
    return tigetflag((char *)"RGB") > 0 || tigetnum((char *)"RGB") > 0;
}

int terminal_color_count(void) {
    int count = tigetnum((char *)"colors");
    return count > 0 ? count : 0;
}
