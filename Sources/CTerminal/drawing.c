#define _GNU_SOURCE
#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static int terminal = -1;
// The number that ncurses writes to: the terminal, or memory while a frame is drawn.
static int drawing = -1;
static int memory = -1;
static FILE *stream = NULL;
static char *frame = NULL;
static size_t frame_capacity = 0;

FILE *terminal_drawing_open(int output) {
    terminal = output;
    drawing = fcntl(output, F_DUPFD_CLOEXEC, 3);
    if (drawing < 0) return NULL;
#ifdef MFD_CLOEXEC
    memory = memfd_create("frame", MFD_CLOEXEC);
#endif
    stream = fdopen(drawing, "w");
    return stream;
}

static int point(int target) {
#ifdef __linux__
    return dup3(target, drawing, O_CLOEXEC);
#else
    return dup2(target, drawing);
#endif
}

void terminal_drawing_begin(void) {
    if (memory >= 0) point(memory);
}

int terminal_drawing_end(void) {
    if (memory < 0) return 0;
    point(terminal);
    off_t count = lseek(memory, 0, SEEK_CUR);
    lseek(memory, 0, SEEK_SET);
    if (count <= 0) return 0;
    if ((size_t)count > frame_capacity) {
        char *larger = realloc(frame, (size_t)count);
        if (larger == NULL) return -1;
        frame = larger;
        frame_capacity = (size_t)count;
    }
    ssize_t got;
    do {
        got = pread(memory, frame, (size_t)count, 0);
    } while (got < 0 && errno == EINTR);
    return got == count ? terminal_write(terminal, frame, (size_t)count) : -1;
}

void terminal_drawing_close(void) {
    if (stream != NULL) fclose(stream);
    if (memory >= 0) close(memory);
    free(frame);
    stream = NULL;
    frame = NULL;
    frame_capacity = 0;
    terminal = drawing = memory = -1;
}
