// Those who take part: cores with a post office, people with a letter book on a disk; and what they
// hand to each other.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "chain/target.hpp"
#include "letter_scene.hpp"
#include "message/correspondent.hpp"
#include "message/post_office.hpp"

namespace mail {

using namespace letters;
using sbc::Duration;
using sbc::Instant;
using sbc::p2p::LinkId;
using sbc::p2p::Moment;

// Every second hash will do.
inline constexpr sbc::chain::Bits easy{0x207fffff};

inline sbc::chain::Header solved(sbc::chain::Header header) {
    const auto target = sbc::chain::target_of(header.bits).value();
    while (!sbc::chain::meets(hash_of(header), target)) {
        header.nonce = sbc::chain::Nonce{header.nonce.value() + 1};
    }
    return header;
}
template <class Item>
Item stamped(Item item, Time when = now) {
    const Hash id = id_of(item, network());
    const auto header = solved(stamp_header(id, network(), easy, Stamp{.time = when, .nonce = {}}));
    item.stamp = {.time = header.time, .nonce = header.nonce};
    return item;
}
// Another letter each time; sealed for the first card of the scene.
inline Letter letter_number(std::uint64_t number, const std::string& to = "bob",
                            std::chrono::seconds held = 48h, std::size_t length = 20) {
    const Draft draft{.text = std::to_string(number) + std::string(length, '.'),
                      .sent = now,
                      .until = now + held};
    const auto fresh = secret_of("letter " + std::to_string(number));
    auto letter = seal(draft, card_of(to), key_of("alice"), fresh, network());
    REQUIRE(letter);
    return stamped(*letter);
}
inline Hash id(const Letter& letter) { return id_of(letter, network()); }
inline Receipt receipt_for(const Hash& letter, const std::string& by = "bob", bool opened = true) {
    Receipt receipt{.letter = letter, .to = key_of(by).public_key(), .opened = opened};
    sign(receipt, network(), key_of(by));
    return receipt;
}

// Where a letter book is written to. It can be full.
class Disk : public LetterBookKeeper {
public:
    std::size_t calls = 0;  // so often it was to be written
    std::function<bool(std::size_t call)> is_full = [](std::size_t) { return false; };
    bool keep(const LetterBook& book) override {
        if (is_full(++calls)) return false;
        text_ = std::string{encode(book).reveal()};
        return true;
    }
    [[nodiscard]] LetterBook read() const {
        if (text_.empty()) return {};
        auto book = decode_letter_book(text_);
        REQUIRE(book);
        REQUIRE(encode(*book).reveal() == text_);
        return std::move(*book);
    }

private:
    std::string text_;
};

// Who has some applications, and links.
struct Node {
    explicit Node(bool is_core) : core{is_core} {}
    Node(const Node&) = delete;
    Node& operator=(const Node&) = delete;
    virtual ~Node() = default;
    bool core;
    std::vector<sbc::p2p::Application*> apps;
    std::map<LinkId, Node*> links;
    std::vector<unsigned> penalties;  // that it gave
    std::chrono::seconds ahead{};     // its clock on the wall
    [[nodiscard]] sbc::p2p::Application* app(const std::string& name) const {
        for (auto* one : apps) {
            if (one->name() == name) return one;
        }
        return nullptr;
    }
};

inline PostOfficeSettings office_settings() {
    PostOfficeSettings settings{.network = network(), .dice = secret_of("dice")};
    settings.limits.stamp = easy;
    return settings;
}
struct Core : Node {
    explicit Core(PostOfficeSettings settings = office_settings())
        : Node{true}, office{std::move(settings)} {
        apps = {&office.counter(), &office.round()};
    }
    PostOffice office;
    [[nodiscard]] const Mailboxes& boxes() const { return office.mailboxes(); }
};

inline CorrespondentSettings person_settings(std::uint64_t& secrets, const std::string& name) {
    CorrespondentSettings settings{.network = network(), .stamp = easy};
    settings.secret = [&secrets, name] {
        return secret_of(name + " " + std::to_string(++secrets));
    };
    return settings;
}
struct Person : Node {
    explicit Person(const std::string& its_name)
        : Node{false}, name{its_name}, key{key_of(its_name)} {
        settings = person_settings(secrets, name);
        start();
    }
    // With what is on the disk.
    void start() {
        mail.emplace(settings, key, disk, disk.read());
        apps = {&*mail};
    }
    void note_news() {
        for (MailNews& one : mail->take_news()) news.push_back(std::move(one));
    }
    [[nodiscard]] std::size_t times(MailNews::Kind kind) const {
        return static_cast<std::size_t>(std::count_if(
            news.begin(), news.end(), [&](const MailNews& one) { return one.kind == kind; }));
    }
    [[nodiscard]] sbc::crypto::PublicKey address() const { return key.public_key(); }
    // Texts of the letters that have come.
    [[nodiscard]] std::vector<std::string> received() const {
        std::vector<std::string> texts;
        for (const LetterRecord& one : mail->book().letters) {
            if (!one.ours) texts.push_back(one.text);
        }
        return texts;
    }
    [[nodiscard]] LetterState state(std::uint64_t number) const { return letter(number).state; }
    [[nodiscard]] const LetterRecord& letter(std::uint64_t number) const {
        for (const LetterRecord& one : mail->book().letters) {
            if (one.number == number) return one;
        }
        FAIL("there is no letter " << number);
        throw 0;
    }

    std::string name;
    SigningKey key;
    std::uint64_t secrets = 0;
    CorrespondentSettings settings;
    Disk disk;
    std::optional<Correspondent> mail;
    std::vector<MailNews> news;
    bool stamps = true;
};

}  // namespace mail
