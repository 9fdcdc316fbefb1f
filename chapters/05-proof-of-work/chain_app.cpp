#include "chain_app.hpp"

#include <algorithm>
#include <charconv>
#include <sstream>

#include "base/utf8.hpp"
#include "show.hpp"

namespace stage {

// #region events
using sbc::Tone;

ChainApp::ChainApp(ChainSettings settings, Chain chain)
    : settings_{std::move(settings)}, chain_{std::move(chain)}, builder_{settings_.block_every} {
    for (const Block& block : chain_.blocks()) pool_.included(block.transactions);
}

Actions ChainApp::published(MessageId, const std::string& body, Source from, Moment moment) {
    const auto message = decode_chain_message(body);
    if (!message) return {};  // whoever brought it need not be who wrote it
    if (const auto* news = std::get_if<NewTransaction>(&*message)) on_transaction(*news);
    if (const auto* news = std::get_if<NewBlock>(&*message)) on_block(*news, from, moment);
    build_when_due(moment);
    return out_.take();
}

// #endregion events

// #region direct
Actions ChainApp::direct(LinkId from, const std::string& body, Moment moment) {
    const auto message = decode_chain_message(body);
    if (!message) {
        out_.tell(Tone::Warn, "a neighbour talks nonsense: " + message.error().text);
        out_.add(sbc::p2p::Close{from, 10});
    } else if (const auto* question = std::get_if<GetBlocks>(&*message)) {
        on_get_blocks(from, *question);
    } else if (const auto* blocks = std::get_if<Blocks>(&*message)) {
        on_blocks(from, *blocks, moment);
    } else if (const auto* other = std::get_if<OtherHistory>(&*message)) {
        out_.tell(Tone::Bad, "a neighbour has another history: its block " +
                                 std::to_string(other->height.value()) + " is not ours");
    }
    build_when_due(moment);
    return out_.take();
}

// #endregion direct

// #region events-rest
Actions ChainApp::joined(LinkId neighbour, Moment) {
    ask(neighbour);
    return out_.take();
}

Actions ChainApp::delivered(const std::string&) {
    out_.tell(Tone::Faint, "the core has passed it on");
    return out_.take();
}

Actions ChainApp::on_time(Moment moment) {
    build_when_due(moment);
    return out_.take();
}
// #endregion events-rest

// #region transaction
void ChainApp::on_transaction(const NewTransaction& message) {
    const auto added = pool_.add(message.transaction);
    out_.tell(Tone::Faint, (added ? "waits: " : "not taken, " + added.error().text + ": ") +
                               describe(message.transaction));
}
// #endregion transaction

// #region on-block
void ChainApp::on_block(const NewBlock& message, Source from, Moment moment) {
    if (message.height <= above(chain_.height())) {
        take(message.height, message.block, moment.wall);
    } else if (from.link) {
        ask(*from.link);  // we have missed something
    }
}

// Whether this is the block that we have at this height, now or since long.
bool ChainApp::take(Height height, const Block& block, std::chrono::sys_seconds wall) {
    const Hash hash = hash_of(block.header);
    if (chain_.has(height, hash)) return true;
    const std::string name = "block " + std::to_string(height.value()) + " " + short_text(hash);
    const auto added = chain_.add(block, wall);
    if (!added) {
        const bool elsewhere = added.error().reason == BlockError::NotLinked;
        out_.tell(Tone::Bad, "refused " + name + ": " + added.error().text +
                                 (elsewhere ? "; somebody has another history" : ""));
        return false;
    }
    pool_.included(block.transactions);
    out_.tell(Tone::Good,
              "new " + name + ", transactions: " + std::to_string(block.transactions.size()));
    return true;
}
// #endregion on-block

// #region catch-up
void ChainApp::ask(LinkId neighbour) {
    say_to(neighbour, GetBlocks{chain_.height(), hash_of(chain_.tip())});
}

void ChainApp::on_get_blocks(LinkId from, const GetBlocks& message) {
    if (message.height <= chain_.height() && !chain_.has(message.height, message.tip)) {
        say_to(from, OtherHistory{message.height});
    } else {
        say_to(from, blocks_above(message.height, chain_.blocks()));
    }
}

// Each must fit on the one before. So a newcomer, who has nothing but the genesis block, takes any
// history that holds, and whoever has one keeps it.
void ChainApp::on_blocks(LinkId from, const Blocks& message, Moment moment) {
    Height height = message.height;
    for (const Block& block : message.blocks) {
        if (!take(height, block, moment.wall)) return;
        height = above(height);
    }
    if (!message.blocks.empty()) ask(from);  // until nothing follows
}

void ChainApp::say_to(LinkId to, const ChainMessage& message) {
    out_.send(to, sbc::p2p::Direct{name(), encode(message)});
}
// #endregion catch-up

// #region build-when-due
void ChainApp::build_when_due(Moment moment) {
    if (!builder_.due(!pool_.waiting().empty(), moment.now)) return;
    const Height height = above(chain_.height());
    const Block block = build_block(chain_.tip(), pool_.for_a_block(), moment.wall);
    take(height, block, block.header.time);  // our own: never too far ahead
    out_.add(sbc::p2p::Publish{name(), encode(NewBlock{height, block})});
}
// #endregion build-when-due

// #region typed
Actions ChainApp::typed(const std::string& line, Moment moment) {
    if (line == "pay" || line.starts_with("pay ")) {
        pay(line.substr(3), PaymentNonce{moment.fresh});
    } else if (line == "pool") {
        out_.tell(Tone::Title, "waiting: " + std::to_string(pool_.waiting().size()));
        for (const std::string& transaction : pool_.waiting())
            out_.tell(Tone::Plain, "  " + describe(transaction));
    } else if (line == "show") {
        const auto& blocks = chain_.blocks();
        for (std::size_t i = blocks.size() - std::min<std::size_t>(blocks.size(), 10);
             i < blocks.size(); ++i) {
            for (std::string& shown : show_block(Height{i}, blocks[i]))
                out_.tell(Tone::Plain, std::move(shown));
        }
    }
    return out_.take();
}
// #endregion typed

// #region pay
void ChainApp::pay(const std::string& words, PaymentNonce nonce) {
    std::istringstream in{words};
    std::string to, number, note;
    in >> to >> number >> std::ws;
    std::getline(in, note);
    std::uint64_t points = 0;
    const char* const end = number.data() + number.size();
    const auto read = std::from_chars(number.data(), end, points);
    const bool sound = read.ec == std::errc{} && read.ptr == end &&
                       points <= sbc::json_max_integer && sbc::is_utf8(sbc::as_bytes(words));
    const std::string text =
        encode(Transaction{settings_.name, to, Points{sound ? points : 0}, note, nonce});
    if (!decode_transaction(text)) {
        const bool too_long = to.size() > longest_name || note.size() > longest_note;
        return out_.tell(Tone::Bad,
                         std::string{"not paid; say: pay bob 100 you are great"} +
                             (too_long ? " (a name has at most 64 bytes, a note 200)" : ""));
    }
    out_.add(sbc::p2p::Publish{name(), encode(NewTransaction{text})});
}
// #endregion pay

}  // namespace stage
