#include <algorithm>
#include <limits>

#include "crypto/address.hpp"
#include "ledger/canonical_scanner.hpp"
#include "ledger/transaction.hpp"

namespace sbc::ledger {
namespace {

// Reads the parts in passing, and keeps the text without the signatures.
class TransactionReader {
public:
    TransactionReader(std::string_view text, crypto::RecentAddresses* seen)
        : text_{text}, scan_{text}, seen_{seen} {
        unsigned_text_.reserve(text.size());
    }

    [[nodiscard]] Result<Transaction, LedgerError> read() {
        Transaction read;
        scan_.expect("{");
        if (scan_.take("\"coinbase\":")) {
            read.coinbase = read_coinbase();
        } else {
            scan_.expect("\"inputs\":");
            scan_.list(most_parts, [&] { read.inputs.push_back(read_input()); });
        }
        if (scan_.take(",\"note\":")) read.note = read_note();
        scan_.expect(",\"outputs\":");
        scan_.list(most_parts, [&] { read.outputs.push_back(read_output()); });
        scan_.expect("}");
        scan_.expect_end();
        keep_until(scan_.position());
        if (scan_.failed()) return refuse(LedgerError::NotCanonical, *scan_.fault());
        return read;
    }
    [[nodiscard]] std::string unsigned_text() { return std::move(unsigned_text_); }

private:
    // What lies between here and what was kept last is part of the unsigned text.
    void keep_until(std::size_t end) { unsigned_text_ += text_.substr(kept_, end - kept_); }

    Hash read_hash() {
        Hash hash;
        scan_.hex(hash.bytes);
        std::reverse(hash.bytes.begin(), hash.bytes.end());  // as hashes are shown
        return hash;
    }
    Coinbase read_coinbase() {
        Coinbase coinbase;
        scan_.expect("{\"height\":");
        coinbase.height = Height{scan_.integer(json_max_integer)};
        scan_.expect(",\"network\":");
        coinbase.network = read_hash();
        scan_.expect("}");
        return coinbase;
    }
    Input read_input() {
        Input input;
        scan_.expect("{\"index\":");
        constexpr auto most = std::numeric_limits<std::uint32_t>::max();
        input.spends.index = static_cast<std::uint32_t>(scan_.integer(most));
        scan_.expect(",");
        keep_until(scan_.position());
        scan_.expect("\"signature\":");
        scan_.hex(input.signature.bytes);
        scan_.expect(",");
        kept_ = scan_.position();
        scan_.expect("\"transaction\":");
        input.spends.transaction = read_hash();
        scan_.expect("}");
        return input;
    }
    Note read_note() {
        const auto fits = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        };
        Note note;
        scan_.expect("{\"app\":");
        note.app = scan_.text(longest_app);
        if (note.app.empty() || !std::all_of(note.app.begin(), note.app.end(), fits)) {
            scan_.fail("before it must stand an app's name, made of a-z, 0-9 and -");
        }
        scan_.expect(",\"text\":");
        note.text = scan_.text(longest_note);
        scan_.expect("}");
        return note;
    }
    Output read_output() {
        Output output;
        scan_.expect("{\"address\":");
        const std::string_view address = scan_.quoted(crypto::address_size);
        if (scan_.failed()) return output;
        const auto key = seen_ != nullptr ? seen_->read(address) : crypto::from_address(address);
        if (!key) scan_.fail("before it must stand an address: " + key.error().text);
        if (!address.starts_with("sb1")) scan_.fail("an address in small letters");
        if (key) output.to = *key;
        scan_.expect(",\"amount\":");
        output.amount = Amount{scan_.integer(most_amount.value())};
        scan_.expect("}");
        return output;
    }

    std::string_view text_;
    CanonicalScanner scan_;
    crypto::RecentAddresses* seen_;
    std::string unsigned_text_;
    std::size_t kept_ = 0;
};

bool spends_twice(const std::vector<Input>& inputs) {
    std::vector<Outpoint> spent;
    spent.reserve(inputs.size());
    for (const Input& input : inputs) spent.push_back(input.spends);
    std::sort(spent.begin(), spent.end());
    return std::adjacent_find(spent.begin(), spent.end()) != spent.end();
}

// What can be said about the parts without knowing any other transaction; if nothing, their sum.
Result<Amount, LedgerError> check_parts(const Transaction& parts) {
    using enum LedgerError;
    if (!parts.coinbase && parts.inputs.empty()) return refuse(NothingSpent, "it has no input");
    if (parts.outputs.empty()) return refuse(NobodyPaid, "it has no output");
    for (const Output& output : parts.outputs) {
        if (output.amount == Amount{0})
            return refuse(BadAmount, "an output has at least one point");
    }
    const auto total = total_of(parts.outputs);
    if (!total) return refuse(BadAmount, "together its outputs are more than there can be");
    if (spends_twice(parts.inputs)) return refuse(TwiceSpent, "it spends one output twice");
    return *total;
}

}  // namespace

Result<CheckedTransaction, LedgerError> check_transaction(std::string_view text,
                                                          crypto::RecentAddresses* seen) {
    if (text.size() > longest_transaction) {
        return refuse(LedgerError::NotCanonical,
                      "a transaction has at most 20,000 bytes, not " + std::to_string(text.size()));
    }
    TransactionReader reader{text, seen};
    auto parts = reader.read();
    if (!parts) return pass_on(parts);
    const auto total = check_parts(*parts);
    if (!total) return tl::unexpected(total.error());
    CheckedTransaction checked;
    checked.parts_ = std::move(*parts);
    checked.unsigned_text_ = reader.unsigned_text();
    checked.id_ = id_of(checked.unsigned_text_);
    checked.size_ = text.size();
    checked.goes_out_ = *total;
    return checked;
}

}  // namespace sbc::ledger
