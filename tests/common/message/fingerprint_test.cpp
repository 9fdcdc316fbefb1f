// Eight words that two people compare aloud.
#include "message/fingerprint.hpp"

#include <set>

#include "letter_scene.hpp"

using namespace letters;

TEST_CASE("the words are short, sorted, and told apart by their first four letters", "[message]") {
    const auto& words = fingerprint_words();
    CHECK(std::is_sorted(words.begin(), words.end()));
    std::set<std::string_view> beginnings;
    for (const std::string_view word : words) {
        CAPTURE(word);
        CHECK(word.size() >= 3);
        CHECK(word.size() <= 6);
        CHECK(word.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos);
        CHECK(beginnings.insert(word.substr(0, 4)).second);
    }
}

TEST_CASE("no word of a fingerprint is another one that is misheard by a letter", "[message]") {
    const auto& words = fingerprint_words();
    for (std::size_t i = 0; i < words.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            if (words[i].size() != words[k].size()) continue;
            std::size_t differ = 0;
            for (std::size_t at = 0; at < words[i].size(); ++at) {
                if (words[i][at] != words[k][at]) ++differ;
            }
            CAPTURE(words[i], words[k]);
            CHECK(differ > 1);
        }
    }
}

TEST_CASE("a fingerprint is the first eight bytes of a hash, one word for each", "[message]") {
    const Card card = card_of("bob");
    std::string said{"SimpleBitcoin/fingerprint/1"};
    said += '\0';
    said += sbc::as_text(network().bytes);
    said += sbc::as_text(card.address.bytes);
    said += sbc::as_text(card.key.bytes);
    const Hash hash = sbc::crypto::hash256(sbc::as_bytes(said));
    const Fingerprint words = fingerprint(card, network());
    std::string joined;
    for (std::size_t i = 0; i < words.size(); ++i) {
        CHECK(words[i] == fingerprint_words()[hash.bytes[i]]);
        joined += (i == 0 ? "" : " ") + std::string{words[i]};
    }
    CHECK(to_text(words) == joined);
}

TEST_CASE("another key, owner or network has other words; a renewed card of the same key has not",
          "[message]") {
    const Card card = card_of("bob");
    const std::string words = to_text(fingerprint(card, network()));
    Card other = card;
    SECTION("another key") {
        other.key = sbc::crypto::public_half(secret_of("mallory"));
        CHECK(to_text(fingerprint(other, network())) != words);
    }
    SECTION("another owner") {
        other.address = key_of("mallory").public_key();
        CHECK(to_text(fingerprint(other, network())) != words);
    }
    SECTION("another network") { CHECK(to_text(fingerprint(card, network("elsewhere"))) != words); }
    SECTION("renewed") {
        other = card_of("bob", 2);
        other.until += 1h;
        CHECK(to_text(fingerprint(other, network())) == words);
    }
}
