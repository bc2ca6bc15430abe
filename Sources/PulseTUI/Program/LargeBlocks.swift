import CMalloc

/// How the C library keeps memory that was freed.
package enum LargeBlocks {
    /// Bytes from which on a block is taken from the system alone and given back as soon as it is freed.
    ///
    /// More than a frame of any usual window takes, and less than a body that is worth giving back.
    private static let size: Int32 = 1 << 20

    /// Fixes that size.
    ///
    /// Left alone it grows with the largest block that was ever freed, and what a body of many mebibytes took stays with the
    /// process. Source: the manual page mallopt(3).
    package static func giveBackWhenFreed() {
        mallopt(M_MMAP_THRESHOLD, size)
        mallopt(M_TRIM_THRESHOLD, size)
    }
}
