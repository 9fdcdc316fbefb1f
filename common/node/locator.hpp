#pragma once

#include <vector>

#include "chain/chain.hpp"

namespace sbc::node {

using chain::Hash;
using chain::Header;
using chain::Height;
using chain::Place;

// Where a history is, in few hashes: the highest ten blocks one by one, then in steps that double,
// and the genesis block. Two who compare theirs in this way find, in one question, a block that
// both have, at most twice as far down as the last one they share. For any height that fits a
// message at most 41 hashes (lesson 07).
[[nodiscard]] std::vector<Hash> locator_of(const Place& end);

// The first of these that is in our history; the genesis block, if none is: whoever has asked has
// another one, and will see that.
[[nodiscard]] const Place& shared_by(const chain::Chain& chain, const std::vector<Hash>& locator);

// The answer to a locator: what follows in our history, at most `most` headers.
[[nodiscard]] std::vector<Header> headers_after(const chain::Chain& chain,
                                                const std::vector<Hash>& locator, std::size_t most);

// The highest place of the history that ends here up to which all bodies are there.
[[nodiscard]] const Place& last_complete(const Place& end);

}  // namespace sbc::node
