// A letter by hand: card, seal and open one after the other, with copy and paste in the place of
// the post.
#include <chrono>

#include "base/console.hpp"
#include "base/utf8.hpp"
#include "crypto/random_bytes.hpp"
#include "lab/names.hpp"
#include "mail_message.hpp"
#include "sealed_note.hpp"

namespace {

using namespace stage;

int refused(const std::string& why) {
    sbc::say(sbc::Tone::Bad, "refused: " + why);
    return 1;
}

Time today() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

// The card of somebody by his name. By hand there is no stamp on anything.
Card card_of(const std::string& name, const Hash& network) {
    const auto owner = lab::key_of(name);
    const Time from = std::chrono::floor<std::chrono::days>(today());
    Card card{owner.public_key(),
              Sequence{1},
              public_half(lab::card_secret_of(name)),
              from,
              from + std::chrono::days{30},
              {},
              {}};
    sign(card, network, owner);
    return card;
}

int seal_one(const std::string& from, const std::string& to, const std::string& text,
             const Hash& network) {
    const auto card = decode(to);
    if (!card || !std::holds_alternative<Card>(*card)) {
        return refused(card ? "this is no card" : card.error().text);
    }
    if (const auto sound = check(std::get<Card>(*card), network); !sound) {
        return refused(sound.error().text);
    }
    if (const auto valid = check_now(std::get<Card>(*card), today()); !valid) {
        return refused(valid.error().text);
    }
    const auto letter = seal({text, today(), today() + longest_held}, std::get<Card>(*card),
                             lab::key_of(from), sbc::crypto::random_secret<32>(), network);
    if (!letter) return refused(letter.error().text);
    sbc::say(encode(*letter));
    return 0;
}

int open_one(const std::string& name, const std::string& text, const Hash& network) {
    const auto read = decode(text);
    if (!read || !std::holds_alternative<Letter>(*read)) {
        return refused(read ? "this is no letter" : read.error().text);
    }
    const auto& letter = std::get<Letter>(*read);
    const auto inside = open(letter, lab::card_secret_of(name, letter.card), network, today());
    if (!inside) return refused(inside.error().text);
    sbc::say(sbc::Tone::Good,
             "from " + lab::name_of(inside->from) + ": " + sbc::printable(inside->text));
    return 0;
}

int open_the_note(const std::string& name, const std::string& text, const Hash& network) {
    const auto payment = sbc::ledger::check_transaction(text);
    if (!payment) return refused(payment.error().text);
    if (!payment->parts().note || payment->parts().inputs.empty()) return refused("it has no note");
    const NotePlace place{lab::key_of(name).public_key(), payment->parts().inputs.front().spends};
    const auto note = open_note(*payment->parts().note, place, lab::card_secret_of(name), network);
    if (!note) return refused(note.error().text);
    sbc::say(sbc::Tone::Good, "the note says: " + sbc::printable(*note));
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    std::string name;
    std::string from;
    std::string to;
    std::string text;
    std::uint32_t spacing = 5;
    sbc::chain::Network network;
    sbc::CommandLine options{"letter", "Seals letters and opens them, by hand."};
    options.option("--network", network.name, "the network's name");
    options.option("--spacing", spacing, "seconds between blocks, as the network has agreed");
    auto& card = options.command("card", "shows somebody's card");
    card.word("name", name, "whose: the keys are made of it, and anybody can guess them");
    auto& sealing = options.command("seal", "seals a text");
    sealing.option("--from", from, "the name of who writes");
    sealing.option("--to", to, "the card of the one to whom he writes, or his name");
    sealing.word("text", text, "what he writes");
    auto& opening = options.command("open", "opens a letter");
    opening.word("name", name, "who opens it");
    opening.word("letter", text, "the letter, as seal has shown it");
    auto& note = options.command("note", "opens the note of a payment");
    note.word("name", name, "who has been paid");
    note.word("payment", text, "the payment, as sign has shown it");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;
    network.spacing = std::chrono::seconds{spacing};
    if (!sound(network)) return refused("a spacing has 1 to 86,400 seconds");
    const Hash id = lab::id_of(network);
    if (options.chosen() == "card") sbc::say(encode(card_of(name, id)));
    if (options.chosen() == "card") return 0;
    if (options.chosen() == "open") return open_one(name, text, id);
    if (options.chosen() == "note") return open_the_note(name, text, id);
    if (from.empty() || to.empty()) {
        sbc::log_error("say who writes, with --from NAME, and to whom, with --to NAME or a card");
        return 2;
    }
    const bool is_card = to.starts_with('{');
    return seal_one(from, is_card ? to : encode(card_of(to, id)), text, id);
}
