// What a wallet says about its points, and how it pays.
#include "wallet.hpp"

#include "wallet_scene.hpp"

using namespace scene;

namespace {

// Ann can spend 100 points and has 300 that are too young; ben has nothing.
struct Village {
    ScratchFolder folder{};
    PublicKey ann, ben;
    Village() {
        Wallet wallet = wallet_of(folder, "ann");
        write_blocks(wallet, 4);
        ann = address_of(wallet);
        ben = address_of(wallet_of(folder, "ben"));
    }
};

}  // namespace

TEST_CASE("points that were mined are spendable when they are three blocks old", "[06]") {
    const ScratchFolder folder;
    Wallet wallet = wallet_of(folder, "ann");
    write_blocks(wallet, 2);
    CHECK(wallet.balance().spendable == Points{0});
    CHECK(wallet.balance().maturing == Points{200});
    write_blocks(wallet, 1);
    CHECK(wallet.balance().spendable == Points{100});
    CHECK(wallet.balance().maturing == Points{200});
}

TEST_CASE("a payment leaves at once, and arrives with the next block", "[06]") {
    const Village village;
    Wallet ann = wallet_of(village.folder, "ann");
    const Points before = ann.balance().spendable;
    REQUIRE(ann.pay(payment(village.ben, 30, "you are great")));
    CHECK(ann.balance().spendable == Points{before.count - 31});  // the change is spendable
    CHECK(ann.balance().leaving == Points{31});
    Wallet ben = wallet_of(village.folder, "ben");
    CHECK(ben.balance().arriving == Points{30});
    CHECK(ben.balance().spendable == Points{0});
    CHECK(!ben.pay(payment(village.ann, 1)));
    ann = wallet_of(village.folder, "ann");
    write_blocks(ann, 1);
    CHECK(ann.balance().leaving == Points{0});
    CHECK(wallet_of(village.folder, "ben").balance().spendable == Points{30});
}

TEST_CASE("the history tells the newest first, with the reason", "[06]") {
    const Village village;
    Wallet ann = wallet_of(village.folder, "ann");
    REQUIRE(ann.pay(payment(village.ben, 30, "you are great")));
    CHECK(ann.history()[0].state == EntryState::Waiting);
    write_blocks(ann, 1);
    REQUIRE(ann.history().size() == 6);
    CHECK(ann.history()[1].kind == EntryKind::Mined);
    CHECK(ann.history()[1].amount == Points{101});  // with ann's own fee
    CHECK(ann.history()[0].kind == EntryKind::Sent);
    CHECK(ann.history()[0].amount == Points{30});
    CHECK(ann.history()[0].fee == Points{1});
    CHECK(ann.history()[0].counterpart == village.ben);
    const Wallet ben = wallet_of(village.folder, "ben");
    REQUIRE(ben.history().size() == 1);
    CHECK(ben.history()[0].kind == EntryKind::Received);
    CHECK(ben.history()[0].height == 5);
    CHECK(ben.history()[0].counterpart == village.ann);
    CHECK(ben.history()[0].note == "you are great");
}

TEST_CASE("change of a payment that waits can be spent again at once", "[06]") {
    const Village village;
    Wallet ann = wallet_of(village.folder, "ann");
    const auto all = ann.balance().spendable.count;
    REQUIRE(ann.pay(payment(village.ben, 10)));
    REQUIRE(ann.pay(payment(village.ben, all - 12)));  // 10 and two fees are gone
    CHECK(ann.balance().spendable == Points{0});
    write_blocks(ann, 1);
    CHECK(wallet_of(village.folder, "ben").balance().spendable == Points{all - 2});
}

TEST_CASE("who has too little is told so, and nothing has happened", "[06]") {
    const Village village;
    Wallet ann = wallet_of(village.folder, "ann");
    const auto refused = ann.pay(payment(village.ben, 1'000));
    REQUIRE(!refused);
    CHECK(refused.error().reason == AccountError::Payment);
    CHECK(!ann.pay(payment(village.ben, sbc::json_max_integer)));
    CHECK(book_in(village.folder).waiting().empty());
}

TEST_CASE("the fee grows with the coins that a payment needs", "[06]") {
    const ScratchFolder folder;
    Wallet ann = wallet_of(folder, "ann");
    write_blocks(ann, 13);
    CHECK(ann.fee_for(payment(address_of(ann), 50)) == Points{1});
    const auto many = ann.fee_for(payment(address_of(ann), 950));
    REQUIRE(many);
    CHECK(many->count > 1);
    Payment exact = payment(address_of(ann), 950);
    exact.fee = *many;
    CHECK(ann.pay(exact));
}

TEST_CASE("locked keys spend nothing, show nothing, and get no reward", "[06]") {
    const Village village;
    Wallet ann = wallet_of(village.folder, "ann");
    CHECK(ann.keys() == KeysState::Open);
    ann.close_keys();
    CHECK(ann.keys() == KeysState::Locked);
    CHECK(ann.addresses().empty());
    CHECK(ann.history().empty());
    CHECK(ann.balance().spendable == Points{0});
    CHECK(!ann.pay(payment(village.ben, 1)));
    CHECK(!ann.close_block());
    CHECK(!ann.open_keys(phrase("something else")));
    CHECK(ann.keys() == KeysState::Locked);
    CHECK(ann.open_keys(phrase()));
    CHECK(ann.history().size() == 4);
}

TEST_CASE("more addresses, each with its label and its points", "[06]") {
    const Village village;
    Wallet ann = wallet_of(village.folder, "ann");
    REQUIRE(ann.new_address("savings"));
    const auto before = ann.addresses();
    REQUIRE(before.size() == 2);
    CHECK(before[1].label == "savings");
    REQUIRE(ann.pay(payment(before[1].key, 40)));
    CHECK(ann.addresses()[1].balance == Points{40});
    CHECK(ann.history()[0].kind == EntryKind::ToMyself);
    CHECK(ann.history()[0].amount == Points{40});
    REQUIRE(ann.rename(before[1].key, "for the piano"));
    CHECK(wallet_of(village.folder, "ann").addresses()[1].label == "for the piano");
}

TEST_CASE("keys travel in a file with a pass phrase of its own", "[06]") {
    const Village village;
    Wallet ann = wallet_of(village.folder, "ann");
    REQUIRE(ann.export_keys(village.folder / "copy", phrase("for the copy")));
    CHECK(!ann.export_keys(village.folder / "copy", phrase("for the copy")));  // it is there
    Wallet ben = wallet_of(village.folder, "ben");
    CHECK(!ben.import_keys(village.folder / "copy", phrase()));
    REQUIRE(ben.import_keys(village.folder / "copy", phrase("for the copy")));
    CHECK(ben.addresses().size() == 2);
    CHECK(ben.balance().spendable == ann.balance().spendable);
    REQUIRE(ben.import_keys(village.folder / "copy", phrase("for the copy")));  // no key twice
    CHECK(ben.addresses().size() == 2);
}

TEST_CASE("another pass phrase takes the place of the first", "[06]") {
    const Village village;
    Wallet ann = wallet_of(village.folder, "ann");
    CHECK(!ann.change_pass_phrase(phrase("a guess"), phrase("new")));
    REQUIRE(ann.change_pass_phrase(phrase(), phrase("new")));
    REQUIRE(ann.new_address("after it"));
    ann.close_keys();
    CHECK(!ann.open_keys(phrase()));
    CHECK(ann.open_keys(phrase("new")));
    CHECK(ann.addresses().size() == 2);
}

TEST_CASE("a copy of the keys makes a wallet where there is none", "[06]") {
    const Village village;
    const Wallet ann = wallet_of(village.folder, "ann");
    Wallet old = wallet_of(village.folder, "ann");
    REQUIRE(old.new_address("savings"));
    REQUIRE(old.export_keys(village.folder / "copy", phrase("for the copy")));
    Wallet restored{book_in(village.folder), village.folder / "new machine"};
    REQUIRE(restored.keys() == KeysState::None);
    CHECK(!restored.import_keys(village.folder / "copy", phrase("a guess")));
    CHECK(restored.keys() == KeysState::None);
    REQUIRE(restored.import_keys(village.folder / "copy", phrase("for the copy")));
    CHECK(restored.keys() == KeysState::Open);
    REQUIRE(restored.addresses().size() == 2);
    CHECK(restored.addresses()[1].label == "savings");
    CHECK(restored.balance().spendable == ann.balance().spendable);
    restored.close_keys();
    CHECK(!restored.open_keys(phrase()));
    CHECK(restored.open_keys(phrase("for the copy")));  // its pass phrase came with it
}

TEST_CASE("after another program has written in the book, one tries once more", "[06]") {
    const Village village;
    Wallet ann = wallet_of(village.folder, "ann");
    const auto others_write = [&] {
        Wallet ben = wallet_of(village.folder, "ben");
        write_blocks(ben, 1);
    };
    others_write();
    const auto late = ann.pay(payment(village.ben, 30));
    REQUIRE(!late);
    CHECK(late.error().reason == AccountError::Ledger);
    CHECK_THAT(late.error().text, ContainsSubstring("try once more"));
    CHECK(ann.height() == 5);
    REQUIRE(ann.pay(payment(village.ben, 30)));
    others_write();
    CHECK(!ann.close_block());
    CHECK(ann.history()[0].state == EntryState::Confirmed);  // the payment is in ben's block
    CHECK(ann.close_block());
}

TEST_CASE("a key file whose name is too long is not there, and cannot be made", "[06]") {
    const ScratchFolder folder;
    Wallet wallet{book_in(folder), folder / std::string(300, 'k')};
    CHECK(wallet.keys() == KeysState::None);
    CHECK(!wallet.create_keys(phrase()));
}
