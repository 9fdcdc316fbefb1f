// Six ways to cheat with letters, each against code that forgets one thing (lab/naive.hpp), or
// with --ours against the stage's own.
#include <algorithm>
#include <functional>

#include "lab/crafted.hpp"
#include "lab/naive.hpp"
#include "lab/village.hpp"
#include "mail_message.hpp"
#include "post_office.hpp"
#include "seen.hpp"

namespace lab {

// Neither: the trick was not played as it should have been, and nothing follows from that.
static void unclear(const std::string& what) { sbc::log_error("unclear: " + what); }

// #region directory
// Mallory keeps the directory, or sits on the line to it.
static void naive_directory(const Village& village) {
    const std::string true_word = "the safe opens with 4711";
    const std::string false_word = "the safe opens with 1234";
    naive::Directory book{{village.ben.public_key(), village.card_of_ben.key}};
    book[village.ben.public_key()] =
        village.card_of_mallory.key;  // nobody has signed what was there
    sbc::say("mallory writes her key into the book, beside ben's address");
    const auto sent =
        naive::seal(true_word, book.at(village.ben.public_key()), random_secret<32>());
    sbc::say("ann looks up ben's key, and seals: " + true_word);
    const std::string read = naive::open(sent, village.mallorys).value();
    sbc::say("mallory opens it, and reads: " + read);
    const auto passed_on = naive::seal(false_word, village.card_of_ben.key, random_secret<32>());
    const std::string got = naive::open(passed_on, village.bens).value();
    sbc::say("ben opens what she has sealed for him: " + got);
    if (read != true_word || got != false_word) return unclear("they read something else");
    succeeded("mallory has read ann's letter, ben has got another one, and neither has noticed");
}

static void our_directory(const Village& village) {
    Card forged = village.card_of_ben;
    if (!check(forged, village.network)) return unclear("ben's own card is not taken");
    forged.key = village.card_of_mallory.key;
    sbc::say("mallory puts her key on ben's card, and leaves the signature as it was");
    const auto altered = check(forged, village.network);
    sign(forged, village.network, village.mallory);
    sbc::say("then she signs it herself");
    const auto hers = check(forged, village.network);
    if (altered || hers) return succeeded("ann seals for mallory's key");
    refused(hers.error().text);
}
// #endregion directory

// #region replay
static void naive_replay(const Village& village) {
    const auto box =
        naive::seal("give the bearer 20 points", village.card_of_ben.key, random_secret<32>());
    int paid = 0;
    for (int day = 1; day <= 3; ++day) {
        const bool opened = naive::open(box, village.bens).has_value();
        if (opened) ++paid;
        sbc::say("day " + std::to_string(day) + ": the letter comes, and ben gives mallory " +
                 (opened ? "20 points" : "nothing"));
    }
    if (paid < 2) return unclear("it was not obeyed again");
    succeeded("one letter of ann's, kept and sent again, was obeyed " + std::to_string(paid) +
              " times");
}

static void our_replay(const Village& village) {
    const Letter letter = village.letter("give the bearer 20 points", village.card_of_ben);
    const Hash id = id_of(letter, village.network);
    Seen seen;
    std::string again;
    for (int day = 1; day <= 5; ++day) {
        const Time now = village.now + std::chrono::days{day - 1};
        const auto inside = open(letter, village.bens, village.network, now);
        const auto taken = seen.take(id, letter.until, now);
        const std::string why = !taken ? taken.error().text : (inside ? "" : inside.error().text);
        sbc::say("day " + std::to_string(day) + ": " +
                 (why.empty() ? "ben gives mallory 20 points" : why));
        if (day == 1 && !why.empty()) return unclear("ben did not even obey once");
        if (day > 1 && why.empty()) return succeeded("ben has obeyed twice");
        if (day == 2) again = why;
    }
    refused(again);
}
// #endregion replay

// #region dice
// All seconds of the day on which the letter was written, one after the other.
static std::optional<AgreementSecret> guess(const Letter& letter, Time day) {
    for (int second = 0; second < 86'400; ++second) {
        auto secret = naive::guessable(day + std::chrono::seconds{second});
        if (public_half(secret) != letter.key) continue;
        sbc::say("mallory tries the seconds of the day: number " + std::to_string(second) +
                 " makes the letter's key");
        return secret;
    }
    sbc::say("mallory tries the 86400 seconds of the day: none makes the letter's key");
    return std::nullopt;
}

static void try_to_guess(const Village& village, const AgreementSecret& fresh) {
    const Letter letter = village.letter("the safe opens with 4711", village.card_of_ben, fresh);
    sbc::say("ann seals a letter for ben, with the stage's own seal()");
    if (!open(letter, village.bens, village.network, village.now))
        return unclear("ben cannot open it");
    const auto found = guess(letter, std::chrono::floor<std::chrono::days>(village.now));
    if (!found) return refused("the letter's key follows from no time of day");
    const auto inside = open_by_fresh(letter, *found, village.card_of_ben, village.network);
    sbc::say("with it she opens: " + inside.value());
    succeeded("the seal was perfect, and its key was one of 86,400");
}
static void naive_dice(const Village& village) {
    try_to_guess(village, naive::guessable(village.now));
}
static void our_dice(const Village& village) { try_to_guess(village, random_secret<32>()); }
// #endregion dice

// #region bent
static void naive_bent(const Village& /*village*/) {
    const auto key = random_secret<32>();  // ann's and ben's, and nobody else's
    const std::string text = "pay 005 points to the baker";
    naive::Bendable sent{{}, {}};
    sbc::crypto::fill_with_random(sent.first);
    sent.blocks = sbc::crypto::cbc_encrypt(key, sent.first, sbc::as_bytes(text));
    sbc::say("ann encrypts for ben: " + text);
    sent.first[4] ^= std::uint8_t{'0' ^ '9'};  // the fifth letter of the text, she guesses, is a 0
    sbc::say("mallory has no key. She flips two bits of what is on its way");
    const sbc::Bytes opened = sbc::crypto::cbc_decrypt(key, sent.first, sent.blocks);
    const std::string got{opened.begin(), opened.end()};
    sbc::say("ben decrypts: " + got);
    if (got != "pay 905 points to the baker")
        return unclear("it did not become what mallory wanted");
    succeeded("ann has written 005, ben reads " + got.substr(4, 3) + ", and no key was needed");
}

// Every bit of the sealed text, and one of each field that everybody sees.
static void our_bent(const Village& village) {
    const Letter letter = village.letter("pay 005 points to the baker", village.card_of_ben);
    if (!open(letter, village.bens, village.network, village.now))
        return unclear("ben cannot open what nobody has bent");
    std::vector<Letter> bent;
    for (std::size_t bit = 0; bit < letter.sealed.size() * 8; ++bit) {
        bent.push_back(letter);
        bent.back().sealed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    }
    sbc::say("mallory flips a bit of what is sealed, each one in turn: " +
             std::to_string(bent.size()) + " letters");
    for (int field = 0; field < 4; ++field) bent.push_back(letter);
    bent.end()[-1].until += std::chrono::seconds{1};
    bent.end()[-2].card = Sequence{2};
    bent.end()[-3].to = village.mallory.public_key();
    bent.end()[-4].key = village.card_of_mallory.key;
    sbc::say("then she alters what everybody sees: until, card, to and key");
    std::string why;
    for (const Letter& one : bent) {
        const auto opened = open(one, village.bens, village.network, village.now);
        if (opened) return succeeded("one of them opens: " + opened->text);
        why = opened.error().text;
    }
    refused(why);
}
// #endregion bent

// #region mailbox
static void naive_mailbox(const Village& village) {
    naive::Office office;
    office.hold(village.ben.public_key(), village.letter("see you at eight", village.card_of_ben));
    sbc::say(
        "a letter of ann's waits for ben, who is away. Mallory knocks: letters for ben, please");
    const auto hers = office.knock(village.ben.public_key());
    sbc::say("mallory gets " + std::to_string(hers.size()) + " letters, and cannot read them");
    const auto his = office.knock(village.ben.public_key());
    sbc::say("ben comes home, knocks, and gets " + std::to_string(his.size()) + " letters");
    if (!his.empty()) return refused("ben has got his letter");
    if (hers.empty()) return unclear("nobody has got it");
    succeeded("mallory has ben's letters, and he never hears of them");
}

// What a post office answers to an edge, as messages; a Close is none.
struct Answers {
    std::vector<MailMessage> said{};
    bool closed = false;
};
static Answers ask(PostOffice& office, std::uint64_t edge, const MailMessage& question, Time now) {
    const sbc::p2p::LinkId link{edge};
    Answers answers;
    for (const auto& action : office.direct(link, encode(question), {{}, now, 1})) {
        if (std::holds_alternative<sbc::p2p::Close>(action)) answers.closed = true;
        const auto* send = std::get_if<sbc::p2p::Send>(&action);
        if (send == nullptr || send->link != link) continue;
        answers.said.push_back(decode(std::get<sbc::p2p::Direct>(send->message).body).value());
    }
    return answers;
}
static std::size_t letters_in(const Answers& answers) {
    return static_cast<std::size_t>(std::ranges::count_if(
        answers.said, [](const auto& one) { return std::holds_alternative<Letter>(one); }));
}
// Knocks, and signs what is asked with this key.
static Claim claim_by(PostOffice& office, std::uint64_t edge, const PublicKey& address,
                      const SigningKey& signer, const Village& village) {
    const auto asked = ask(office, edge, Knock{address}, village.now).said;
    const Ask challenge = std::get<Ask>(asked.at(0));
    const Bytes part = claim_part(address, challenge.challenge, village.network);
    return {address, signer.sign(part)};
}
// #endregion mailbox

// #region our-mailbox
static void our_mailbox(const Village& village) {
    PostOffice office{{village.network, random_secret<32>(), {}}};
    const PublicKey bens = village.ben.public_key();
    Letter letter = village.letter("see you at eight", village.card_of_ben);
    const Hash id = id_of(letter, village.network);
    letter.stamp = pay(id, village.network, usual_stamp, village.now);
    (void)ask(office, 1, letter, village.now);
    sbc::say("a letter of ann's waits for ben, who is away. Mallory knocks, and is asked to sign");
    std::vector<Answers> tried;
    tried.push_back(ask(office, 2, Knock{bens}, village.now));
    const Claim hers = claim_by(office, 3, bens, village.mallory, village);
    tried.push_back(ask(office, 3, hers, village.now));
    sbc::say("she signs with her own key: " +
             std::string{tried.back().closed ? "the line is cut" : "welcome"});
    const Claim his = claim_by(office, 4, bens, village.ben, village);
    (void)claim_by(office, 5, bens, village.mallory, village);
    tried.push_back(ask(office, 5, his, village.now));
    sbc::say("she says what ben has signed in another connection: " +
             std::string{tried.back().closed ? "the line is cut" : "welcome"});
    Receipt receipt{id, bens, true, {}};
    sign(receipt, village.network, village.mallory);
    (void)ask(office, 6, receipt, village.now);
    sbc::say("she says that he has got it, and signs that in his name");
    for (const Answers& answers : tried) {
        if (letters_in(answers) > 0) return succeeded("mallory has ben's letter");
    }
    const auto got = letters_in(ask(office, 4, his, village.now));
    sbc::say("ben comes home, signs what he is asked, and gets " + std::to_string(got) + " letter");
    if (got == 0) return succeeded("ben's letter is gone");
    refused("only who signs a new challenge with ben's key gets his letters");
}
// #endregion our-mailbox

// #region forwarded
static void naive_forwarded(const Village& village) {
    const auto said = naive::sign("I owe you 50 points", village.ann);
    sbc::say("ann writes to mallory, signs, and seals it for her: " + said.text);
    sbc::say("mallory takes it out, and seals it for ben, with ann's signature in it");
    const auto box = naive::seal(said.text, village.card_of_ben.key, random_secret<32>());
    const naive::Signed got{said.from, naive::open(box, village.bens).value(), said.signature};
    if (!naive::holds(got)) return refused("ann has not signed what ben reads");
    sbc::say("ben opens it. Ann has signed: " + got.text);
    succeeded("ben has ann's word for 50 points that she owes mallory");
}

static void our_forwarded(const Village& village) {
    const Letter to_mallory = village.letter("I owe you 50 points", village.card_of_mallory);
    const Inside inside = open(to_mallory, village.mallorys, village.network, village.now).value();
    sbc::say("mallory opens ann's letter: " + inside.text);
    const Letter again = seal_again(inside, village.card_of_ben, to_mallory.until,
                                    random_secret<32>(), village.network);
    sbc::say("she seals all of it for ben, with ann's signature in it");
    const auto opened = open(again, village.bens, village.network, village.now);
    if (opened) return succeeded("ben believes that ann has written to him: " + opened->text);
    refused(opened.error().text);
}
// #endregion forwarded

// #region tricks
struct Trick {
    std::string forgets;
    std::function<void(const Village&)> naive;
    std::function<void(const Village&)> ours;
};
static const std::map<std::string, Trick>& tricks() {
    static const std::map<std::string, Trick> all{
        {"directory", {"a book of keys that nobody has signed", naive_directory, our_directory}},
        {"replay", {"letters that are taken whenever they come", naive_replay, our_replay}},
        {"dice", {"keys from a generator that was seeded with the time", naive_dice, our_dice}},
        {"bent", {"CBC, and nothing that notices a change", naive_bent, our_bent}},
        {"mailbox", {"letters for whoever names the address", naive_mailbox, our_mailbox}},
        {"forwarded", {"a signature of the text alone", naive_forwarded, our_forwarded}},
    };
    return all;
}
// #endregion tricks

}  // namespace lab

int main(int argc, char** argv) {
    std::vector<std::string> names;
    bool ours = false;
    sbc::CommandLine options{"tricks", "What goes wrong with letters when one thing is forgotten."};
    options.words("name", names, "of a trick; nothing: list them");
    options.flag("--ours", ours, "try it on the letters of this stage instead");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;
    const lab::Village village;
    if (names.empty()) {
        for (const auto& [name, trick] : lab::tricks())
            sbc::say("  " + name + ": " + trick.forgets);
    }
    for (const std::string& name : names) {
        const auto trick = lab::tricks().find(name);
        if (trick == lab::tricks().end()) {
            sbc::log_error("there is no trick '" + name + "'; tricks alone lists them");
            return 2;
        }
        (ours ? trick->second.ours : trick->second.naive)(village);
    }
}
