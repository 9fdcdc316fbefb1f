// Transactions as they come: what is read in passing is exactly what a JSON parser reads that
// insists on the canonical spelling, and is written as it was read.
#include <limits>

#include "base/json.hpp"
#include "crypto/address.hpp"
#include "ledger/transaction.hpp"
#include "script.hpp"

namespace {

using fuzz::must;
using namespace sbc::ledger;
using sbc::JsonReader;

void read_hash(JsonReader& json, std::string_view field) {
    if (!sbc::crypto::hash_from_text(json.text(field, 64)))
        json.fault(sbc::JsonError::OutOfRange, "no hash");
}

// Whether it has the form of a transaction, by other means: slower, and written apart.
bool parses(std::string_view text) {
    auto json = JsonReader::parse(text, {.max_bytes = longest_transaction, .canonical = true});
    if (!json) return false;
    if (json->has("coinbase")) {
        json->inside("coinbase", [](JsonReader& part) {
            (void)part.integer("height", sbc::json_max_integer);
            read_hash(part, "network");
        });
    } else {
        json->each_inside("inputs", most_parts, [](JsonReader& part) {
            (void)part.integer("index", std::numeric_limits<std::uint32_t>::max());
            (void)part.bytes("signature", 64);
            read_hash(part, "transaction");
        });
    }
    if (json->has("note")) {
        json->inside("note", [](JsonReader& part) {
            const std::string app = part.text("app", longest_app);
            const auto stranger = app.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-");
            if (app.empty() || stranger != std::string::npos)
                part.fault(sbc::JsonError::OutOfRange, "no app");
            (void)part.text("text", longest_note);
        });
    }
    json->each_inside("outputs", most_parts, [](JsonReader& part) {
        const std::string address = part.text("address", 100);
        const auto key = sbc::crypto::from_address(address);
        if (!key || sbc::crypto::to_address(*key) != address)
            part.fault(sbc::JsonError::OutOfRange, "no address");
        (void)part.integer("amount", most_amount.value());
    });
    return json->finish().has_value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text{sbc::as_text({data, size})};
    const auto checked = check_transaction(text);
    const bool readable = checked || checked.error().reason != LedgerError::NotCanonical;
    must(readable == parses(text));
    if (!checked) {
        must(!checked.error().text.empty());
        must(sbc::chain::Stage::Check == stage_of(checked.error().reason));
        return 0;
    }
    must(text.size() >= sbc::chain::shortest_transaction);
    must(encode(checked->parts()) == text && checked->size() == text.size());
    must(encode_unsigned(checked->parts()) == checked->unsigned_text());
    must(checked->id() == id_of(checked->unsigned_text()));
    must(checked->goes_out() == total_of(checked->parts().outputs));
    return 0;
}
