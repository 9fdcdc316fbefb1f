#pragma once

#include <set>
#include <unordered_set>
#include <vector>

#include "chain/network.hpp"
#include "chain/place.hpp"

namespace sbc::chain {

// All the headers that we know, each on the one that it names: every history, not only ours
// (lesson 05). A header may come long before its body, or without one; only a place whose bodies
// are all there can be followed. Owns no body, reads no clock: the caller passes its wall time. One
// thread. Pointers to places hold until accept() is called again; those to ours and below, always.
//
// Hardened from the lesson: about 190 bytes a block; what is due at a place is found in a
// logarithm of steps; the best end is kept, not searched; a bad block costs its descendants and not
// all; so many blocks may stand aside, and the ones with the least work give way.
class BlockTree {
public:
    static constexpr std::chrono::hours most_ahead{2};  // a clock may be wrong by so much
    static constexpr std::size_t median_of = 11;

    // Throws for a network that is not sound().
    explicit BlockTree(Network network, std::size_t most_aside = 10'000);
    BlockTree(const BlockTree&) = delete;
    BlockTree& operator=(const BlockTree&) = delete;

    [[nodiscard]] const Network& network() const { return network_; }
    [[nodiscard]] const Place& root() const { return *root_; }
    [[nodiscard]] const Place* find(const Hash& hash) const;
    [[nodiscard]] std::size_t size() const { return places_.size(); }

    // A header that has been checked, for its place; the one that it has, if it came before. All
    // refusals of Stage::Accept. Its target must be the one that is due, its time later than the
    // median of the eleven before it (BIP 113) and at most two hours after `wall`.
    [[nodiscard]] Result<const Place*, BlockError> accept(const CheckedHeader& checked,
                                                          std::chrono::sys_seconds wall);
    // What a block on this one must have: these bits, and a time later than this.
    [[nodiscard]] Bits next_bits(const Place& parent) const;
    [[nodiscard]] static std::chrono::sys_seconds median_time(const Place& parent);

    // The store has its transactions now.
    void body_arrived(const Place& place);
    // The ledger has refused it: it is bad, and all that stand on it.
    void mark_bad(const Place& refused);

    // The end of the history with the most work, of those that are complete and not bad. Of two
    // with the same, the one that was complete first: so nobody leaves one for the other.
    [[nodiscard]] const Place& best() const { return **complete_ends_.rbegin(); }
    // The same among all headers that are not bad: what it is worth to ask for bodies of.
    [[nodiscard]] const Place& best_header() const { return **ends_.rbegin(); }

    // The end of the history that is followed. What lies below it never has to go.
    void follow(const Place& ours) { ours_ = &ours; }
    [[nodiscard]] const Place& ours() const { return *ours_; }
    // The hashes of the places that had to go since this was last asked, and had a body.
    [[nodiscard]] std::vector<Hash> take_forgotten();

private:
    // The block's hash is as good as random, and to choose it costs work: no salt is needed.
    struct ByHash {
        using is_transparent = void;  // NOLINT(readability-identifier-naming): the library's name
        std::size_t operator()(const Hash& hash) const noexcept;
        std::size_t operator()(const Place& place) const noexcept { return (*this)(place.hash); }
    };
    struct SameHash {
        using is_transparent = void;  // NOLINT(readability-identifier-naming): the library's name
        static const Hash& hash(const Hash& hash) { return hash; }
        static const Hash& hash(const Place& place) { return place.hash; }
        bool operator()(const auto& a, const auto& b) const { return hash(a) == hash(b); }
    };
    struct LessWork {
        bool operator()(const Place* a, const Place* b) const;
    };
    struct LessWorkThenLater {
        bool operator()(const Place* a, const Place* b) const;
    };

    [[nodiscard]] Result<void, BlockError> check_place(const Header& header, const Place& parent,
                                                       std::chrono::sys_seconds wall) const;
    [[nodiscard]] Result<void, BlockError> make_room(const Place& parent, const U256& work);
    const Place& insert(const CheckedHeader& checked, const Place& parent, const U256& work);
    void forget(const Place& leaf);
    void reopen(const Place& parent);
    void complete(const Place& place);

    Network network_;
    U256 easiest_;
    std::size_t most_aside_;
    std::unordered_set<Place, ByHash, SameHash> places_;
    const Place* root_;
    const Place* ours_;
    std::set<const Place*, LessWork> leaves_;                  // nothing stands on them
    std::set<const Place*, LessWork> ends_;                    // good, and nothing good on them
    std::set<const Place*, LessWorkThenLater> complete_ends_;  // the same with all bodies
    std::uint32_t completed_ = 0;
    TargetCache targets_;
    std::vector<Hash> forgotten_;
};

}  // namespace sbc::chain
