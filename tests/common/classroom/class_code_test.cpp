// A class in one word: what it is made of, that it has one spelling, and that a mistake leads to
// another network.
#include "classroom/class_code.hpp"

#include <set>

#include "base/utf8.hpp"
#include "catch.hpp"
#include "chain/network.hpp"

using namespace sbc::classroom;
using namespace std::chrono_literals;
using sbc::crypto::SigningKey;

namespace {

SigningKey key_of(const std::string& name) {
    return SigningKey{SigningKey::Seed{sbc::crypto::hash256(sbc::as_bytes(name)).bytes}};
}
ClassCode maths() { return new_class("maths", 5s, key_of("host").public_key()).value(); }
sbc::crypto::Hash genesis_of(const ClassCode& code) {
    return hash_of(sbc::chain::genesis(network_of(code)).header);
}
const std::string longest_name(longest_class_name, 'z');
const std::string letters = "k3vqw7zdk3vq";

}  // namespace

TEST_CASE("the code of a class is its name, its spacing and its host", "[classroom]") {
    const ClassCode code = maths();
    CHECK(code.host.size() == host_letters);
    CHECK(to_text(code) == "maths/5s/" + code.host);
    CHECK(to_text(ClassCode{"maths", 5s, letters}) == "maths/5s/k3vqw7zdk3vq");
}

TEST_CASE("a code is read as it was written", "[classroom]") {
    for (const std::string& name : {std::string{"a"}, std::string{"maths"}, std::string{"z-9"},
                                    std::string{"year-2026"}, longest_name}) {
        for (const auto spacing : {5s, 9s, 60s, 3'600s}) {
            const auto code = new_class(name, spacing, key_of(name).public_key());
            REQUIRE(code);
            const auto read = read_code(to_text(*code));
            INFO(to_text(*code));
            REQUIRE(read);
            CHECK(*read == *code);
        }
    }
}

TEST_CASE("no class has a name that is not easily typed", "[classroom]") {
    for (const std::string& name :
         {std::string{}, std::string{"Maths"}, std::string{"1maths"}, std::string{"-maths"},
          std::string{"ma ths"}, std::string{"maths/"}, std::string{"m\u00e4ths"},
          std::string{"maths\n"}, std::string{"ma_ths"}, std::string("ma\0ths", 6),
          longest_name + "z", std::string(100'000, 'a')}) {
        const auto code = new_class(name, 5s, key_of("host").public_key());
        INFO(name.substr(0, 40));
        CHECK_FALSE(is_class_name(name));
        REQUIRE_FALSE(code);
        CHECK(code.error().reason == CodeError::BadName);
        CHECK(code.error().text.size() < 300);
        CHECK(code.error().text.find('\n') == std::string::npos);
    }
}

TEST_CASE("between two blocks of a class lie 5 seconds to an hour", "[classroom]") {
    for (const auto spacing : {-5s, 0s, 1s, 4s, 3'601s, 86'400s}) {
        const auto code = new_class("maths", spacing, key_of("host").public_key());
        REQUIRE_FALSE(code);
        CHECK(code.error().reason == CodeError::BadSpacing);
        CHECK_THAT(code.error().text, ContainsSubstring(std::to_string(spacing.count())));
    }
}

TEST_CASE("a code has one spelling", "[classroom]") {
    REQUIRE(read_code("maths/5s/" + letters));
    const std::vector<std::string> wrong{std::string{},
                                         std::string{"maths"},
                                         std::string{"maths/5s"},
                                         std::string{"maths/5s/"},
                                         std::string{"//"},
                                         "/5s/" + letters,
                                         "maths//" + letters,
                                         "maths/" + letters,
                                         "maths/s/" + letters,
                                         "maths/5/" + letters,
                                         "maths/05s/" + letters,
                                         "maths/+5s/" + letters,
                                         "maths/-5s/" + letters,
                                         "maths/ 5s/" + letters,
                                         "maths/5 s/" + letters,
                                         "maths/5ss/" + letters,
                                         "maths/5S/" + letters,
                                         "maths/5.0s/" + letters,
                                         "maths/0x5s/" + letters,
                                         "maths/4s/" + letters,
                                         "maths/3601s/" + letters,
                                         "maths/4294967301s/" + letters,
                                         "maths/18446744073709551621s/" + letters,
                                         "maths/5s/5s/" + letters,
                                         "Maths/5s/" + letters,
                                         "9maths/5s/" + letters,
                                         " maths/5s/" + letters,
                                         "maths/5s/" + letters + " ",
                                         "maths/5s/" + letters + "\n",
                                         "maths/5s/" + letters + "/",
                                         "maths/5s/" + letters + "q",
                                         "maths/5s/" + letters.substr(1),
                                         "maths/5s/K3VQW7ZDK3VQ",
                                         "maths/5s/K3vqw7zdk3vq",
                                         "maths/5s/b3vqw7zdk3vq",
                                         "maths/5s/i3vqw7zdk3vq",
                                         "maths/5s/o3vqw7zdk3vq",
                                         "maths/5s/13vqw7zdk3vq",
                                         "maths/5s/" + std::string(12, '\0'),
                                         longest_name + "z/5s/" + letters,
                                         "maths\u202e/5s/" + letters,
                                         "\xff/5s/" + letters,
                                         std::string(1'000'000, '/')};
    for (const std::string& text : wrong) {
        const auto code = read_code(text);
        INFO(text.substr(0, 80));
        REQUIRE_FALSE(code);
        CHECK(code.error().reason == CodeError::NotACode);
        CHECK_THAT(code.error().text, ContainsSubstring("maths/5s/k3vqw7zdk3vq"));
        CHECK(code.error().text.size() < 300);
        CHECK(sbc::is_utf8(sbc::as_bytes(code.error().text)));
        CHECK(code.error().text.find_first_of(std::string("\n\0", 2)) == std::string::npos);
    }
}

TEST_CASE("every class can have a network", "[classroom]") {
    for (const auto spacing : {shortest_spacing, longest_spacing}) {
        const auto code = new_class(longest_name, spacing, key_of("host").public_key());
        REQUIRE(code);
        const sbc::chain::Network network = network_of(*code);
        CHECK(sound(network));
        CHECK(network.name == to_text(*code));
        CHECK(network.spacing == spacing);
    }
}

TEST_CASE("but for name and spacing a class's network is as every other", "[classroom]") {
    sbc::chain::Network network = network_of(maths());
    const sbc::chain::Network usual;
    network.name = usual.name;
    network.spacing = usual.spacing;
    CHECK(network == usual);
}

TEST_CASE("whoever types the same code is in the same network", "[classroom]") {
    CHECK(genesis_of(read_code(to_text(maths())).value()) == genesis_of(maths()));
}

TEST_CASE("whoever types one letter wrong is in another network, or in none", "[classroom]") {
    const std::string right = to_text(maths());
    std::set<std::string> networks{to_text(genesis_of(maths()))};
    std::size_t readable = 0;
    for (std::size_t place = 0; place < right.size(); ++place) {
        for (const char letter : std::string{"q7-s/"}) {
            std::string wrong = right;
            wrong[place] = letter;
            const auto code = read_code(wrong);
            if (wrong == right || !code) continue;
            ++readable;
            INFO(wrong);
            CHECK(networks.insert(to_text(genesis_of(*code))).second);
        }
    }
    CHECK(readable > right.size());
}

TEST_CASE("two hosts of classes with one name have two codes", "[classroom]") {
    const auto one = new_class("maths", 5s, key_of("host").public_key());
    const auto other = new_class("maths", 5s, key_of("another host").public_key());
    REQUIRE((one && other));
    CHECK(one->host != other->host);
    CHECK(genesis_of(*one) != genesis_of(*other));
}

TEST_CASE("the code says who the host is", "[classroom]") {
    CHECK(is_host(maths(), key_of("host").public_key()));
    CHECK_FALSE(is_host(maths(), key_of("another host").public_key()));
    CHECK_FALSE(is_host(maths(), {}));
    ClassCode cut = maths();
    cut.host.pop_back();
    CHECK_FALSE(is_host(cut, key_of("host").public_key()));
}

TEST_CASE("a joining word is the host's address and the code", "[classroom]") {
    for (const std::string address :
         {"192.168.1.20:5001", "127.0.0.1:65535", "[::1]:5001", "[2001:db8::7]:1"}) {
        const std::string text = address + "/" + to_text(maths());
        const auto word = read_join_word(text);
        INFO(text);
        REQUIRE(word);
        CHECK(word->host.to_text() == address);
        CHECK(word->code == maths());
        CHECK(to_text(*word) == text);
    }
}

TEST_CASE("nobody joins where nobody can be called", "[classroom]") {
    for (const std::string address :
         {"", "192.168.1.20", "192.168.1.20:0", "0.0.0.0:5001", "[::]:5001", "[::1]:0",
          "192.168.1.20:65536", "192.168.1.256:5001", "example.org:5001", "maths", "::1:5001",
          " 192.168.1.20:5001"}) {
        const auto word = read_join_word(address + "/" + to_text(maths()));
        INFO(address);
        REQUIRE_FALSE(word);
        CHECK(word.error().reason == CodeError::BadAddress);
        CHECK_FALSE(word.error().text.empty());
    }
}

TEST_CASE("a joining word without the whole code is none", "[classroom]") {
    for (const std::string& text :
         {std::string{}, std::string{"192.168.1.20:5001"}, std::string{"192.168.1.20:5001/"},
          std::string{"192.168.1.20:5001/maths"}, "192.168.1.20:5001//maths/5s/" + letters,
          "192.168.1.20:5001/maths/5s/" + letters + " ", "192.168.1.20:5001/maths/05s/" + letters,
          std::string("\n\x1b[2J")}) {
        const auto word = read_join_word(text);
        INFO(text);
        REQUIRE_FALSE(word);
        CHECK(word.error().reason == CodeError::NotACode);
        CHECK(word.error().text.find_first_of("\n\x1b") == std::string::npos);
    }
}
