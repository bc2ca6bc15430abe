import CMalloc
import Glibc
import PulseTUI
import Testing

/// Memory of large bodies goes back to the system.
@Suite struct LargeBlocksTests {
    @Test func aLargeBlockIsGivenBackAlsoAfterALargerOneWasFreed() {
        LargeBlocks.giveBackWhenFreed()
        // Without a fixed size this makes all later blocks of up to as many bytes stay.
        free(malloc(24 << 20))
        let before = mallinfo2().hblkhd
        let block = malloc(8 << 20)
        // Blocks of other tests may come and go meanwhile, but not so large ones.
        #expect(mallinfo2().hblkhd >= before + 4 << 20)
        free(block)
    }
}
