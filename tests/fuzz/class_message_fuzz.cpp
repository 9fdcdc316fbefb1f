// The messages of the application "class": whatever comes is refused with a reason, or is the one
// spelling of what was read, within the bounds, and fits into what p2p carries. Whether the host
// has signed it can be asked of whatever was read.
#include <algorithm>
#include <cstdlib>
#include <functional>

#include "base/bytes.hpp"
#include "base/canonical.hpp"
#include "base/utf8.hpp"
#include "classroom/class_message.hpp"
#include "p2p/carried.hpp"

namespace {

using namespace sbc::classroom;

void require(bool what) {
    if (!what) std::abort();
}
void require_names(const std::vector<std::string>& names, std::size_t most) {
    require(names.size() <= most && std::all_of(names.begin(), names.end(), is_nick));
    require(std::adjacent_find(names.begin(), names.end(), std::greater_equal<>{}) == names.end());
}

// Each holds only in a network where its key is the host's; one bit more, and it does not.
template <class Word>
void check_seal(Word word) {
    const auto code = new_class("fuzz", std::chrono::seconds{5}, word.seal.key).value();
    require(is_host(code, word.seal.key));
    const bool good = holds(word, code, {});
    word.seal.signature.bytes.front() ^= 1;
    require(!good || !holds(word, code, {}));
    require(!holds(word, ClassCode{}, {}));
}

void check(const Order& order) {
    require(order.number <= sbc::json_max_integer && sbc::chain::time_fits(order.until));
    require_names(order.apart, most_apart);
    check_seal(order);
}
void check(const Here& here) {
    require(is_nick(here.name));
    if (here.order) check(*here.order);
}
void check(const Presence& presence) {
    require(is_nick(presence.name));
    require_names(presence.links, most_links);
    require(!presence.headers.empty() && presence.headers.size() <= most_headers);
    require(presence.height.value() <= 1'000'000'000 && presence.wallets <= 10'000);
}
void check(const Ask& ask) { require(is_nick(ask.name) && sbc::crypto::valid(ask.address)); }
void check(const Gift& gift) {
    require(is_nick(gift.name) && sbc::crypto::valid(gift.address));
    require(gift.word.size() <= longest_word && sbc::is_utf8(sbc::as_bytes(gift.word)));
    check_seal(gift);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text{sbc::as_text({data, size})};
    const auto message = decode(text);
    if (!message) {
        const std::string& why = message.error().text;
        require(!why.empty() && sbc::is_utf8(sbc::as_bytes(why)));
        return 0;
    }
    require(text.size() <= sbc::p2p::longest_spread && sbc::is_canonical_object(text, 7));
    require(encode(*message) == text);
    require(!sbc::p2p::unsendable(sbc::p2p::Direct{"class", text}));
    require(!sbc::p2p::unsendable(sbc::p2p::Spread{"class", sbc::p2p::MessageId{1}, 0, text}));
    std::visit([](const auto& one) { check(one); }, *message);
    return 0;
}
