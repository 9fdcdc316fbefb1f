#include "ledger/address_book.hpp"

#include "ledger_kit.hpp"
#include "ledgers/scene.hpp"

using namespace kit;
using sbc::chain::Block;
using sbc::chain::Undo;

namespace {

struct Watched {
    AddressBook book;
    InlineChecker checker;
    Ledger ledger{rules(), seed, checker, {&book}};
    std::vector<std::pair<Block, Undo>> done;
    explicit Watched(AddressBook of) : book{std::move(of)} {}

    void apply(const std::vector<Transaction>& transactions, std::uint64_t height) {
        Block block;
        if (!done.empty()) block.header.previous = hash_of(done.back().first.header);
        for (const auto& transaction : transactions) {
            block.transactions.push_back(encode(transaction));
        }
        auto undo = ledger.connect(block, Height{height});
        REQUIRE(undo);
        done.emplace_back(block, *undo);
    }
    void undo() {
        REQUIRE(ledger.disconnect(done.back().first, done.back().second));
        done.pop_back();
    }
    [[nodiscard]] std::uint64_t balance(const SigningKey& of) const {
        return book.balance(of.public_key()).value();
    }
    // The newest first: what it is, what comes and what goes.
    [[nodiscard]] std::vector<Line> lines(const SigningKey& of) const {
        std::vector<Line> all;
        const std::vector keys{of.public_key()};
        for (const auto* record : book.history(of.public_key(), 100)) {
            all.push_back(line_of(*record, keys));
        }
        return all;
    }
};

struct Story : Watched {
    Transaction mined = coinbase(1, {output(alice(), 60), output(alice(), 40)});
    Transaction paid =
        payment({spend(mined, 0, alice())}, {output(bob(), 35), output(alice(), 20)});
    Transaction onward = payment({spend(paid, 0, bob())}, {output(carol(), 35)});

    explicit Story(AddressBook of = AddressBook::of_everybody(seed)) : Watched{std::move(of)} {
        paid.note = Note{"memo", "you are great"};
        paid = signed_again(paid);
        onward = payment({spend(paid, 0, bob())}, {output(carol(), 35)});
    }
    static Transaction signed_again(Transaction paid) {
        paid.inputs[0].signature = alice().sign(message(rules().network, paid));
        return paid;
    }
    void happen() {
        apply({mined}, 1);
        apply({coinbase(4, {output(bob(), 105)}), paid, onward}, 4);
    }
};

}  // namespace

TEST_CASE("an address has its balance, its coins and its history", "[ledger]") {
    Story story;
    story.happen();
    CHECK(story.balance(alice()) == 60);
    CHECK(story.balance(bob()) == 105);
    CHECK(story.balance(carol()) == 35);
    const auto coins = story.book.coins(alice().public_key());
    REQUIRE(coins.size() == 2);
    for (const auto& [outpoint, coin] : coins) CHECK(story.ledger.coins().find(outpoint) == coin);

    const auto of_bob = story.lines(bob());
    REQUIRE(of_bob.size() == 3);  // the newest first
    CHECK(of_bob[0].kind == Kind::Sent);
    CHECK(of_bob[0].goes == Amount{35});
    CHECK(of_bob[1].kind == Kind::Received);
    CHECK(of_bob[1].comes == Amount{35});
    CHECK(of_bob[2].kind == Kind::Mined);
    CHECK(of_bob[2].comes == Amount{105});

    const auto* newest = story.book.history(alice().public_key(), 1).at(0);
    CHECK(newest->id == id(story.paid));
    CHECK(newest->height == Height{4});
    CHECK(newest->note == Note{"memo", "you are great"});
    CHECK(newest->spent == std::vector{output(alice(), 60)});
    CHECK(newest->made == story.paid.outputs);
    CHECK(story.lines(alice())[0].comes == Amount{20});
    CHECK(story.lines(alice())[0].goes == Amount{60});
    CHECK(story.book.history(alice().public_key(), 5, 1).at(0)->mined);
    CHECK(story.book.history(alice().public_key(), 5, 2).empty());
    CHECK(story.book.history_size(bob().public_key()) == 3);
}

TEST_CASE("several addresses of one owner have one line for each transaction", "[ledger]") {
    Story story;
    story.happen();
    const std::vector both{alice().public_key(), bob().public_key()};
    const auto* paid = story.book.history(alice().public_key(), 1).at(0);
    const Line line = line_of(*paid, both);
    CHECK(line.comes == Amount{55});
    CHECK(line.goes == Amount{60});
}

TEST_CASE("what has not happened leaves nothing in the book", "[ledger]") {
    Story story;
    story.happen();
    story.undo();
    CHECK(story.balance(alice()) == 100);
    CHECK(story.balance(bob()) == 0);
    CHECK(story.book.coins(alice().public_key()).size() == 2);
    CHECK(story.book.history_size(alice().public_key()) == 1);
    CHECK(story.book.addresses() == 1);
    CHECK(story.book.records() == 1);
    story.undo();
    CHECK(story.book.addresses() == 0);
    CHECK(story.book.records() == 0);
    story.happen();
    CHECK(story.balance(carol()) == 35);
}

TEST_CASE("a refused block leaves nothing in the book", "[ledger]") {
    Story story;
    story.apply({story.mined}, 1);
    Block bad{{}, {encode(story.paid), encode(story.paid)}};
    CHECK_FALSE(story.ledger.connect(bad, Height{4}));
    CHECK(story.balance(alice()) == 100);
    CHECK(story.book.records() == 1);
}

TEST_CASE("a book of some keeps what concerns them, and nothing else", "[ledger]") {
    Story story{AddressBook::of_some(seed)};
    story.book.watch(carol().public_key());
    story.happen();
    CHECK(story.balance(carol()) == 35);
    CHECK(story.balance(alice()) == 0);
    CHECK(story.book.records() == 1);
    CHECK(story.lines(carol()).at(0).kind == Kind::Received);
    story.undo();
    CHECK(story.balance(carol()) == 0);
    CHECK(story.book.records() == 0);
    SECTION("a key that is watched later has what comes from then on") {
        story.book.watch(bob().public_key());
        story.apply({coinbase(4, {output(bob(), 105)}), story.paid, story.onward}, 4);
        CHECK(story.balance(bob()) == 105);
        CHECK(story.book.history_size(bob().public_key()) == 3);
        story.undo();
        story.undo();
        CHECK(story.balance(bob()) == 0);
    }
}
