#pragma once

#include <array>
#include <optional>
#include <vector>

#include "chain/network.hpp"
#include "chain/place.hpp"

namespace sbc::chain {

// The middle one of the last eleven times (BIP 113); of fewer, where there are no more. Kept in
// order: a header costs a few moves, not a sort.
class MedianTime {
public:
    static constexpr std::size_t of = 11;
    void add(std::uint32_t seconds);
    [[nodiscard]] std::size_t count() const { return count_; }
    [[nodiscard]] std::uint32_t median() const { return ordered_[count_ / 2]; }  // of at least one

private:
    std::array<std::uint32_t, of> latest_{};   // a ring
    std::array<std::uint32_t, of> ordered_{};  // the same, the smallest first
    std::size_t count_ = 0;
    std::size_t next_ = 0;  // in the ring
};

// A run of headers, one on the other, that may begin anywhere: a piece of a chain in a file, or one
// that a peer shows before anything of it is kept. Checks what a BlockTree checks, but keeps only
// the times of one interval. Of a run whose beginning is not known it says what it took on trust.
class HeaderVerifier {
public:
    // The run begins at this height, on nothing that we know. On trust are its first parent, its
    // first bits, and what unchecked_retargets() says.
    HeaderVerifier(const Network& network, Height first);
    // It begins on this place, with all that lies below it: nothing is on trust.
    HeaderVerifier(const Network& network, const Place& parent);

    // The next one. UnknownParent: it does not name the last one. WrongBits, BadTarget,
    // NotEnoughWork, TooEarly, TooFarAhead as in a tree; of any version. After a refusal the run is
    // as it was.
    [[nodiscard]] Result<void, BlockError> add(const Header& header, std::chrono::sys_seconds wall);

    [[nodiscard]] std::uint64_t count() const { return count_; }
    [[nodiscard]] Height next_height() const { return height_; }
    // Of the last header; of the parent before the first; nothing if that is not known.
    [[nodiscard]] const std::optional<Hash>& last_hash() const { return last_; }
    // Of the run alone.
    [[nodiscard]] const U256& work() const { return work_; }
    // Heights in the run whose new target was measured from before it. All that is known of these
    // is that they stay within the clamp and the network's easiest (at the first header, the
    // latter).
    [[nodiscard]] const std::vector<Height>& unchecked_retargets() const { return unchecked_; }

private:
    enum class Due { Right, Wrong, Unknown };
    [[nodiscard]] Due due(Bits bits, const U256& target) const;
    [[nodiscard]] bool within_clamp(const U256& target) const;
    [[nodiscard]] Result<void, BlockError> check_time(std::chrono::sys_seconds time,
                                                      std::chrono::sys_seconds wall) const;
    [[nodiscard]] std::chrono::sys_seconds time_at(Height height) const;
    void remember(std::uint32_t seconds);

    Network network_;
    U256 easiest_;
    Height height_;            // of the next header
    std::uint64_t known_ = 0;  // as many times are known before it
    std::uint64_t count_ = 0;
    std::optional<Hash> last_;
    std::optional<Bits> bits_;  // of the last header
    U256 work_;
    std::vector<std::uint32_t> times_;  // a ring, by height
    MedianTime median_;
    TargetCache targets_;
    std::vector<Height> unchecked_;
};

}  // namespace sbc::chain
