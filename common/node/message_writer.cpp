#include "base/canonical.hpp"
#include "base/hex.hpp"
#include "crypto/address.hpp"
#include "node/message.hpp"

namespace sbc::node {
namespace {

// Appends the fields of a message, sorted; what needs escapes is left to JsonWriter.
class Writer {
public:
    [[nodiscard]] std::string take() { return std::move(text_); }
    Writer& raw(std::string_view text) {
        text_ += text;
        return *this;
    }
    Writer& number(std::uint64_t value) { return raw(std::to_string(value)); }
    Writer& quoted(std::string_view plain) { return raw("\"").raw(plain).raw("\""); }
    Writer& hash(const Hash& hash) { return quoted(crypto::to_text(hash)); }
    Writer& header(const Header& header) { return quoted(to_hex(chain::encode(header))); }
    Writer& object(std::string_view text) { return raw(is_canonical_object(text) ? text : "{}"); }

    template <class Items, class WriteItem>
    Writer& list(const Items& items, WriteItem write_item) {
        text_ += '[';
        for (const auto& item : items) {
            if (text_.back() != '[') text_ += ',';
            write_item(item);
        }
        text_ += ']';
        return *this;
    }
    Writer& hashes(const std::vector<Hash>& hashes) {
        return list(hashes, [this](const Hash& one) { hash(one); });
    }
    Writer& objects(const std::vector<std::string>& texts) {
        return list(texts, [this](const std::string& text) { object(text); });
    }
    Writer& spends(const std::vector<Spend>& spends) {
        return list(spends, [this](const Spend& spend) {
            raw(R"({"address":)").quoted(crypto::to_address(spend.address));
            raw(R"(,"amount":)").number(spend.amount.value()).raw("}");
        });
    }
    Writer& record(const Record& one) {
        raw(R"({"height":)").number(one.height.value()).raw(R"(,"index":)").number(one.index);
        raw(R"(,"siblings":)").hashes(one.siblings).raw(R"(,"spends":)").spends(one.spends);
        return raw(R"(,"transaction":)").object(one.transaction).raw("}");
    }
    void reserve(std::size_t bytes) { text_.reserve(bytes); }

private:
    std::string text_;
};

std::string with_reason(std::string_view kind, const Hash& id, const std::string& reason) {
    return JsonWriter{}
        .text("id", crypto::to_text(id))
        .text("kind", kind)
        .text("reason", reason)
        .to_text();
}

std::string write(const Tip& m) {
    Writer json;
    json.raw(R"({"height":)").number(m.height.value()).raw(R"(,"kind":"tip","tip":)").hash(m.tip);
    return json.raw(R"(,"work":)").quoted(m.work.to_hex()).raw("}").take();
}
std::string write(const GetHeaders& m) {
    return Writer{}.raw(R"({"kind":"get_headers","locator":)").hashes(m.locator).raw("}").take();
}
std::string write(const Headers& m) {
    Writer json;
    json.reserve(m.headers.size() * (2 * chain::header_size + 3) + room_around);
    json.raw(R"({"headers":)").list(m.headers, [&](const Header& one) { json.header(one); });
    return json.raw(R"(,"kind":"headers"})").take();
}
std::string write(const Coming& m) {
    return Writer{}.raw(R"({"header":)").header(m.header).raw(R"(,"kind":"coming"})").take();
}
std::string write(const GetBlocks& m) {
    return Writer{}.raw(R"({"hashes":)").hashes(m.hashes).raw(R"(,"kind":"get_blocks"})").take();
}
std::string write(const OneBlock& m) {
    std::size_t size = 2 * chain::header_size + room_around;
    for (const std::string& transaction : m.block.transactions) size += transaction.size() + 1;
    Writer json;
    json.reserve(size);
    json.raw(R"({"block":{"header":)").header(m.block.header).raw(R"(,"transactions":)");
    return json.objects(m.block.transactions).raw(R"(},"kind":"block"})").take();
}
std::string write(const NoBlock& m) {
    return Writer{}.raw(R"({"hash":)").hash(m.hash).raw(R"(,"kind":"no_block"})").take();
}
std::string write(const Have& m) {
    return Writer{}.raw(R"({"ids":)").hashes(m.ids).raw(R"(,"kind":"have"})").take();
}
std::string write(const GetPayments& m) {
    return Writer{}.raw(R"({"ids":)").hashes(m.ids).raw(R"(,"kind":"get_payments"})").take();
}
std::string write(const Payments& m) {
    Writer json;
    return json.raw(R"({"kind":"payments","payments":)").objects(m.payments).raw("}").take();
}
std::string write(const Watch& m) {
    Writer json;
    json.raw(R"({"addresses":)").list(m.addresses, [&](const PublicKey& key) {
        json.quoted(crypto::to_address(key));
    });
    return json.raw(R"(,"kind":"watch"})").take();
}
std::string write(const Waiting& m) {
    Writer json;
    json.raw(R"({"kind":"waiting","payments":)").list(m.payments, [&](const ShownPayment& one) {
        json.raw(R"({"payment":)").object(one.payment);
        json.raw(R"(,"spends":)").spends(one.spends).raw("}");
    });
    return json.raw("}").take();
}
std::string write(const Gone& m) { return with_reason("gone", m.id, m.reason); }
std::string write(const GetRecords& m) {
    Writer json;
    json.raw(R"({"above":)").number(m.above.value());
    return json.raw(R"(,"kind":"get_records","through":)").hash(m.through).raw("}").take();
}
std::string write(const Records& m) {
    Writer json;
    json.raw(R"({"above":)").number(m.above.value()).raw(R"(,"kind":"records","records":)");
    json.list(m.records, [&](const Record& one) { json.record(one); });
    return json.raw(R"(,"upto":)").number(m.upto.value()).raw("}").take();
}
std::string write(const OtherHistory&) { return R"({"kind":"other_history"})"; }
std::string write(const Pay& m) {
    return Writer{}.raw(R"({"kind":"pay","payment":)").object(m.payment).raw("}").take();
}
std::string write(const Paid& m) {
    return Writer{}.raw(R"({"id":)").hash(m.id).raw(R"(,"kind":"paid"})").take();
}
std::string write(const NotPaid& m) { return with_reason("not_paid", m.id, m.reason); }

std::size_t size_of(const std::vector<Spend>& spends) {
    constexpr std::size_t of_one = crypto::address_size + 16 + 26;  // with the largest amount
    return spends.size() * of_one;
}

}  // namespace

std::string encode(const NodeMessage& message) {
    return std::visit([](const auto& one) { return write(one); }, message);
}
std::string encode(const LightMessage& message) {
    return std::visit([](const auto& one) { return write(one); }, message);
}

std::string text_of(const Record& record) { return Writer{}.record(record).take(); }
std::string text_of(const std::vector<Spend>& spends) { return Writer{}.spends(spends).take(); }

std::size_t size_of(const ShownPayment& payment) {
    return payment.payment.size() + size_of(payment.spends) + 28;
}

std::size_t size_of(const Record& record) {
    const std::size_t siblings = record.siblings.size() * 67;
    return record.transaction.size() + siblings + size_of(record.spends) + 86;
}

}  // namespace sbc::node
