// PostOffice with edges and cores that say what they like, as often as they like. Whatever comes,
// what it says can be read and is not too long, no letter goes to an edge that has not signed for
// its address, the bounds hold, and in the end nothing is left.
#include "message/post_office.hpp"

#include <map>
#include <set>

#include "crypto/address.hpp"
#include "script.hpp"

namespace {

using namespace sbc::message;
using namespace std::chrono_literals;
using sbc::Instant;
using sbc::crypto::AgreementSecret;
using sbc::crypto::SigningKey;
using sbc::p2p::LinkId;
using sbc::p2p::Moment;

constexpr sbc::chain::Bits easy{0x207fffff};
constexpr Time begin{1'800'000'000s};

std::array<std::uint8_t, 32> bytes_of(const std::string& name) {
    return sbc::crypto::hash256(sbc::as_bytes(name)).bytes;
}
const Hash network{bytes_of("fuzz")};
const SigningKey& key(unsigned who) {
    static const std::array<SigningKey, 3> keys{SigningKey{SigningKey::Seed{bytes_of("alice")}},
                                                SigningKey{SigningKey::Seed{bytes_of("bob")}},
                                                SigningKey{SigningKey::Seed{bytes_of("carol")}}};
    return keys.at(who % keys.size());
}

PostOfficeSettings settings() {
    PostOfficeSettings all{.network = network, .dice = AgreementSecret{bytes_of("dice")}};
    all.limits = {.letters_each = 4, .bytes_each = 4'000, .bytes = 6'000, .cards = 2};
    all.limits.receipts = all.limits.early_receipts = 3;
    all.limits.stamp = easy;
    all.under_way = 2;
    all.addresses_each = 2;
    return all;
}

class Play {
public:
    explicit Play(sbc::ByteView script) : script_{script}, office_{settings()} {}
    void run() {
        while (!script_.empty()) step();
        jump_ = {};
        skip(10 * 24h);
        fuzz::must(boxes().letters() == 0 && boxes().bytes() == 0 && boxes().receipts() == 0);
        for (unsigned number = 0; number < 4; ++number) leave(LinkId{number});
        skip(100 * 24h);
        fuzz::must(boxes().cards() == 0);
        fuzz::must(office_.counter().deadline() == sbc::never);
        fuzz::must(office_.round().deadline() == sbc::never);
    }

private:
    [[nodiscard]] const Mailboxes& boxes() const { return office_.mailboxes(); }
    std::uint8_t next() { return script_.next(); }
    [[nodiscard]] Moment moment() {
        return {now_, begin + std::chrono::floor<std::chrono::seconds>(now_ - Instant{}) + jump_,
                ++fresh_};
    }
    // Links 0 and 1 are edges, the others cores.
    static bool is_edge(LinkId link) { return link.value() < 2; }
    sbc::p2p::Application& side(LinkId link) {
        return is_edge(link) ? office_.counter() : office_.round();
    }
    void step() {
        const unsigned what = next() % 16;
        const LinkId link{next() % 4U};
        if (what == 0) join(link);
        if (what == 1) leave(link);
        if (what == 2) wait(std::chrono::seconds{next() * next()});
        if (what == 3) jump_ = std::chrono::seconds{(next() - 128) * 1'000};
        if (what == 4) say(link, script_.text());
        if (what == 5) hand_over(link, card());
        if (what == 6 || what == 7) hand_over(link, letter());
        if (what == 8 || what == 9) hand_over(link, receipt());
        if (what == 10) say(link, encode(Find{key(next()).public_key()}));
        if (what == 11) say(link, encode(Knock{key(next()).public_key()}));
        if (what == 12) claim(link);
        if (what == 13)
            say(link, encode(List{next() % 2 == 0 ? Shelf::Cards : Shelf::Letters, {}}));
        if (what == 14) say(link, encode(lies()));
        if (what == 15) publish(next() % 2 == 0 ? encode(MailMessage{letter()}) : script_.text());
    }
    template <class Item>
    Item stamped(Item item) {
        const Hash id = id_of(item, network);
        while (!is_paid(item.stamp, id, network, easy)) {
            item.stamp.nonce = sbc::chain::Nonce{item.stamp.nonce.value() + 1};
        }
        if (next() % 16 == 0) item.stamp.nonce = {};
        return item;
    }
    Card card() {
        const unsigned who = next();
        Card card{
            .address = key(who).public_key(), .sequence = Sequence{1U + next() % 3U}, .key = {}};
        card.key = public_half(AgreementSecret{bytes_of("card")});
        card.from = moment().wall;
        card.until = card.from + std::chrono::hours{next()};
        sign(card, network, key(next() % 16 == 0 ? who + 1 : who));
        card.stamp.time = moment().wall;
        return stamped(card);
    }
    Letter letter() {
        Letter letter{.to = key(next()).public_key(), .key = {}, .sealed = {}};
        letter.key.bytes[0] = next() % 16;
        letter.until = begin + std::chrono::hours{1 + next() % 100};
        letter.sealed.assign(next() % 4 == 0 ? 1'040 : 528, 7);
        letter.stamp.time = begin;
        letter = stamped(letter);
        letters_[id_of(letter, network)] = letter.to;
        return letter;
    }
    Receipt receipt() {
        Receipt receipt{
            .letter = letter_id(), .to = key(next()).public_key(), .opened = next() % 2 == 0};
        const bool forged = next() % 16 == 0;
        sign(receipt, network, forged ? key(0) : owner(receipt.to));
        return receipt;
    }
    Hash letter_id() {
        auto at = letters_.begin();
        if (letters_.empty()) return {};
        std::advance(at, next() % letters_.size());
        return at->first;
    }
    static const SigningKey& owner(const PublicKey& address) {
        return *std::find_if(&key(0), &key(0) + 3,
                             [&](const SigningKey& one) { return one.public_key() == address; });
    }
    Lies lies() {
        Lies lies{.shelf = next() % 2 == 0 ? Shelf::Cards : Shelf::Letters, .items = {}};
        lies.last = true;
        if (next() % 2 == 0) return lies;
        lies.last = next() % 2 == 0;
        lies.items = {lies.shelf == Shelf::Letters
                          ? to_text(letter_id())
                          : sbc::crypto::to_address(key(next()).public_key()) + "/2"};
        return lies;
    }
    void claim(LinkId link) {
        const auto asked = asked_.find(link);
        if (asked == asked_.end()) return;
        const Ask ask = asked->second;
        const bool honest = next() % 4 != 0;
        const auto said = claim_part(ask.address, ask.challenge, network);
        claiming_ = honest ? std::optional{ask.address} : std::nullopt;
        const SigningKey& signer = honest ? owner(ask.address) : key(next());
        if (signer.public_key() == ask.address) claiming_ = ask.address;
        say(link, encode(Claim{ask.address, signer.sign(said)}));
        claiming_.reset();
    }
    template <class Item>
    void hand_over(LinkId link, const Item& item) {
        say(link, encode(MailMessage{item}));
    }
    void join(LinkId link) {
        if (open_.insert(link).second) check(side(link).joined(link, moment()));
    }
    void leave(LinkId link) {
        proven_.erase(link);
        asked_.erase(link);
        if (open_.erase(link) != 0) check(side(link).left(link));
    }
    void say(LinkId link, const std::string& body) {
        if (open_.contains(link)) check(side(link).direct(link, body, moment()));
    }
    void publish(const std::string& body) {
        check(office_.round().published(sbc::p2p::MessageId{1}, body, sbc::p2p::Source{LinkId{3}},
                                        moment()));
    }
    void wait(std::chrono::nanoseconds time) {
        const Instant end = now_ + std::chrono::duration_cast<Instant::duration>(time);
        const auto due = [&] {
            return std::min(office_.counter().deadline(), office_.round().deadline());
        };
        for (int in_vain = 0; due() <= end; ++in_vain) {
            fuzz::must(in_vain < 1'000'000);
            now_ = std::max(now_, due());
            if (office_.counter().deadline() <= now_) check(office_.counter().on_time(moment()));
            if (office_.round().deadline() <= now_) check(office_.round().on_time(moment()));
        }
        now_ = end;
    }
    // As if the machine had slept.
    void skip(std::chrono::hours time) {
        now_ += time;
        check(office_.counter().on_time(moment()));
        check(office_.round().on_time(moment()));
    }
    void check(const sbc::p2p::Actions& actions) {
        for (const auto& action : actions) {
            if (const auto* send = std::get_if<sbc::p2p::Send>(&action)) sent(*send);
            if (const auto* publish = std::get_if<sbc::p2p::Publish>(&action)) {
                fuzz::must(publish->application == "post" && decode(publish->body).has_value());
            }
            if (const auto* close = std::get_if<sbc::p2p::Close>(&action)) {
                fuzz::must(open_.contains(close->link) && close->penalty == 10);
                leave(close->link);
            }
        }
        fuzz::must(boxes().cards() <= 2 && boxes().bytes() <= 6'000 && boxes().receipts() <= 6);
        for (unsigned who = 0; who < 3; ++who) {
            fuzz::must(boxes().letters_for(key(who).public_key()).size() <= 4);
        }
    }
    void sent(const sbc::p2p::Send& send) {
        const auto& direct = std::get<sbc::p2p::Direct>(send.message);
        fuzz::must(open_.contains(send.link) && !sbc::p2p::unsendable(direct));
        fuzz::must(direct.application == (is_edge(send.link) ? "mail" : "post"));
        const auto message = decode(direct.body);
        fuzz::must(message.has_value());
        if (const auto* ask = std::get_if<Ask>(&*message)) asked_[send.link] = *ask;
        if (const auto* welcome = std::get_if<Welcome>(&*message)) {
            fuzz::must(claiming_ == welcome->address);
            proven_[send.link].insert(welcome->address);
        }
        const auto* letter = std::get_if<Letter>(&*message);
        if (letter == nullptr || !is_edge(send.link)) return;
        fuzz::must(proven_[send.link].contains(letter->to));
    }

    fuzz::Script script_;
    PostOffice office_;
    Instant now_{1h};
    std::chrono::seconds jump_{0};
    std::uint64_t fresh_ = 0;
    std::set<LinkId> open_;
    std::map<LinkId, Ask> asked_;
    std::map<LinkId, std::set<PublicKey>> proven_;
    std::optional<PublicKey> claiming_;  // rightly, at this moment
    std::map<Hash, PublicKey> letters_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Play{{data, size}}.run();
    return 0;
}
