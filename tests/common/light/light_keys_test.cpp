// What a light account does with its key file, beside another program that uses the same one.
#include <filesystem>

#include "catch.hpp"
#include "scene.hpp"

using namespace sbc;
using namespace light_test;

namespace {

wallet::Keys new_keys(std::size_t count) {
    wallet::Keys keys;
    while (keys.size() < count) keys.push_back(wallet::new_key("one of many"));
    return keys;
}
crypto::PublicKey make_keys(const std::string& path) {
    const auto keys = new_keys(1);
    REQUIRE(wallet::create_key_file(path, phrase(), keys));
    return keys.front().key.public_key();
}
// What another program does, with the same pass phrase.
void add_keys(const std::string& path, wallet::Keys more) {
    const auto add = [&](wallet::Keys& keys) {
        for (wallet::OwnedKey& each : more) keys.push_back(std::move(each));
    };
    REQUIRE(wallet::change_key_file(path, add, phrase(), phrase()));
}
std::size_t keys_in(const std::string& path) {
    const auto keys = wallet::read_key_file(path, phrase());
    REQUIRE(keys);
    return keys->size();
}

}  // namespace

TEST_CASE("a key that another program has added comes with its past", "[light]") {
    const ScratchFolder folder;
    const auto me = make_keys(folder / "keys");
    wallet::Keys old = new_keys(1);
    RealNode node{old.front().key.public_key()};
    node.mine(5);
    Watched wallet{settings_of({node.address()}), folder / "keys"};
    REQUIRE(wallet.account.open_keys(phrase()));
    REQUIRE(wallet.is_up_to_date(5));
    CHECK(wallet.account.balance().spendable.count == 0);
    add_keys(folder / "keys", std::move(old));
    SECTION("with the next address") { REQUIRE(wallet.account.new_address("bread")); }
    SECTION("with the next name") { REQUIRE(wallet.account.rename(me, "rice")); }
    REQUIRE(wallet.is_up_to_date(5));
    CHECK(wallet.account.balance().spendable.count == 300);
}

TEST_CASE("what is exported is what the file holds, whoever has written it", "[light]") {
    const ScratchFolder folder;
    RealNode node{make_keys(folder / "keys")};
    Watched wallet{settings_of({node.address()}), folder / "keys"};
    REQUIRE(wallet.account.open_keys(phrase()));
    SECTION("with another key") {
        add_keys(folder / "keys", new_keys(1));
        REQUIRE(wallet.account.export_keys(folder / "copy", phrase()));
        CHECK(keys_in(folder / "copy") == 2);
    }
    SECTION("and nothing that may be less, under another pass phrase") {
        const crypto::SecretText other{std::string{"open barley"}};
        const auto nothing = [](wallet::Keys&) {};
        REQUIRE(wallet::change_key_file(folder / "keys", nothing, phrase(), other));
        CHECK_FALSE(wallet.account.export_keys(folder / "copy", phrase()));
    }
    SECTION("or what it held, where it is lost") {
        std::filesystem::remove(folder / "keys");
        REQUIRE(wallet.account.export_keys(folder / "copy", phrase()));
        CHECK(keys_in(folder / "copy") == 1);
    }
}

TEST_CASE("more keys than a core looks after do not come into the file", "[light]") {
    const ScratchFolder folder;
    RealNode node{make_keys(folder / "keys")};
    const auto too_many = new_keys(node::most_watched + 1);
    REQUIRE(wallet::create_key_file(folder / "many", phrase(), too_many));
    SECTION("as a file of one's own") {
        Watched wallet{settings_of({node.address()}), folder / "none yet"};
        CHECK_FALSE(wallet.account.import_keys(folder / "many", phrase()));
        CHECK(wallet.account.keys() == gui::KeysState::None);
    }
    SECTION("beside the keys that are there") {
        Watched wallet{settings_of({node.address()}), folder / "keys"};
        REQUIRE(wallet.account.open_keys(phrase()));
        CHECK_FALSE(wallet.account.import_keys(folder / "many", phrase()));
        CHECK(keys_in(folder / "keys") == 1);
        wallet.account.close_keys();
        CHECK(wallet.account.open_keys(phrase()));
    }
    SECTION("by a new address, where another program has filled it") {
        Watched wallet{settings_of({node.address()}), folder / "keys"};
        REQUIRE(wallet.account.open_keys(phrase()));
        add_keys(folder / "keys", new_keys(node::most_watched - 1));
        CHECK_FALSE(wallet.account.new_address("bread"));
        CHECK(keys_in(folder / "keys") == node::most_watched);
        CHECK(wallet.account.open_keys(phrase()));
    }
}
