#include <algorithm>
#include <chrono>
#include <csignal>

#include "base/console.hpp"
#include "base/hex.hpp"
#include "base/u256.hpp"
#include "merkle.hpp"
#include "network.hpp"
#include "search.hpp"
#include "transaction.hpp"

// #region read-bits
using Clock = std::chrono::steady_clock;

// Eight hex digits, the highest first: as bits are usually written.
static std::optional<stage::Bits> read_bits(const std::string& digits) {
    const auto bytes = sbc::from_hex(digits);
    if (!bytes || bytes->size() != 4) return std::nullopt;
    return stage::Bits{sbc::load_be32(std::span{*bytes}.first<4>())};
}

static std::string count_text(const sbc::U256& count) {
    if (count.bit_length() <= 64) return std::to_string(count.low64());
    return "2^" + std::to_string(count.bit_length() - 1) + " or more";
}
// #endregion read-bits

// #region block-of
// The block above the classroom's genesis block, with one transaction. The same words make the same
// block, so that whoever mines it finds the same nonce.
static stage::Block block_of(const std::string& words, stage::Bits bits) {
    const stage::Network classroom;
    const stage::Transaction gift{"alice", "bob", stage::Points{100}, words, {}};
    stage::Block block;
    block.header.previous = hash_of(genesis(classroom).header);
    block.header.time = classroom.begins + classroom.spacing;
    block.header.bits = bits;
    block.transactions = {encode(gift)};
    block.header.merkle_root = stage::merkle_root(stage::leaves_of(block.transactions));
    return block;
}
// #endregion block-of

// #region mine
static volatile std::sig_atomic_t asked_to_end = 0;

// Some nonces at a time, so that it can say how far it is, and be stopped.
static std::optional<stage::Header> mine(stage::Header header, std::uint64_t& tries) {
    constexpr std::uint32_t at_a_time = 50'000;
    auto next_word = Clock::now() + std::chrono::seconds{2};
    while (asked_to_end == 0) {
        if (const auto found = search(header, at_a_time)) {
            tries += found->nonce.value() - header.nonce.value() + 1;
            return found;
        }
        tries += at_a_time;
        header = further(header, at_a_time);
        if (Clock::now() < next_word) continue;
        sbc::say(sbc::Tone::Faint, std::to_string(tries) + " tried, in vain");
        next_word += std::chrono::seconds{2};
    }
    return std::nullopt;
}
// #endregion mine

// #region show-found
static void show(const stage::Header& header, std::uint64_t tries, Clock::duration took) {
    const double seconds = std::max(std::chrono::duration<double>{took}.count(), 1e-6);
    const auto rate = static_cast<std::uint64_t>(static_cast<double>(tries) / seconds);
    sbc::say("header    " + sbc::to_hex(encode(header)));
    sbc::say(sbc::Tone::Good, "hash      " + to_text(hash_of(header)));
    sbc::say("nonce     " + std::to_string(header.nonce.value()));
    sbc::say("tries     " + std::to_string(tries) + " in " + std::to_string(seconds) +
             " seconds: " + std::to_string(rate) + " a second");
}
// #endregion show-found

// #region mine-main
int main(int argc, char** argv) {
    std::string digits = "1f00ffff";
    std::vector<std::string> words;
    sbc::CommandLine options{"mine", "Mines one block, in which alice gives bob 100 points."};
    options.option("--bits", digits, "the target, as a header says it: 8 hex digits");
    options.words("words", words, "what she says to it");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;
    std::string note;
    for (const std::string& word : words) note += (note.empty() ? "" : " ") + word;
    const auto bits = read_bits(digits);
    const auto target = target_of(bits.value_or(stage::Bits{}));
    if (!bits || !target || note.size() > stage::longest_note) {
        sbc::log_error(!bits     ? "--bits takes 8 hex digits, for instance 1f00ffff"
                       : !target ? "--bits " + digits + ": " + target.error().text
                                 : "the words have at most 200 bytes");
        return 2;
    }
    for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, [](int) { asked_to_end = 1; });
    const stage::Block block = block_of(note, *bits);
    sbc::say("block of  " + block.transactions[0]);
    sbc::say("target    " + target->to_hex());
    sbc::say("expected  " + count_text(stage::work_of(*bits)) + " tries");
    std::uint64_t tries = 0;
    const auto began = Clock::now();
    const auto found = mine(block.header, tries);
    if (!found) {
        sbc::say(sbc::Tone::Warn, "stopped after " + std::to_string(tries) + " tries: no block");
        return 1;
    }
    show(*found, tries, Clock::now() - began);
}
// #endregion mine-main
