#include "light/outbox.hpp"

#include <filesystem>

#include "base/file.hpp"
#include "catch.hpp"
#include "crypto/hash.hpp"
#include "scene.hpp"

using namespace sbc;
using namespace sbc::light;
using light_test::reason_of;

namespace {

Signed outgoing(std::uint32_t number) {
    ledger::Transaction payment;
    payment.inputs.push_back({{crypto::hash256(as_bytes("coin")), number}, {}});
    payment.outputs.push_back({light_test::key_of("ben").public_key(), ledger::Amount{5}});
    auto checked = ledger::check_transaction(encode(payment));
    REQUIRE(checked);
    return {std::move(*checked), {{light_test::key_of("me").public_key(), ledger::Amount{6}}}};
}
const crypto::Hash ours = crypto::hash256(as_bytes("our network"));

}  // namespace

TEST_CASE("what has been signed is in the file, and read again as it was", "[light]") {
    const ScratchFolder folder;
    Outbox outbox{folder / "payments", ours};
    REQUIRE(outbox.read());
    CHECK(outbox.read()->empty());
    REQUIRE(outbox.add(outgoing(1)));
    REQUIRE(outbox.add(outgoing(2)));
    const Outbox again{folder / "payments", ours};
    const auto read = again.read();
    REQUIRE(read);
    REQUIRE(read->size() == 2);
    CHECK((*read)[0].payment.id() == outgoing(1).payment.id());
    CHECK((*read)[1].spends == outgoing(2).spends);
    SECTION("what is settled goes, and nothing else") {
        REQUIRE(outbox.remove({outgoing(1).payment.id()}));
        REQUIRE(outbox.read()->size() == 1);
        CHECK(outbox.read()->front().payment.id() == outgoing(2).payment.id());
        REQUIRE(outbox.remove({outgoing(1).payment.id()}));
    }
    SECTION("others of this machine may not read it") {
        namespace fs = std::filesystem;
        CHECK((fs::status(folder / "payments").permissions() & fs::perms::others_all) ==
              fs::perms::none);
    }
    SECTION("two programs add to it, and neither loses what the other wrote") {
        Outbox other{folder / "payments", ours};
        REQUIRE(other.add(outgoing(3)));
        REQUIRE(outbox.add(outgoing(4)));
        CHECK(other.read()->size() == 4);
    }
    SECTION("a line without its end never happened, and stands in nobody's way") {
        const auto text = read_file(folder / "payments", 100'000, Readers::OwnerOnly);
        REQUIRE(text);
        REQUIRE(replace_file(folder / "payments", {*text, text->substr(0, text->size() - 7)}));
        REQUIRE(outbox.read());
        CHECK(outbox.read()->size() == 1);
        REQUIRE(outbox.add(outgoing(5)));
        CHECK(outbox.read()->size() == 2);
    }
}

TEST_CASE("a file that is not an outbox of this network is left alone, and named", "[light]") {
    const ScratchFolder folder;
    REQUIRE(create_file(folder / "diary", "Dear diary\n", Readers::OwnerOnly));
    Outbox diary{folder / "diary", ours};
    CHECK(reason_of(diary.read()) == OutboxError::NotOurs);
    CHECK(reason_of(diary.add(outgoing(1))) == OutboxError::NotOurs);
    CHECK(*read_file(folder / "diary", 100, Readers::OwnerOnly) == "Dear diary\n");

    Outbox mine{folder / "payments", ours};
    REQUIRE(mine.add(outgoing(1)));
    Outbox theirs{folder / "payments", crypto::hash256(as_bytes("another network"))};
    CHECK(reason_of(theirs.read()) == OutboxError::NotOurs);
    Outbox nowhere{folder / "missing/payments", ours};
    CHECK(reason_of(nowhere.add(outgoing(1))) == OutboxError::Cannot);
}

TEST_CASE("a line of the outbox is read strictly", "[light]") {
    const std::string line = encode(outgoing(1));
    REQUIRE(decode_signed(line));
    CHECK(encode(*decode_signed(line)) == line);
    const auto changed = [&](const std::string& from, const std::string& to) {
        std::string other = line;
        const auto at = other.find(from);
        REQUIRE(at != std::string::npos);
        return decode_signed(other.replace(at, from.size(), to));
    };
    CHECK_FALSE(changed("\"spends\":[{", "\"spends\":[],\"x\":[{"));
    CHECK_FALSE(changed("\"amount\":6", "\"amount\":-6"));
    CHECK_FALSE(changed("\"address\":\"sb1", "\"address\":\"sb2"));
    CHECK_FALSE(changed("{\"payment\"", "{ \"payment\""));
    CHECK_FALSE(decode_signed(line.substr(1)));
    CHECK_FALSE(decode_signed(""));
}

TEST_CASE("an outbox that is full says so", "[light][.long]") {
    const ScratchFolder folder;
    Outbox outbox{folder / "payments", ours};
    for (std::uint32_t i = 0; i < most_outgoing; ++i) REQUIRE(outbox.add(outgoing(i)));
    CHECK(reason_of(outbox.add(outgoing(9'999))) == OutboxError::TooMany);
    CHECK(outbox.read()->size() == most_outgoing);
}
