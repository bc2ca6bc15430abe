#ifndef PULSE_CVTERM_SHIM_H
#define PULSE_CVTERM_SHIM_H

#include <vterm.h>

// Swift cannot read bit-fields.
static inline int vt_is_bold(const VTermScreenCell *cell) { return cell->attrs.bold; }
static inline int vt_is_underlined(const VTermScreenCell *cell) { return cell->attrs.underline != 0; }
static inline int vt_is_italic(const VTermScreenCell *cell) { return cell->attrs.italic; }
static inline int vt_is_reversed(const VTermScreenCell *cell) { return cell->attrs.reverse; }

// Function-like macros. -1 is the default colour, 0 to 255 the palette, above that 0x1000000 + red, green, blue.
static inline int vt_color(const VTermColor *color) {
    if (VTERM_COLOR_IS_DEFAULT_FG(color) || VTERM_COLOR_IS_DEFAULT_BG(color)) return -1;
    if (VTERM_COLOR_IS_INDEXED(color)) return color->indexed.idx;
    return 0x1000000 + (color->rgb.red << 16 | color->rgb.green << 8 | color->rgb.blue);
}
static inline int vt_foreground(const VTermScreenCell *cell) { return vt_color(&cell->fg); }
static inline int vt_background(const VTermScreenCell *cell) { return vt_color(&cell->bg); }

// The cell's characters up to the first 0; returns their number, -1 for the second half of a wide one.
static inline int vt_characters(const VTermScreenCell *cell, uint32_t *out) {
    if (cell->chars[0] == (uint32_t)-1) return -1;
    int count = 0;
    while (count < VTERM_MAX_CHARS_PER_CELL && cell->chars[count] != 0) {
        out[count] = cell->chars[count];
        count++;
    }
    return count;
}

#endif
