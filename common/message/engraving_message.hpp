#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "node/message.hpp"

namespace sbc::message {

using chain::Hash;
using chain::Height;

// The bodies of the application "engraved" (docs/protocol.md, section 26): a wallet asks, a node
// answers, all of it direct.
inline constexpr std::size_t most_on_page = 20;
inline constexpr Height from_the_top{node::highest};  // to be shown: below this

struct Show {  // wallet: the last ones below this height. And tell me of what waits, from now on.
    Height below{};
    friend bool operator==(const Show&, const Show&) = default;
};
// Node: all there are with upto <= height < below, the newest first, in my history up to `through`.
// upto 0: there are no more. upto == below: with records, others of the same block follow in the
// next page; without, I remember none that are older.
struct Page {
    Height below{};
    Height upto{};
    Hash through;
    std::vector<node::Record> records;
    [[nodiscard]] bool goes_on() const { return upto == below && !records.empty(); }
    friend bool operator==(const Page&, const Page&) = default;
};
struct Heard {  // node: this one waits for a block
    node::ShownPayment shown;
    friend bool operator==(const Heard&, const Heard&) = default;
};
struct News {  // node: engravings have come or gone from this height on
    Height from{};
    friend bool operator==(const News&, const News&) = default;
};
using EngravingMessage = std::variant<Show, Page, Heard, News>;

// The one spelling, and strict about it: as node::encode() and node::decode_light_message().
[[nodiscard]] std::string encode(const EngravingMessage& message);
[[nodiscard]] Result<EngravingMessage, node::MessageError> decode_engraving_message(
    std::string_view body);

}  // namespace sbc::message
