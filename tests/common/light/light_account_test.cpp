#include "light/light_account.hpp"

#include <algorithm>

#include "catch.hpp"
#include "scene.hpp"

using namespace sbc;
using namespace light_test;
using gui::EntryState;
using gui::LinkState;

namespace {

crypto::PublicKey first_address(const light::LightAccount& account) {
    REQUIRE_FALSE(account.addresses().empty());
    return account.addresses().front().key;
}

// The key of a file that is made for a test, so that a node can mine for it before any wallet runs.
crypto::PublicKey make_keys(const std::string& path) {
    wallet::Keys keys;
    keys.push_back(wallet::new_key("mine"));
    const auto key = keys.front().key.public_key();
    REQUIRE(wallet::create_key_file(path, phrase(), keys));
    return key;
}

gui::Payment to_ben(std::uint64_t amount) {
    return {key_of("ben").public_key(), {amount}, {1}, "thanks"};
}

const gui::AccountEntry* find(const std::vector<gui::AccountEntry>& history, gui::EntryKind kind) {
    const auto found = std::find_if(history.begin(), history.end(),
                                    [&](const auto& each) { return each.kind == kind; });
    return found == history.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("a light wallet finds in the blocks what belongs to its keys", "[light]") {
    const ScratchFolder folder;
    const auto me = make_keys(folder / "keys");
    RealNode node{me};
    node.mine(5);
    Watched wallet{settings_of({node.address()}), folder / "keys"};
    CHECK(wallet.account.keys() == gui::KeysState::Locked);
    REQUIRE(wallet.is_up_to_date(5));
    CHECK(wallet.account.history().empty());  // nobody has asked for anything yet
    REQUIRE(wallet.account.open_keys(phrase()));
    REQUIRE(wallet.becomes([&] { return wallet.account.history().size() == 5; }));
    REQUIRE(wallet.is_up_to_date(5));
    CHECK(first_address(wallet.account) == me);
    CHECK(wallet.account.balance().spendable.count == 300);
    CHECK(wallet.account.balance().maturing.count == 200);
    CHECK(wallet.account.history().front().height == 5);
    SECTION("confirmations come with the blocks") {
        node.mine(2);
        REQUIRE(wallet.is_up_to_date(7));
        CHECK(wallet.account.history().size() == 7);
    }
    SECTION("locked, it tells nothing, and opened again, all of it") {
        wallet.account.close_keys();
        (void)wallet.account.take_news();
        CHECK(wallet.account.history().empty());
        CHECK(wallet.account.addresses().empty());
        CHECK(wallet.account.balance().spendable.count == 0);
        REQUIRE(wallet.account.open_keys(phrase()));
        CHECK(wallet.becomes([&] { return wallet.account.balance().spendable.count == 300; }));
    }
    SECTION("it says what it cannot know, and who its core is") {
        CHECK(wallet.account.cannot_know().size() >= 5);
        const auto connection = wallet.account.connection();
        REQUIRE(connection.cores.size() == 1);
        CHECK(connection.cores.front().address == node.address().to_text());
        CHECK(connection.cores.front().about == "up to date");
        CHECK(connection.cores.front().height == 5);
        CHECK(connection.warnings.empty());
    }
}

TEST_CASE("a payment goes to a core, waits, and is confirmed by a block", "[light]") {
    const ScratchFolder folder;
    RealNode node{make_keys(folder / "keys")};
    node.mine(5);
    Watched wallet{settings_of({node.address()}), folder / "keys"};
    REQUIRE(wallet.account.open_keys(phrase()));
    REQUIRE(wallet.becomes([&] { return wallet.account.balance().spendable.count == 300; }));
    const auto fee = wallet.account.fee_for(to_ben(120));
    REQUIRE(fee);
    CHECK(fee->count >= 1);
    REQUIRE(wallet.account.pay(to_ben(120)));
    REQUIRE(wallet.becomes([&] {
        const auto history = wallet.account.history();
        const auto* entry = find(history, gui::EntryKind::Sent);
        return entry != nullptr && !entry->untaken;
    }));
    CHECK(node.waiting() == 1);
    CHECK(wallet.account.balance().leaving.count == 121);
    node.mine();
    REQUIRE(wallet.is_up_to_date(6));
    const auto history = wallet.account.history();
    const auto* entry = find(history, gui::EntryKind::Sent);
    REQUIRE(entry != nullptr);
    CHECK(entry->state == EntryState::Confirmed);
    CHECK(entry->note == "thanks");
    CHECK(entry->counterpart == key_of("ben").public_key());
}

TEST_CASE("a name is claimed so that the ranking believes it", "[light]") {
    const ScratchFolder folder;
    const auto me = make_keys(folder / "keys");
    RealNode node{me};
    node.mine(5);
    Watched wallet{settings_of({node.address()}), folder / "keys"};
    CHECK_FALSE(wallet.account.claim_name(me, "zoe"));  // the keys are locked
    REQUIRE(wallet.account.open_keys(phrase()));
    REQUIRE(wallet.becomes([&] { return wallet.account.balance().spendable.count == 300; }));
    REQUIRE(wallet.account.claim_name(me, "zoe"));
    REQUIRE(wallet.becomes([&] {
        const auto history = wallet.account.history();
        const auto* entry = find(history, gui::EntryKind::ToMyself);
        return entry != nullptr && !entry->untaken;
    }));
    node.mine();
    REQUIRE(wallet.is_up_to_date(6));
    CHECK(node.name_of(me) == "zoe");
    SECTION("not one that the ranking would shorten, or write in another way") {
        for (const char* name : {"a name that has more than forty bytes in it", "z\"oe", "z\noe"}) {
            const auto refused = wallet.account.claim_name(me, name);
            REQUIRE_FALSE(refused);
            CHECK(refused.error().text.find("at most 40 bytes") != std::string::npos);
        }
    }
    SECTION("not for an address that has nothing") {
        REQUIRE(wallet.account.new_address("empty"));
        REQUIRE(wallet.becomes([&] { return wallet.account.addresses().size() == 2; }));
        const auto empty = wallet.account.addresses().back().key;
        const auto refused = wallet.account.claim_name(empty, "zoe");
        REQUIRE_FALSE(refused);
        CHECK(refused.error().reason == gui::AccountError::Payment);
    }
}

TEST_CASE("a payment that was signed while no core answered is sent by the next run", "[light]") {
    const ScratchFolder folder;
    const auto me = make_keys(folder / "keys");
    RealNode lost{me};
    lost.mine(5);
    const light::Outbox outbox{(folder / "keys") + ".payments", rules().network};
    std::string id;
    {
        Watched wallet{settings_of({lost.address()}), folder / "keys"};
        REQUIRE(wallet.account.open_keys(phrase()));
        REQUIRE(wallet.becomes([&] { return wallet.account.balance().spendable.count == 300; }));
        lost.stop();
        REQUIRE(
            wallet.becomes([&] { return wallet.account.connection().state == LinkState::Away; }));
        CHECK(wallet.account.connection().warnings.front().text == "No core answers.");
        REQUIRE(wallet.account.pay(to_ben(50)));
        REQUIRE(wallet.becomes([&] { return wallet.account.balance().leaving.count == 51; }));
        CHECK(wallet.account.history().front().untaken);
        id = wallet.account.history().front().id;
        REQUIRE(outbox.read()->size() == 1);
        CHECK(to_text(outbox.read()->front().payment.id()) == id);
    }
    // Not before: who is connected with a core hears of all that it knows, and would turn to them.
    RealNode stays{me, &lost};
    Watched wallet{settings_of({stays.address()}), folder / "keys"};
    REQUIRE(wallet.account.open_keys(phrase()));
    REQUIRE(wallet.is_up_to_date(5));
    CHECK(wallet.account.balance().leaving.count == 51);  // nobody sees it as if it were not there
    REQUIRE(wallet.becomes([&] {
        const auto history = wallet.account.history();
        return !history.empty() && history.front().id == id && !history.front().untaken;
    }));
    CHECK(stays.waiting() == 1);
    stays.mine();
    REQUIRE(wallet.becomes([&] {
        const auto history = wallet.account.history();
        const auto* entry = find(history, gui::EntryKind::Sent);
        return entry != nullptr && entry->state == EntryState::Confirmed;
    }));
    CHECK(outbox.read()->size() == 1);  // a block may be taken back
    stays.mine(20);
    REQUIRE(wallet.becomes([&] { return outbox.read()->empty(); }));
}

TEST_CASE("what all cores have refused is not sent by the next run", "[light]") {
    const ScratchFolder folder;
    const auto me = make_keys(folder / "keys");
    RealNode strict{me, nullptr, Carries::PaymentsAlone, ledger::Amount{60}};
    strict.mine(5);
    Watched wallet{settings_of({strict.address()}), folder / "keys"};
    REQUIRE(wallet.account.open_keys(phrase()));
    REQUIRE(wallet.is_up_to_date(5));
    REQUIRE(wallet.account.pay(to_ben(50)));
    REQUIRE(wallet.becomes([&] {
        const auto history = wallet.account.history();
        const auto* entry = find(history, gui::EntryKind::Sent);
        return entry != nullptr && entry->state == EntryState::Refused;
    }));
    // Its owner has read that nothing was paid, and may have paid once more.
    CHECK(light::Outbox{(folder / "keys") + ".payments", rules().network}.read()->empty());
    CHECK(wallet.account.balance().spendable.count == 300);
}

TEST_CASE("another history with more work is followed, and told", "[light]") {
    const ScratchFolder folder;
    const auto me = make_keys(folder / "keys");
    RealNode first{me};
    RealNode second{key_of("somebody").public_key()};
    first.mine(2);
    Watched wallet{settings_of({first.address(), second.address()}), folder / "keys"};
    REQUIRE(wallet.account.open_keys(phrase()));
    REQUIRE(wallet.becomes([&] { return wallet.account.balance().maturing.count == 200; }));
    second.mine(4);
    CHECK(first.height() == 2);
    CHECK(second.height() == 4);
    REQUIRE(wallet.is_up_to_date(4));
    REQUIRE(wallet.becomes([&] { return !wallet.account.connection().warnings.empty(); }));
    CHECK(wallet.account.balance().maturing.count == 0);
    std::string told;
    for (const auto& each : wallet.news) told += each.text + "\n";
    for (const auto& each : wallet.account.connection().warnings) told += each.text + "\n";
    INFO(told);
    CHECK_FALSE(wallet.news.empty());
    const auto history = wallet.account.history();
    REQUIRE(history.size() == 2);
    for (const auto& each : history) {
        CHECK(each.state == EntryState::Refused);
        CHECK_FALSE(each.reason.empty());
    }
}

TEST_CASE("a key is in the file before anybody hears of its address", "[light]") {
    const ScratchFolder folder;
    RealNode node{key_of("somebody").public_key()};
    Watched wallet{settings_of({node.address()}), folder / "keys"};
    CHECK(wallet.account.keys() == gui::KeysState::None);
    REQUIRE(wallet.account.create_keys(phrase()));
    REQUIRE(wallet.account.new_address("bread"));
    (void)wallet.account.take_news();
    const auto in_file = wallet::read_key_file(folder / "keys", phrase());
    REQUIRE(in_file);
    REQUIRE(wallet.account.addresses().size() == 2);
    REQUIRE(in_file->size() == 2);
    for (std::size_t at = 0; at < 2; ++at) {
        CHECK(wallet.account.addresses()[at].key == (*in_file)[at].key.public_key());
    }
    CHECK(wallet.account.addresses()[1].label == "bread");
    REQUIRE(wallet.account.rename((*in_file)[1].key.public_key(), "rice"));
    (void)wallet.account.take_news();
    CHECK(wallet.account.addresses()[1].label == "rice");
    const crypto::SecretText wrong{std::string{"sesame"}};
    CHECK_FALSE(wallet.account.open_keys(wrong));
    CHECK_FALSE(wallet.account.close_block());
}

TEST_CASE("headers are kept for the next run", "[light]") {
    const ScratchFolder folder;
    RealNode node{make_keys(folder / "keys")};
    node.mine(3);
    auto settings = settings_of({node.address()});
    settings.headers_file = folder / "headers";
    {
        Watched wallet{settings, folder / "keys"};
        REQUIRE(wallet.is_up_to_date(3));
    }
    CHECK(std::filesystem::file_size(folder / "headers") == 3 * chain::header_size);
    node.stop();
    Watched wallet{settings, folder / "keys"};
    CHECK(wallet.becomes([&] { return wallet.account.connection().state == LinkState::Away; }));
    CHECK(wallet.account.connection().have == 3);
}
