// What a node of a class is told on its command line.
#include "explorer/class_options.hpp"

#include "../classroom/class_scene.hpp"
#include "crypto/address.hpp"

using namespace sbc::explorer;
using classes::address;
using classes::key_of;
using Error = ClassOptionsError;

namespace {

const std::string word = "192.168.1.20:5001/" + to_text(classes::maths());

std::shared_ptr<const sbc::crypto::SigningKey> host_key() {
    return std::make_shared<const sbc::crypto::SigningKey>(key_of("host"));
}
ClassOptions as_host() {
    ClassOptions options;
    options.make = "maths";
    options.data = "somewhere";
    return options;
}
ClassOptions as_student() {
    ClassOptions options;
    options.join = word;
    options.name = "alice";
    options.data = "somewhere";
    return options;
}
ExplorerSettings read_host(const ClassOptions& options) {
    auto settings = read_options(options, host_key());
    REQUIRE(settings);
    REQUIRE(settings->seat);
    return std::move(*settings);
}
ExplorerSettings read_student(const ClassOptions& options) {
    auto settings = read_options(options, nullptr);
    REQUIRE(settings);
    REQUIRE(settings->seat);
    return std::move(*settings);
}
// Before there is a key, and after.
void refused_at_once(const ClassOptions& options, Error reason, const std::string& words) {
    const auto checked = check_options(options);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().reason == reason);
    CHECK_THAT(checked.error().text, ContainsSubstring(words));
    const auto read = read_options(options, options.make.empty() ? nullptr : host_key());
    REQUIRE_FALSE(read);
    CHECK(read.error().reason == reason);
}
void refused(const ClassOptions& options, Error reason) {
    CHECK(check_options(options));
    const auto read = read_options(options, options.make.empty() ? nullptr : host_key());
    REQUIRE_FALSE(read);
    CHECK(read.error().reason == reason);
    CHECK_FALSE(read.error().text.empty());
}

}  // namespace

TEST_CASE("a host is told a name and a folder; the rest has a default", "[explorer]") {
    REQUIRE(check_options(as_host()));
    const ExplorerSettings settings = read_host(as_host());
    CHECK(settings.seat->code == classes::maths());
    CHECK(settings.seat->name == "host");
    CHECK(settings.seat->host_key->public_key() == address("host"));
    CHECK_FALSE(settings.seat->address);
    CHECK(settings.seat->faucet.gift == 20);
    CHECK(settings.seat->faucet.students == 100);
    CHECK(settings.network == network_of(classes::maths()));
    CHECK(settings.listen.to_text() == "127.0.0.1:0");
    CHECK(settings.cores.empty());
    CHECK(settings.known.at(address("host")) == "host");
    CHECK(settings.miner == address("host"));
    CHECK(settings.threads == 1);
    CHECK(settings.terminal);
}

TEST_CASE("a host chooses the rules of his class", "[explorer]") {
    ClassOptions options = as_host();
    options.spacing = 9;
    options.gift = 7;
    options.students = 0;
    options.name = "Ms\u2026Miller";
    options.host = "::1";
    options.port = 5001;
    options.threads = 3;
    const ExplorerSettings settings = read_host(options);
    CHECK(settings.network.spacing == std::chrono::seconds{9});
    CHECK(settings.seat->code.spacing == std::chrono::seconds{9});
    CHECK(settings.seat->faucet.gift == 7);
    CHECK(settings.seat->faucet.students == 0);
    CHECK(settings.seat->name == options.name);
    CHECK(settings.known.at(address("host")) == options.name);
    CHECK(settings.listen.to_text() == "[::1]:5001");
    CHECK(settings.threads == 3);
}

TEST_CASE("a student is told whom to join and what he is called", "[explorer]") {
    REQUIRE(check_options(as_student()));
    const ExplorerSettings settings = read_student(as_student());
    CHECK(settings.seat->code == classes::maths());
    CHECK(settings.seat->name == "alice");
    CHECK_FALSE(settings.seat->host_key);
    CHECK_FALSE(settings.seat->address);
    CHECK(settings.network == network_of(classes::maths()));
    REQUIRE(settings.cores.size() == 1);
    CHECK(settings.cores[0].to_text() == "192.168.1.20:5001");
    CHECK(settings.known.empty());
    CHECK_FALSE(settings.miner);  // nobody knows who is to be paid
}

TEST_CASE("a student is paid, and given points, at his address", "[explorer]") {
    ClassOptions options = as_student();
    options.address = sbc::crypto::to_address(address("alice"));
    CHECK(read_student(options).miner == address("alice"));
    CHECK(read_student(options).seat->address == address("alice"));
    options.threads = 0;
    CHECK_FALSE(read_student(options).miner);
    CHECK(read_student(options).seat->address == address("alice"));
}

TEST_CASE("a host without threads mines nothing", "[explorer]") {
    ClassOptions options = as_host();
    options.threads = 0;
    CHECK_FALSE(read_host(options).miner);
}

TEST_CASE("a host is paid at the key of his class, from which all points come", "[explorer]") {
    ClassOptions options = as_host();
    options.address = sbc::crypto::to_address(address("alice"));
    refused_at_once(options, Error::BadAddress, "--address");
}

TEST_CASE("who is neither host nor student, or both, is told to choose", "[explorer]") {
    ClassOptions neither = as_host();
    neither.make.clear();
    refused_at_once(neither, Error::HostOrStudent, "--make NAME");
    ClassOptions both = as_student();
    both.make = "maths";
    refused_at_once(both, Error::HostOrStudent, "--join WORD");
}

TEST_CASE("a node of a class has a folder", "[explorer]") {
    for (ClassOptions options : {as_host(), as_student()}) {
        options.data.clear();
        refused_at_once(options, Error::NoFolder, "--data");
    }
}

TEST_CASE("who sits in a class has a name that can be typed", "[explorer]") {
    ClassOptions options = as_student();
    options.name.clear();
    refused_at_once(options, Error::BadName, "--name");
    for (const std::string& name :
         {std::string{"two words"}, std::string{"a\"b"}, std::string{"a\nb"}, std::string(41, 'a'),
          std::string{"\xff"}}) {
        for (ClassOptions wrong : {as_host(), as_student()}) {
            wrong.name = name;
            refused_at_once(wrong, Error::BadName, "1 to 40 bytes");
            CHECK(check_options(wrong).error().text.find('\n') == std::string::npos);
        }
    }
}

TEST_CASE("nobody but the host is called host", "[explorer]") {
    ClassOptions options = as_student();
    options.name = "host";
    refused_at_once(options, Error::BadName, "take another name");
    ClassOptions host = as_host();
    host.name = "host";
    CHECK(check_options(host));
}

TEST_CASE("threads, points and students have bounds", "[explorer]") {
    ClassOptions options = as_host();
    options.threads = 64;
    options.gift = 10'000;
    options.students = 1'000;
    CHECK(check_options(options));
    ClassOptions wrong = options;
    wrong.threads = 65;
    refused_at_once(wrong, Error::BadNumber, "64 threads");
    wrong = options;
    wrong.gift = 10'001;
    refused_at_once(wrong, Error::BadNumber, "10,000 points");
    wrong.gift = 0;
    refused_at_once(wrong, Error::BadNumber, "1 to 10,000");
    wrong = options;
    wrong.students = 1'001;
    refused_at_once(wrong, Error::BadNumber, "1,000 students");
}

TEST_CASE("a class that cannot be is refused before a key is made for it", "[explorer]") {
    ClassOptions options = as_host();
    options.make = "Maths";
    refused_at_once(options, Error::BadWord, "a-z");
    for (const std::uint32_t spacing : {0U, 4U, 3'601U, 4'294'967'295U}) {
        options = as_host();
        options.spacing = spacing;
        refused_at_once(options, Error::BadWord, "5 to 3,600 seconds");
    }
}

TEST_CASE("a joining word that is none is refused", "[explorer]") {
    for (const std::string& wrong :
         {to_text(classes::maths()), word + "x", std::string{"192.168.1.20:5001"},
          "0.0.0.0:5001/" + to_text(classes::maths())}) {
        ClassOptions options = as_student();
        options.join = wrong;
        INFO(wrong);
        refused(options, Error::BadWord);
    }
}

TEST_CASE("a node of a class listens at one address, which others can call", "[explorer]") {
    for (const char* host : {"0.0.0.0", "::", "here", "", "127.0.0.1:5001", "256.1.1.1"}) {
        for (ClassOptions options : {as_host(), as_student()}) {
            options.host = host;
            INFO(host);
            refused(options, Error::BadAddress);
        }
    }
}

TEST_CASE("an address with a mistake is nobody's", "[explorer]") {
    for (const char* wrong : {"sb1qqq", "alice", "127.0.0.1"}) {
        ClassOptions options = as_student();
        options.address = wrong;
        refused(options, Error::BadAddress);
    }
}

TEST_CASE("the options of a class are read from a command line", "[explorer]") {
    ClassOptions options;
    sbc::CommandLine line{"class-node", "a node of a class"};
    add_options(line, options);
    const char* const words[] = {"class-node", "--join",    word.c_str(), "--name",   "alice",
                                 "--data",     "here",      "--host",     "::1",      "--port",
                                 "5001",       "--threads", "0",          "--window", "--qr"};
    REQUIRE_FALSE(line.parse(static_cast<int>(std::size(words)), words));
    CHECK(options.join == word);
    CHECK(options.name == "alice");
    CHECK(options.data == "here");
    CHECK(options.host == "::1");
    CHECK(options.port == 5001);
    CHECK(options.threads == 0);
    CHECK(options.window);
    CHECK(options.qr);
    CHECK(options.make.empty());
    CHECK(options.spacing == 5);
}
