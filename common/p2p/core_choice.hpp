#pragma once

#include <cstddef>
#include <deque>
#include <vector>

#include "net/address.hpp"

namespace sbc::p2p {

using net::Address;

// Which core an edge tries next. First what a full core advises; then by turns one of those that it
// was told of and one of those that it was given, each round and round: whatever it is told, every
// second attempt is one of its own.
class CoreChoice {
public:
    // At least one is given. `max_told` are remembered beside them.
    CoreChoice(std::vector<Address> given, std::size_t max_told);

    [[nodiscard]] Address next();
    // It took us: to be remembered, also when it was only a hint.
    void welcomed(const Address& core);
    // A core's list. Where there is no room, those go that did not answer when they were last
    // tried; the others stay.
    void told(const std::vector<Address>& cores);
    // A full core's advice: to be remembered, and a few of it to be followed at once; not that of
    // one that was a hint itself, or they could lead us about among themselves.
    void advised(const std::vector<Address>& cores);

    // The given ones first.
    [[nodiscard]] std::vector<Address> all() const;

private:
    struct Told {
        Address address;
        bool failed = false;
    };
    [[nodiscard]] std::deque<Told>::iterator find(const Address& core);
    void remember(const Address& core);

    std::vector<Address> given_;
    std::size_t max_told_;
    std::size_t next_given_ = 0;
    bool given_is_next_ = false;  // the last one was told
    std::deque<Told> told_;       // the one that was tried last at the end
    std::deque<Address> hints_;   // not tried yet
    bool hinted_ = false;         // the one that is being tried was a hint
};

}  // namespace sbc::p2p
