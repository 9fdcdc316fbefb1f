// The file of common/store: real ones of which some bytes are others, or the end is missing. Each
// answer is right or refused, and nothing crashes or hangs.
#include "../common/store/damage.hpp"
#include "../common/store/faulty_disk.hpp"

// The first byte: whether the journal lies beside the file, whether everything is made anew from
// the blocks, whether the file is cut. Then three bytes say where, and one what stands there now;
// the first of these where it is cut.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const kit::Original original;
    static const ScratchFolder folder;
    if (size == 0) return 0;
    const bool journal = (data[0] & 1) != 0;
    const bool reindex = (data[0] & 2) != 0;
    bool cut = (data[0] & 4) != 0;
    kit::Files files = journal ? original.open() : original.closed();
    for (sbc::ByteView rest{data + 1, size - 1}; rest.size() >= 4; rest = rest.subspan(4)) {
        const std::size_t place = std::size_t{rest[0]} << 16 | std::size_t{rest[1]} << 8 | rest[2];
        if (cut) files.cut(place);
        if (!cut && files.size() > 0) files.at(place) = static_cast<char>(rest[3]);
        cut = false;
    }
    files.put(folder / "chain");
    // Of an empty file a new store is made; and SQLite takes one byte for nothing.
    const bool shorter = journal || files.chain.size() <= 1;
    (void)original.look_at(folder / "chain", {.reindex = reindex}, shorter);
    return 0;
}
