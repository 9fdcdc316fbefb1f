#include "pool_play.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    pool::PoolPlay{{data, std::min<std::size_t>(size, 150)}}.run();
    return 0;
}
