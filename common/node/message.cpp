#include "node/message.hpp"

#include <algorithm>

#include "chain/merkle.hpp"
#include "crypto/address.hpp"
#include "ledger/canonical_scanner.hpp"
#include "ledger/transaction.hpp"

namespace sbc::node {

using ledger::CanonicalScanner;

namespace {

using Scan = CanonicalScanner;

// A transaction has three; with what stands around one in a message they are fewer than the eight
// that p2p allows.
constexpr std::size_t deepest_transaction = 4;

// --- values ---

Header read_header(Scan& scan) {
    chain::HeaderBytes bytes{};
    scan.hex(bytes);
    return chain::decode_header(bytes);
}

PublicKey read_address(Scan& scan) {
    const std::string_view text = scan.quoted(crypto::address_size);
    if (scan.failed()) return {};
    const auto key = crypto::from_address(text);
    if (key && crypto::to_address(*key) == text) return *key;
    scan.fail("before it stands no address in lower case");
    return {};
}

template <class T, class ReadItem>
std::vector<T> read_list(Scan& scan, std::size_t least, std::size_t most, ReadItem read_item) {
    std::vector<T> items;
    scan.list(most, [&] { items.push_back(read_item(scan)); });
    if (items.size() < least) scan.fail("before it stands an empty list");
    return items;
}

std::vector<Hash> read_hashes(Scan& scan, std::size_t least, std::size_t most) {
    return read_list<Hash>(scan, least, most, read_hash);
}

Spend read_spend(Scan& scan) {
    Spend spend;
    scan.expect(R"({"address":)");
    spend.address = read_address(scan);
    scan.expect(R"(,"amount":)");
    spend.amount = ledger::Amount{scan.integer(json_max_integer)};
    scan.expect("}");
    if (spend.amount == ledger::Amount{0}) scan.fail("before it stands an amount of nothing");
    return spend;
}

std::string read_reason(Scan& scan) {
    scan.expect(R"(,"reason":)");
    return scan.text(longest_reason);
}

// --- messages: what comes after the first field's name, up to the last brace ---

Tip read_tip(Scan& scan) {
    Tip tip;
    tip.height = read_height(scan);
    scan.expect(R"(,"kind":"tip","tip":)");
    tip.tip = read_hash(scan);
    scan.expect(R"(,"work":)");
    U256::LeBytes bytes{};
    scan.hex(bytes);
    std::reverse(bytes.begin(), bytes.end());
    tip.work = U256::from_le_bytes(bytes);
    return tip;
}

Headers read_headers(Scan& scan) {
    Headers message{read_list<Header>(scan, 0, most_headers, read_header)};
    scan.expect(R"(,"kind":"headers")");
    return message;
}

OneBlock read_block(Scan& scan) {
    OneBlock message;
    scan.expect(R"({"header":)");
    message.block.header = read_header(scan);
    scan.expect(R"(,"transactions":)");
    message.block.transactions =
        read_list<std::string>(scan, 0, chain::most_transactions, read_transaction);
    scan.expect(R"(},"kind":"block")");
    return message;
}

NodeMessage read_ids(Scan& scan) {
    std::vector<Hash> ids = read_hashes(scan, 1, most_ids);
    if (scan.take(R"(,"kind":"have")")) return Have{std::move(ids)};
    scan.expect(R"(,"kind":"get_payments")");
    if (ids.size() > most_payments) scan.fail("so many payments cannot be asked for at once");
    return GetPayments{std::move(ids)};
}

Payments read_payments(Scan& scan) {
    Payments message{read_list<std::string>(scan, 1, most_payments, read_transaction)};
    std::size_t bytes = 0;
    for (const std::string& payment : message.payments) bytes += payment.size();
    if (bytes > most_payment_bytes) scan.fail("before it stand too many bytes of payments");
    return message;
}

ShownPayment read_waiting(Scan& scan) {
    ShownPayment waiting;
    scan.expect(R"({"payment":)");
    waiting.payment = read_transaction(scan);
    scan.expect(R"(,"spends":)");
    waiting.spends = read_spends(scan);
    scan.expect("}");
    return waiting;
}

LightMessage read_above(Scan& scan) {
    const Height above = read_height(scan);
    if (scan.take(R"(,"kind":"get_records","through":)")) return GetRecords{above, read_hash(scan)};
    scan.expect(R"(,"kind":"records","records":)");
    Records message{above, {}, read_list<Record>(scan, 0, most_records, read_record)};
    scan.expect(R"(,"upto":)");
    message.upto = read_height(scan);
    return message;
}

LightMessage read_id(Scan& scan) {
    const Hash id = read_hash(scan);
    if (scan.take(R"(,"kind":"paid")")) return Paid{id};
    if (scan.take(R"(,"kind":"gone")")) return Gone{id, read_reason(scan)};
    scan.expect(R"(,"kind":"not_paid")");
    return NotPaid{id, read_reason(scan)};
}

// The name of the first field says which message it is, or nearly: fields are sorted.
NodeMessage read_node_message(Scan& scan) {
    if (scan.take(R"({"block":)")) return read_block(scan);
    if (scan.take(R"({"headers":)")) return read_headers(scan);
    if (scan.take(R"({"height":)")) return read_tip(scan);
    if (scan.take(R"({"ids":)")) return read_ids(scan);
    if (scan.take(R"({"kind":"payments","payments":)")) return read_payments(scan);
    if (scan.take(R"({"kind":"get_headers","locator":)")) {
        return GetHeaders{read_hashes(scan, 1, most_in_locator)};
    }
    if (scan.take(R"({"hashes":)")) {
        GetBlocks message{read_hashes(scan, 1, most_blocks_asked)};
        scan.expect(R"(,"kind":"get_blocks")");
        return message;
    }
    if (scan.take(R"({"header":)")) {
        const Coming message{read_header(scan)};
        scan.expect(R"(,"kind":"coming")");
        return message;
    }
    scan.expect(R"({"hash":)");
    const NoBlock message{read_hash(scan)};
    scan.expect(R"(,"kind":"no_block")");
    return message;
}

LightMessage read_light_message(Scan& scan) {
    if (scan.take(R"({"above":)")) return read_above(scan);
    if (scan.take(R"({"headers":)")) return read_headers(scan);
    if (scan.take(R"({"height":)")) return read_tip(scan);
    if (scan.take(R"({"id":)")) return read_id(scan);
    if (scan.take(R"({"kind":"get_headers","locator":)")) {
        return GetHeaders{read_hashes(scan, 1, most_in_locator)};
    }
    if (scan.take(R"({"kind":"other_history")")) return OtherHistory{};
    if (scan.take(R"({"kind":"pay","payment":)")) return Pay{read_transaction(scan)};
    if (scan.take(R"({"kind":"waiting","payments":)")) {
        return Waiting{read_list<ShownPayment>(scan, 0, most_payments, read_waiting)};
    }
    scan.expect(R"({"addresses":)");
    const Watch message{read_list<PublicKey>(scan, 1, most_watched, read_address)};
    scan.expect(R"(,"kind":"watch")");
    return message;
}

template <class Message>
Result<Message, MessageError> decode(std::string_view body, Message (*read)(Scan&)) {
    if (body.size() > longest_body) {
        return refuse(MessageError::TooLarge, "a message of " + std::to_string(body.size()) +
                                                  " bytes, at most " +
                                                  std::to_string(longest_body) + " are read");
    }
    Scan scan{body};
    Message message = read(scan);
    scan.expect("}");
    if (!scan.failed()) scan.expect_end();
    if (scan.failed()) return refuse(MessageError::Malformed, *scan.fault());
    return message;
}

}  // namespace

Hash read_hash(CanonicalScanner& scan) {
    Hash hash;
    scan.hex(hash.bytes);
    std::reverse(hash.bytes.begin(), hash.bytes.end());
    return hash;
}

Height read_height(CanonicalScanner& scan) { return Height{scan.integer(highest)}; }

std::string read_transaction(CanonicalScanner& scan) {
    return std::string{scan.object(ledger::longest_transaction, deepest_transaction)};
}

std::vector<Spend> read_spends(CanonicalScanner& scan) {
    return read_list<Spend>(scan, 0, ledger::most_parts, read_spend);
}

Record read_record(CanonicalScanner& scan) {
    Record record;
    scan.expect(R"({"height":)");
    record.height = read_height(scan);
    scan.expect(R"(,"index":)");
    record.index = static_cast<std::uint32_t>(scan.integer(chain::most_transactions - 1));
    scan.expect(R"(,"siblings":)");
    record.siblings = read_hashes(scan, 0, chain::deepest_proof);
    scan.expect(R"(,"spends":)");
    record.spends = read_spends(scan);
    scan.expect(R"(,"transaction":)");
    record.transaction = read_transaction(scan);
    scan.expect("}");
    return record;
}

Result<NodeMessage, MessageError> decode_node_message(std::string_view body) {
    return decode(body, read_node_message);
}
Result<LightMessage, MessageError> decode_light_message(std::string_view body) {
    return decode(body, read_light_message);
}

}  // namespace sbc::node
