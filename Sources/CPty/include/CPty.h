#ifndef PULSE_CPTY_H
#define PULSE_CPTY_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <termios.h>

// Opens a pseudo terminal of this size. `slave` is a second, harmless end that keeps its modes readable when the
// program has ended. Returns 0 or the error number.
int pty_open(int rows, int columns, int *master, int *slave, char *name, size_t capacity);
// Starts a program whose controlling terminal is the named one, with no signal blocked or ignored.
// Returns 0 or the error number.
int pty_spawn(const char *path, char *const arguments[], char *const environment[], const char *name, pid_t *child);
// Changes the size of the window. Returns 0 or the error number.
int pty_resize(int master, int rows, int columns);
// A descriptor that is readable when the process has ended, or -1.
int pty_process_descriptor(pid_t child);
// Waits for a process. Returns -1 while it runs (or on an error), the exit status, or 256 + the number of the signal
// that ended it.
int pty_reap(pid_t child, int block);
// Sends a signal to one thread of a process.
void pty_signal_thread(pid_t process, pid_t thread, int number);
// Nanoseconds of the monotonic clock.
int64_t pty_nanoseconds(void);

#endif
