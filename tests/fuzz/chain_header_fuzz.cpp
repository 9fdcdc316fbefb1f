// Headers, targets and Merkle proofs of common/chain: any 80 bytes are a header and any four are
// bits; and no proof leads where another one does.
#include <algorithm>

#include "chain/header_verifier.hpp"
#include "chain/merkle.hpp"
#include "script.hpp"

namespace {

using fuzz::must;
using namespace sbc::chain;

void targets(Bits bits) {
    const auto target = target_of(bits);
    must((work_of(bits) == sbc::U256{}) == !target.has_value());
    if (!target) return;
    must(*target != sbc::U256{} && target_of(bits_of(*target)) == target);
    Network network = bitcoin();
    for (const int seconds : {0, 1'209'600, 100'000'000}) {
        const auto next = target_of(retarget(network, bits, std::chrono::seconds{seconds}));
        must(next && *next <= target_of(network.easiest));
    }
}

void headers(sbc::ByteView bytes) {
    HeaderVerifier verifier{bitcoin(), Height{100}};
    Header before{};
    for (; bytes.size() >= header_size; bytes = bytes.subspan(header_size)) {
        const Header header = decode_header(bytes.first<header_size>());
        const HeaderBytes again = encode(header);
        must(std::equal(again.begin(), again.end(), bytes.begin()));
        must(check_header(header).has_value() ==
             (target_of(header.bits) && meets(hash_of(header), *target_of(header.bits))));
        const auto count = verifier.count();
        const auto added = verifier.add(header, last_time);
        must(verifier.count() == count + (added ? 1 : 0));
        if (added) must(count == 0 || header.previous == hash_of(before));
        if (added) before = header;
        targets(header.bits);
    }
}

// As many leaves as the first byte says; the second one's proof is moved and altered.
void proofs(sbc::ByteView bytes) {
    if (bytes.size() < 5) return;
    std::vector<Hash> leaves(1 + bytes[0] % 40);
    for (std::size_t i = 0; i < leaves.size(); ++i) leaves[i].bytes[0] = std::uint8_t(i + 1);
    const auto index = static_cast<std::uint32_t>(bytes[1] % leaves.size());
    const Hash root = merkle_root(leaves);
    must(!has_twins(leaves));
    auto proof = merkle_proof(leaves, index).value();
    must(root_by(proof, leaves[index]) == root);
    const auto before = proof;
    proof.index ^= std::uint32_t{bytes[2]} << (bytes[3] % 25);
    if (!proof.siblings.empty()) {
        auto& sibling = proof.siblings[bytes[3] % proof.siblings.size()];
        sibling.bytes[bytes[4] % 32] ^= static_cast<std::uint8_t>(bytes[4] / 32);
    }
    const bool same = proof.index == before.index && proof.siblings == before.siblings;
    must((root_by(proof, leaves[index]) == root) == same);
    auto twice = leaves;
    twice.push_back(twice.back());
    must(has_twins(twice) == (leaves.size() % 2 == 1));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    headers({data, size});
    proofs({data, size});
    return 0;
}
