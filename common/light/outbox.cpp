#include "light/outbox.hpp"

#include <algorithm>
#include <utility>

#include "base/file.hpp"
#include "base/json.hpp"
#include "crypto/address.hpp"
#include "crypto/hash.hpp"

namespace sbc::light {
namespace {

constexpr std::size_t longest_line = 2 * ledger::longest_transaction;
constexpr std::size_t largest_file = most_outgoing * longest_line;
constexpr std::size_t longest_address = 61;
constexpr std::uint64_t most_points = (std::uint64_t{1} << 53U) - 1;
constexpr int attempts = 5;  // another program may be writing

auto cannot(const Refusal<FileError>& why) { return refuse(OutboxError::Cannot, why.text); }

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    return lines;
}

}  // namespace

std::string encode(const Signed& outgoing) {
    std::vector<std::string> spends;
    spends.reserve(outgoing.spends.size());
    for (const ledger::Output& each : outgoing.spends) {
        JsonWriter spend;
        spend.text("address", crypto::to_address(each.to)).integer("amount", each.amount.value());
        spends.push_back(spend.to_text());
    }
    JsonWriter line;
    line.object("payment", ledger::encode(outgoing.payment.parts())).objects("spends", spends);
    return line.to_text();
}

Result<Signed, OutboxError> decode_signed(std::string_view line) {
    auto reader = JsonReader::parse(line, {.max_bytes = longest_line, .canonical = true});
    if (!reader) return refuse(OutboxError::NotOurs, reader.error().text);
    const std::string payment = reader->object("payment", ledger::longest_transaction);
    std::vector<ledger::Output> spends;
    std::string wrong;
    reader->each_inside("spends", ledger::most_parts, [&](JsonReader& spend) {
        const auto key = crypto::from_address(spend.text("address", longest_address));
        const ledger::Amount amount{spend.integer("amount", most_points)};
        if (!key) wrong = key.error().text;
        if (key) spends.push_back({*key, amount});
    });
    const auto finished = reader->finish();
    if (!finished) return refuse(OutboxError::NotOurs, finished.error().text);
    if (!wrong.empty()) return refuse(OutboxError::NotOurs, wrong);
    auto checked = ledger::check_transaction(payment);
    if (!checked) return refuse(OutboxError::NotOurs, checked.error().text);
    if (checked->parts().inputs.size() != spends.size()) {
        return refuse(OutboxError::NotOurs, "there must be one of \"spends\" for each input");
    }
    return Signed{std::move(*checked), std::move(spends)};
}

Outbox::Outbox(std::string path, const crypto::Hash& network) : path_{std::move(path)} {
    JsonWriter line;
    line.text("network", to_text(network)).integer("outbox", 1);
    first_line_ = line.to_text() + "\n";
}

// The whole file as far as it was written; empty, if there is none.
Result<std::string, OutboxError> Outbox::text() const {
    auto text = read_file(path_, largest_file, Readers::OwnerOnly);
    if (!text && text.error().reason == FileError::Missing) return std::string{};
    if (!text) return cannot(text.error());
    if (text->starts_with(first_line_)) return std::move(*text);
    return refuse(OutboxError::NotOurs, path_ + " does not begin with " +
                                            first_line_.substr(0, first_line_.size() - 1) +
                                            ": these are not payments of this network");
}

Result<std::vector<Signed>, OutboxError> Outbox::read() const {
    auto text = this->text();
    if (!text) return pass_on(text);
    std::vector<Signed> all;
    auto lines = lines_of(*text);
    for (std::size_t at = 1; at < lines.size(); ++at) {
        auto outgoing = decode_signed(lines[at]);
        if (!outgoing) {
            return refuse(OutboxError::NotOurs, path_ + ", line " + std::to_string(at + 1) + ": " +
                                                    outgoing.error().text);
        }
        all.push_back(std::move(*outgoing));
    }
    return all;
}

Result<void, OutboxError> Outbox::add(const Signed& outgoing) {
    const std::string line = encode(outgoing) + "\n";
    for (int attempt = 0; attempt < attempts; ++attempt) {
        auto was = text();
        if (!was) return pass_on(was);
        if (lines_of(*was).size() > most_outgoing) {
            return refuse(OutboxError::TooMany, "there are " + std::to_string(most_outgoing) +
                                                    " payments that wait: let some happen first");
        }
        // What was cut off in the middle goes as well.
        const std::string whole = was->substr(0, was->rfind('\n') + 1);
        const auto written = was->empty()
                                 ? create_file(path_, first_line_ + line, Readers::OwnerOnly)
                                 : replace_file(path_, {*was, whole + line});
        if (written) return {};
        const auto why = written.error().reason;
        if (why != FileError::Changed && why != FileError::Exists) return cannot(written.error());
    }
    return refuse(OutboxError::Cannot, path_ + " is written by another program all the time");
}

Result<void, OutboxError> Outbox::remove(const std::vector<crypto::Hash>& ids) {
    for (int attempt = 0; attempt < attempts; ++attempt) {
        auto was = text();
        if (!was) return pass_on(was);
        auto all = read();
        if (!all) return pass_on(all);
        std::string rest = first_line_;
        for (const Signed& each : *all) {
            if (std::find(ids.begin(), ids.end(), each.payment.id()) == ids.end()) {
                rest += encode(each) + "\n";
            }
        }
        if (was->empty() || rest == *was) return {};
        const auto written = replace_file(path_, {*was, rest});
        if (written) return {};
        if (written.error().reason != FileError::Changed) return cannot(written.error());
    }
    return refuse(OutboxError::Cannot, path_ + " is written by another program all the time");
}

}  // namespace sbc::light
