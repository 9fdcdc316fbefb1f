// Writes a payment by hand: what a wallet does, step by step. Its text is then said to a node.
#include <charconv>
#include <chrono>

#include "base/console.hpp"
#include "chain/network.hpp"
#include "crypto/address.hpp"
#include "ledger/transaction.hpp"

namespace {

using sbc::ledger::Amount;

// A key that everybody can guess, so that demo and tests need no file. One for points that matter
// comes from dice that nobody can foresee, and lies sealed in a key file (chapter 06).
sbc::crypto::SigningKey key_of(const std::string& name) {
    const auto seed = sbc::crypto::hash256(sbc::as_bytes("SimpleBitcoin/lab/" + name));
    return sbc::crypto::SigningKey{sbc::crypto::SigningKey::Seed{seed.bytes}};
}

// "hash:index of amount", as `balance` shows a coin.
struct Coin {
    sbc::ledger::Outpoint outpoint;
    std::uint64_t amount = 0;
};
std::optional<Coin> read_coin(const std::string& hash, const std::string& place,
                              const std::string& amount) {
    Coin coin;
    const auto id = sbc::crypto::hash_from_text(hash);
    if (!id) return std::nullopt;
    coin.outpoint.transaction = *id;
    const auto read = [](const std::string& digits, auto& into) {
        const char* const end = digits.data() + digits.size();
        const auto result = std::from_chars(digits.data(), end, into);
        return result.ec == std::errc{} && result.ptr == end;
    };
    if (!read(place, coin.outpoint.index) || !read(amount, coin.amount)) return std::nullopt;
    return coin;
}

}  // namespace

int main(int argc, char** argv) {
    std::string name;
    std::string coin_text;
    std::string worth;
    std::string to;
    std::string note;
    std::string app = "memo";
    std::uint32_t amount = 0;
    std::uint32_t fee = 1;
    std::uint32_t spacing = 5;
    sbc::chain::Network network;
    sbc::CommandLine options{"sign", "Signs a payment of one coin; or shows somebody's address."};
    options.word("name", name, "who pays: the key is made of this name, and anybody can guess it");
    options.option("--coin", coin_text, "the coin: the transaction's id, a colon, the place");
    options.option("--worth", worth, "the points in it");
    options.option("--to", to, "the address, or the name, that is paid");
    options.option("--amount", amount, "the points for it");
    options.option("--fee", fee, "the points for the miner; the rest comes back");
    options.option("--note", note, "why");
    options.option("--app", app, "what the note is for: memo; or name, for a name of your own");
    options.option("--network", network.name, "the network's name");
    options.option("--spacing", spacing, "seconds between blocks, as the network has agreed");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;
    const auto key = key_of(name);
    if (coin_text.empty()) {
        sbc::say(sbc::crypto::to_address(key.public_key()));
        return 0;
    }
    network.spacing = std::chrono::seconds{spacing};
    const auto colon = coin_text.find(':');
    const auto coin = colon == std::string::npos ? std::nullopt
                                                 : read_coin(coin_text.substr(0, colon),
                                                             coin_text.substr(colon + 1), worth);
    const auto address = sbc::crypto::from_address(to);
    if (!address && to.starts_with("sb1")) {  // no name: points that nobody would find again
        sbc::log_error("--to: " + address.error().text);
        return 2;
    }
    if (!coin || to.empty() || !sbc::chain::sound(network) ||
        coin->amount < std::uint64_t{amount} + fee) {
        sbc::log_error(
            "say: sign NAME --coin ID:PLACE --worth POINTS --to ADDRESS --amount POINTS");
        return 2;
    }
    sbc::ledger::Transaction payment;
    payment.inputs = {{coin->outpoint, {}}};
    payment.outputs = {{address ? *address : key_of(to).public_key(), Amount{amount}}};
    const std::uint64_t change = coin->amount - amount - fee;
    if (change > 0) payment.outputs.push_back({key.public_key(), Amount{change}});
    if (!note.empty()) payment.note = {app, note};
    const auto id = hash_of(sbc::chain::genesis(network).header);
    payment.inputs[0].signature =
        key.sign(sbc::ledger::signed_bytes(id, sbc::ledger::encode_unsigned(payment)));
    sbc::say(sbc::ledger::encode(payment));
}
