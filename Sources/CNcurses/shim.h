#ifndef PULSE_CNCURSES_SHIM_H
#define PULSE_CNCURSES_SHIM_H

// Without this the functions for wide characters are not declared.
#define NCURSES_WIDECHAR 1
// Without this `move`, `clear`, `timeout` and others are macros.
#define NCURSES_NOMACROS 1
#include <stdint.h>
#include <stdio.h>
#include <curses.h>

// Swift imports no macro that casts or calls, and refuses the globals as unsafe; each wrapper names its own.

// A_BOLD and so on.
static inline attr_t nc_bold(void) { return A_BOLD; }
static inline attr_t nc_dim(void) { return A_DIM; }
static inline attr_t nc_italic(void) {
#ifdef A_ITALIC
    return A_ITALIC;
#else
    return A_NORMAL;
#endif
}
static inline attr_t nc_underline(void) { return A_UNDERLINE; }
static inline attr_t nc_reverse(void) { return A_REVERSE; }

// stdscr, curscr.
static inline WINDOW *nc_stdscr(void) { return stdscr; }
static inline WINDOW *nc_curscr(void) { return curscr; }
// COLORS, COLOR_PAIRS.
static inline int nc_colors(void) { return COLORS; }
static inline int nc_color_pairs(void) { return COLOR_PAIRS; }

// stdin.
static inline SCREEN *nc_newterm(const char *name, FILE *output) { return newterm((char *)name, output, stdin); }

// A space with attributes and colours. The pair goes through the last argument of setcchar, as the short one ends
// at 32767.
static inline int nc_set_blank(cchar_t *cell, attr_t attributes, int pair) {
    return setcchar(cell, L" ", attributes, (short)0, &pair);
}

// A cell that looks like another one: a base and up to three marks, 0 for none. setcchar would measure the text and
// build the colours anew for every cell of the screen.
static inline cchar_t nc_filled(cchar_t cell, uint32_t base, uint32_t mark1, uint32_t mark2, uint32_t mark3) {
    cell.chars[0] = (wchar_t)base;
    cell.chars[1] = (wchar_t)mark1;
    cell.chars[2] = (wchar_t)mark2;
    cell.chars[3] = (wchar_t)mark3;
    return cell;
}

#endif
