// The file of payments that a light wallet has signed: whatever stands in it is read, line by line
// in its one spelling, or refused in words; and what is added to it is there afterwards.
#include "light/outbox.hpp"

#include "../scratch_folder.hpp"
#include "base/bytes.hpp"
#include "base/file.hpp"
#include "crypto/hash.hpp"
#include "script.hpp"

namespace {

using fuzz::must;
using namespace sbc;
using light::Outbox;
using light::Signed;

const crypto::Hash network = crypto::hash256(as_bytes("a network"));

const Signed& one_more() {
    static const Signed made = [] {
        ledger::Transaction payment;
        const crypto::SigningKey key{{}};
        payment.inputs.push_back({{network, 1}, {}});
        payment.outputs.push_back({key.public_key(), ledger::Amount{5}});
        return Signed{ledger::check_transaction(encode(payment)).value(),
                      {{key.public_key(), ledger::Amount{6}}}};
    }();
    return made;
}

void put(const std::string& path, const std::string& text) {
    std::filesystem::remove(path);
    must(create_file(path, text, Readers::OwnerOnly).has_value());
}

// The whole file: with our first line before it, or as it is.
void try_file(const std::string& text) {
    static const ScratchFolder folder;
    const std::string path = folder / "payments";
    put(path, text);
    Outbox outbox{path, network};
    const auto before = outbox.read();
    if (!before) return must(!before.error().text.empty());
    const auto added = outbox.add(one_more());
    must(added.has_value() || before->size() >= light::most_outgoing);
    if (!added) return;
    const auto after = outbox.read();
    must(after && after->size() == before->size() + 1);
    for (std::size_t i = 0; i < before->size(); ++i) {
        must(encode((*after)[i]) == encode((*before)[i]));
    }
    must(outbox.remove({one_more().payment.id()}).has_value());
    const auto rest = outbox.read();
    must(rest.has_value());
    for (const Signed& left : *rest) {
        must(left.payment.id() != one_more().payment.id());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text{as_text({data, size})};
    const auto line = light::decode_signed(text);
    if (line) must(encode(*line) == text);
    if (!line) must(!line.error().text.empty());
    try_file(text);
    try_file(R"({"network":")" + to_text(network) + "\",\"outbox\":1}\n" + text);
    return 0;
}
