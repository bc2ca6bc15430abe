#ifndef PULSE_CTERMINAL_H
#define PULSE_CTERMINAL_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <termios.h>

// Everything here has process-wide state: one terminal at a time, used from the thread that opened it.
// Handlers only call functions that are safe in a signal handler.

// -- signals.c: signals become bytes in a pipe --------------------------------------------------

// Installs handlers for WINCH, TERM, HUP, INT, TSTP and CONT and ignores PIPE.
// Returns the readable end of the pipe, or -1 with errno.
int terminal_signals_open(void);
// The number of the next signal that came, or 0.
int terminal_signals_next(void);
// A descriptor that is readable once TERM, HUP or INT came; -1 while no handlers are installed. Not to be read.
int terminal_signals_ending(void);
// Puts back what was installed before and closes the pipe.
void terminal_signals_close(void);
// Stops the process as an unhandled SIGTSTP would; returns when it was continued.
void terminal_stop(void);

// -- process.c: another program in the foreground -----------------------------------------------

// Starts a program, found through PATH, and waits for it. If it stops, this process stops with it.
// Returns 0 and the exit status (128 + signal when killed), or the error number.
int terminal_run(const char *file, char *const arguments[], char *const environment[], int *status);

// -- modes.c -------------------------------------------------------------------------------------

// The size of the window behind a descriptor. Returns 0, or -1 when it is not known.
int terminal_window_size(int descriptor, int *rows, int *columns);
// Whether the window is no larger than a window can be; `terminal_window_size` gives a smaller one where it is.
int terminal_window_is_possible(int descriptor);
// The locale's answer for one scalar: 0, 1, 2 columns, or -1 when it has none.
int terminal_scalar_width(uint32_t scalar);
// Milliseconds on the clock that goes on while the machine sleeps.
int64_t terminal_milliseconds(void);
// Takes the locale from the environment, numbers stay as in C. When the environment names none, tries one
// with UTF-8. Returns whether text is UTF-8 for the terminal; the C library takes it for UTF-8 in any case.
int terminal_set_locale(void);

// -- output.c: no write blocks for ever --------------------------------------------------------------

// A terminal that does not read any more lets a write hang, and with it the thread that would save and end.

// What is written to this descriptor goes to the terminal opened a second time, which never blocks; where that cannot be
// done, it goes there in small pieces.
void terminal_output_open(int descriptor);
// Closes what was opened.
void terminal_output_close(void);
// From now on all that is written may take so long together; then the terminal forgets what it has not read.
void terminal_output_limit(int milliseconds);
// Writes everything, in one go where the terminal takes it. Returns 0, or -1 when it failed, or when the terminal does not
// read and a signal asks to end: then the rest is given up.
int terminal_write(int descriptor, const void *bytes, size_t count);
// The same after a crash, safe in a handler and within so many milliseconds.
int terminal_write_last(int descriptor, const void *bytes, size_t count, int milliseconds);

// -- capability.c -------------------------------------------------------------------------------

// The value of a terminfo string for the current terminal, with padding taken out; returns its length, 0 when
// it has none or does not fit.
size_t terminal_capability(const char *name, char *buffer, size_t capacity);
// Reads the description of a terminal, so that capabilities can be asked for. Writes nothing. Returns whether it
// is known and can place its cursor.
int terminal_describe(const char *name, int descriptor);
// Whether colour numbers are red, green and blue themselves.
int terminal_has_direct_color(void);
// How many colours the described terminal has; 0 for none.
int terminal_color_count(void);

// -- drawing.c: a frame leaves in one write ------------------------------------------------------

// ncurses writes after each move of the cursor: many small writes, which terminals show one by one. While a frame
// is drawn, the descriptor it writes to is memory instead.

// What ncurses is to write to: the terminal under another number. NULL with errno on failure.
FILE *terminal_drawing_open(int output);
// From here on writes are kept. The modes of the terminal must not be touched before the end.
void terminal_drawing_begin(void);
// Writes what was kept. Returns 0, or -1 when the terminal did not take it.
int terminal_drawing_end(void);
// Frees everything.
void terminal_drawing_close(void);

// -- crash.c: the terminal comes back whatever happens ----------------------------------------------

// From now on a crash, or exit(), writes these bytes to the terminal and puts back its modes.
// The bytes are copied; at most 512.
void terminal_guard_arm(int descriptor, const void *restore, size_t count, const struct termios *original);
// Whether any thread crashed: the terminal is given back then, and the process about to end.
int terminal_guard_has_crashed(void);
// While the terminal is given away or after it was closed: crashes write nothing.
void terminal_guard_disarm(void);
// Installs the handlers, once: for ILL, TRAP, ABRT, SEGV, BUS, FPE and SYS, and for QUIT, XCPU, USR1, USR2 and ALRM, which end
// a process too. After the terminal is back the signal does what the system does with it; what handled it before comes only
// where SWIFT_BACKTRACE is set.
void terminal_guard_install(void);
// Puts back the handlers that were there before.
void terminal_guard_remove(void);

#endif
