#include "message/engraving_message.hpp"

#include "base/canonical.hpp"
#include "crypto/hash.hpp"

namespace sbc::message {
namespace {

using Scan = ledger::CanonicalScanner;
using node::MessageError;

std::string number(Height height) { return std::to_string(height.value()); }

std::string write(const Show& m) { return R"({"below":)" + number(m.below) + R"(,"kind":"show"})"; }

std::string write(const Page& m) {
    std::string text = R"({"below":)" + number(m.below) + R"(,"kind":"page","records":[)";
    for (const node::Record& record : m.records) {
        if (text.back() != '[') text += ',';
        text += text_of(record);
    }
    text += R"(],"through":")" + crypto::to_text(m.through);
    return text + R"(","upto":)" + number(m.upto) + "}";
}

std::string write(const Heard& m) {
    const auto& [payment, spends] = m.shown;
    std::string text = R"({"kind":"heard","payment":)";
    text += is_canonical_object(payment) ? payment : "{}";
    return text + R"(,"spends":)" + node::text_of(spends) + "}";
}

std::string write(const News& m) { return R"({"height":)" + number(m.from) + R"(,"kind":"news"})"; }

Page read_page(Scan& scan, Height below) {
    Page page;
    page.below = below;
    scan.expect(R"("page","records":)");
    scan.list(most_on_page, [&] { page.records.push_back(node::read_record(scan)); });
    scan.expect(R"(,"through":)");
    page.through = node::read_hash(scan);
    scan.expect(R"(,"upto":)");
    page.upto = node::read_height(scan);
    return page;
}

// What comes before the last brace.
EngravingMessage read(Scan& scan) {
    if (scan.take(R"({"below":)")) {
        const Height below = node::read_height(scan);
        scan.expect(R"(,"kind":)");
        if (scan.take(R"("show")")) return Show{below};
        return read_page(scan, below);
    }
    if (scan.take(R"({"height":)")) {
        const News news{node::read_height(scan)};
        scan.expect(R"(,"kind":"news")");
        return news;
    }
    Heard heard;
    scan.expect(R"({"kind":"heard","payment":)");
    heard.shown.payment = node::read_transaction(scan);
    scan.expect(R"(,"spends":)");
    heard.shown.spends = node::read_spends(scan);
    return heard;
}

}  // namespace

std::string encode(const EngravingMessage& message) {
    return std::visit([](const auto& one) { return write(one); }, message);
}

Result<EngravingMessage, MessageError> decode_engraving_message(std::string_view body) {
    if (body.size() > node::longest_body) {
        return refuse(MessageError::TooLarge, "a message of " + std::to_string(body.size()) +
                                                  " bytes, at most " +
                                                  std::to_string(node::longest_body) + " are read");
    }
    Scan scan{body};
    EngravingMessage message = read(scan);
    scan.expect("}");
    if (!scan.failed()) scan.expect_end();
    if (scan.failed()) return refuse(MessageError::Malformed, *scan.fault());
    return message;
}

}  // namespace sbc::message
