#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "base/u256.hpp"
#include "chain/block.hpp"
#include "crypto/ed25519.hpp"
#include "ledger/amount.hpp"
#include "ledger/canonical_scanner.hpp"
#include "p2p/carried.hpp"

namespace sbc::node {

using chain::Block;
using chain::Hash;
using chain::Header;
using chain::Height;
using crypto::PublicKey;

// What nodes say to each other about blocks and payments, and what wallets and nodes do: the bodies
// of the applications "node" and "light" (docs/protocol.md, sections 20 and 21). All of it is
// direct, from neighbour to neighbour.
//
// Bounds; part of the protocol.
constexpr std::size_t longest_body = p2p::longest_direct;
constexpr std::size_t most_in_locator = 64;
constexpr std::size_t most_headers = 250;           // in one message
constexpr std::size_t most_blocks_asked = 16;       // in one question
constexpr std::size_t most_ids = 500;               // of payments that wait
constexpr std::size_t most_payments = 100;          // in one message,
constexpr std::size_t most_payment_bytes = 40'000;  // together
constexpr std::size_t most_watched = 100;           // addresses on one link
constexpr std::size_t most_records = 150;           // in one message
constexpr std::size_t longest_reason = 200;         // bytes of UTF-8
constexpr std::uint64_t highest = 1'000'000'000;    // a height

// --- both applications ---
struct Tip {  // the last block of my history, and the work of all of it. I have all its blocks.
    Hash tip;
    Height height{};
    U256 work;
    friend bool operator==(const Tip&, const Tip&) = default;
};
struct GetHeaders {             // what follows, in your history, the first of these that is in it?
    std::vector<Hash> locator;  // 1 to 64, the highest first, the last one the genesis block
    friend bool operator==(const GetHeaders&, const GetHeaders&) = default;
};
struct Headers {  // this; fewer than 250: nothing follows
    std::vector<Header> headers;
    friend bool operator==(const Headers&, const Headers&) = default;
};

// --- application "node" ---
// A block that stands on my tip: I have it, or it is on its way to me. Its header has been looked
// at. Passed on before the body is here, so that the way of a block costs one message for each
// neighbour on it, not three: who asks early is answered as soon as the body has come and holds.
struct Coming {
    Header header;
    friend bool operator==(const Coming&, const Coming&) = default;
};
struct GetBlocks {  // 1 to 16; answered one by one, each with a OneBlock or a NoBlock
    std::vector<Hash> hashes;
    friend bool operator==(const GetBlocks&, const GetBlocks&) = default;
};
struct OneBlock {
    Block block;  // its transactions are canonical JSON objects; what is in them the ledger judges
};
struct NoBlock {  // I do not have it, and it is not on its way
    Hash hash;
    friend bool operator==(const NoBlock&, const NoBlock&) = default;
};
struct Have {  // these payments wait with me
    std::vector<Hash> ids;
    friend bool operator==(const Have&, const Have&) = default;
};
struct GetPayments {
    std::vector<Hash> ids;
    friend bool operator==(const GetPayments&, const GetPayments&) = default;
};
struct Payments {                       // those of them that still wait with me
    std::vector<std::string> payments;  // canonical JSON objects, each as the ledger reads it
    friend bool operator==(const Payments&, const Payments&) = default;
};
using NodeMessage = std::variant<Tip, GetHeaders, Headers, Coming, GetBlocks, OneBlock, NoBlock,
                                 Have, GetPayments, Payments>;

// --- application "light": a wallet asks, a node answers ---
struct Watch {  // wallet: tell me about these from now on; in the place of what I said before
    std::vector<PublicKey> addresses;  // 1 to 100
    friend bool operator==(const Watch&, const Watch&) = default;
};
// What an input spends, says the node. The address is proven by the signature; the amount is not.
struct Spend {
    PublicKey address;
    ledger::Amount amount;
    friend bool operator==(const Spend&, const Spend&) = default;
};
struct ShownPayment {
    std::string payment;
    std::vector<Spend> spends;  // one for each input, in their order
    friend bool operator==(const ShownPayment&, const ShownPayment&) = default;
};
struct Waiting {  // node: these wait, and concern what you watch
    std::vector<ShownPayment> payments;
    friend bool operator==(const Waiting&, const Waiting&) = default;
};
struct Gone {  // node: one of those waits no longer, and is in no block
    Hash id;
    std::string reason;
    friend bool operator==(const Gone&, const Gone&) = default;
};
struct GetRecords {  // wallet: what concerns me above this height, up to this block of yours?
    Height above{};
    Hash through;
    friend bool operator==(const GetRecords&, const GetRecords&) = default;
};
// A transaction in a block, whole, with what shows that it is there (chain::MerkleProof).
struct Record {
    Height height{};
    std::uint32_t index = 0;     // its place in the block
    std::vector<Hash> siblings;  // the lowest first
    std::string transaction;
    std::vector<Spend> spends;  // one for each input; of a coinbase none
    friend bool operator==(const Record&, const Record&) = default;
};
struct Records {  // node: all there is with above < height <= upto, the lowest first
    Height above{};
    Height upto{};  // if it is less than the height that was asked for: ask for the rest
    std::vector<Record> records;
    friend bool operator==(const Records&, const Records&) = default;
};
struct OtherHistory {  // node: `through` is not in my history
    friend bool operator==(const OtherHistory&, const OtherHistory&) = default;
};
struct Pay {  // wallet
    std::string payment;
    friend bool operator==(const Pay&, const Pay&) = default;
};
struct Paid {  // node: it waits for a block
    Hash id;
    friend bool operator==(const Paid&, const Paid&) = default;
};
struct NotPaid {
    Hash id;
    std::string reason;
    friend bool operator==(const NotPaid&, const NotPaid&) = default;
};
using LightMessage = std::variant<Tip, GetHeaders, Headers, Watch, Waiting, Gone, GetRecords,
                                  Records, OtherHistory, Pay, Paid, NotPaid>;

enum class MessageError {
    TooLarge,   // more than longest_body; nothing was read
    Malformed,  // not a message of this application in its one spelling; the text says at which
                // byte, and what must stand there
};

// The one spelling. Who puts in more than the bounds allow gets a text that nobody takes. A payment
// or transaction that is no canonical JSON object goes out as {}.
[[nodiscard]] std::string encode(const NodeMessage& message);
[[nodiscard]] std::string encode(const LightMessage& message);

// Strict about everything but what is inside of transactions, which are canonical JSON objects and
// for the ledger to judge. Reads in one pass and builds nothing that it does not return.
[[nodiscard]] Result<NodeMessage, MessageError> decode_node_message(std::string_view body);
[[nodiscard]] Result<LightMessage, MessageError> decode_light_message(std::string_view body);

// So many bytes it adds to the body of a message; for whoever fills one up to longest_body. The
// message itself needs less than room_around.
[[nodiscard]] std::size_t size_of(const ShownPayment& payment);
[[nodiscard]] std::size_t size_of(const Record& record);
constexpr std::size_t room_around = 128;

// --- for another application that shows the same (section 26) ---
[[nodiscard]] std::string text_of(const Record& record);
[[nodiscard]] std::string text_of(const std::vector<Spend>& spends);
[[nodiscard]] Height read_height(ledger::CanonicalScanner& scan);
[[nodiscard]] Hash read_hash(ledger::CanonicalScanner& scan);
[[nodiscard]] Record read_record(ledger::CanonicalScanner& scan);
[[nodiscard]] std::vector<Spend> read_spends(ledger::CanonicalScanner& scan);
// An object for the ledger to judge.
[[nodiscard]] std::string read_transaction(ledger::CanonicalScanner& scan);

}  // namespace sbc::node
