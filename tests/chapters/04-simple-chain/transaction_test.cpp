// Transactions of stage 04 and their one spelling.
#include "transaction.hpp"

#include "catch.hpp"
#include "sample.hpp"

using namespace stage;

namespace {

const Transaction plain{.from = "alice",
                        .to = "bob",
                        .points = Points{100},
                        .note = "you are great",
                        .nonce = PaymentNonce{0x0123456789abcdef}};
const std::string plain_text =
    R"({"from":"alice","nonce":"0123456789abcdef","note":"you are great","points":100,"to":"bob"})";

// The plain transaction's text with this piece replaced.
std::string with(const std::string& piece, const std::string& by) {
    std::string text = plain_text;
    const std::size_t at = text.find(piece);
    REQUIRE(at != std::string::npos);
    return text.replace(at, piece.size(), by);
}

}  // namespace

TEST_CASE("a transaction has the bytes that every language's JSON gives it", "[04]") {
    // By Python: json.dumps(…, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    CHECK(encode(plain) == plain_text);
    const Transaction odd{.from = "bob",
                          .to = "花子",
                          .points = Points{sbc::json_max_integer},
                          .note = "\"thank\" \\ you\n\x1f",
                          .nonce = PaymentNonce{255}};
    CHECK(encode(odd) ==
          R"({"from":"bob","nonce":"00000000000000ff","note":"\"thank\" \\ you\n\u001f",)"
          R"("points":9007199254740991,"to":"花子"})");
}

TEST_CASE("a transaction is known by the hash of its bytes", "[04]") {
    CHECK(to_text(id_of(plain_text)) ==
          "16ec7aed928d49fa636ea636c79f2e1ef0f761bbae51bc9fa71dca148d21044e");
}

TEST_CASE("the same gift twice is two transactions", "[04]") {
    Transaction again = plain;
    again.nonce = PaymentNonce{8};
    CHECK(id_of(encode(again)) != id_of(encode(plain)));
}

TEST_CASE("what was encoded is decoded", "[04]") {
    const auto read = decode_transaction(plain_text);
    REQUIRE(read);
    CHECK(read->from == "alice");
    CHECK(read->to == "bob");
    CHECK(read->points == Points{100});
    CHECK(read->note == "you are great");
    CHECK(read->nonce == plain.nonce);
    CHECK(encode(*read) == plain_text);
}

TEST_CASE("the largest transaction is within its bound, whatever its names contain", "[04]") {
    const std::string worst = encode({.from = std::string(longest_name, '\x1f'),
                                      .to = std::string(longest_name, '\x1f'),
                                      .points = Points{sbc::json_max_integer},
                                      .note = std::string(longest_note, '\x1f'),
                                      .nonce = PaymentNonce{~std::uint64_t{0}}});
    CHECK(worst.size() <= longest_transaction);
    CHECK(decode_transaction(worst));
}

TEST_CASE("another spelling of a transaction is refused, since it would have another id", "[04]") {
    CHECK_FALSE(decode_transaction(with(":100", ": 100")));
    CHECK_FALSE(decode_transaction(with("alice", "\\u0061lice")));
    CHECK_FALSE(decode_transaction(
        with(R"("from":"alice",)", "").replace(plain_text.size() - 16, 1, R"(,"from":"alice"})")));
    CHECK_FALSE(decode_transaction(with("abcdef", "ABCDEF")));
    CHECK_FALSE(decode_transaction(plain_text + " "));
}

TEST_CASE("points are whole numbers from 1 to what JSON can hold", "[04]") {
    for (const char* wrong : {"0", "-1", "1.5", "1e2", "100.0", "\"100\"", "true", "null",
                              "9007199254740992", "18446744073709551617"}) {
        INFO("points: " << wrong);
        CHECK_FALSE(decode_transaction(with(":100", std::string{":"} + wrong)));
    }
    CHECK(decode_transaction(with(":100", ":1")));
    CHECK(decode_transaction(with(":100", ":9007199254740991")));
}

TEST_CASE("a transaction with a field missing, left over, empty or too long is refused", "[04]") {
    CHECK_FALSE(decode_transaction(with(R"("note":"you are great",)", "")));
    CHECK_FALSE(decode_transaction(with(R"("nonce")", R"("money":1,"nonce")")));
    CHECK_FALSE(decode_transaction(with("alice", "")));
    CHECK_FALSE(decode_transaction(with("bob", "")));
    CHECK(decode_transaction(with("you are great", "")));
    CHECK(decode_transaction(with("alice", std::string(longest_name, 'a'))));
    CHECK_FALSE(decode_transaction(with("alice", std::string(longest_name + 1, 'a'))));
    CHECK_FALSE(decode_transaction(with("you are great", std::string(longest_note + 1, 'a'))));
    CHECK_FALSE(decode_transaction(""));
    CHECK_FALSE(decode_transaction("[]"));
    CHECK_FALSE(decode_transaction("\x80\x04\x95"));
}
