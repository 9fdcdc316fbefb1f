#include "store/record.hpp"

#include "chain/merkle.hpp"

namespace sbc::store {
namespace {

void append_length(std::string& bytes, std::size_t length) {
    bytes += as_text(store_be32(static_cast<std::uint32_t>(length)));
}

}  // namespace

std::string encode_transactions(const std::vector<std::string>& transactions) {
    std::size_t size = 0;
    for (const std::string& transaction : transactions) size += sizeof(Be32) + transaction.size();
    std::string bytes;
    bytes.reserve(size);
    for (const std::string& transaction : transactions) {
        append_length(bytes, transaction.size());
        bytes += transaction;
    }
    return bytes;
}

std::optional<std::vector<std::string>> decode_transactions(std::string_view bytes) {
    std::vector<std::string> transactions;
    while (!bytes.empty()) {
        if (bytes.size() < sizeof(Be32)) return {};
        const std::size_t size = load_be32(as_bytes(bytes).first<sizeof(Be32)>());
        bytes.remove_prefix(sizeof(Be32));
        if (size > bytes.size()) return {};
        transactions.emplace_back(bytes.substr(0, size));
        bytes.remove_prefix(size);
    }
    return transactions;
}

bool belong(const std::vector<std::string>& transactions, const chain::Header& header) {
    auto leaves = chain::leaves_of(transactions);
    const chain::MerkleTop top = chain::merkle_top(leaves);
    return !top.twins && top.root == header.merkle_root;
}

std::int64_t digest_of(std::string_view key, std::string_view value) {
    std::string bytes;
    bytes.reserve(sizeof(Be32) + key.size() + value.size());
    append_length(bytes, key.size());
    bytes += key;
    bytes += value;
    std::uint64_t digest = 0;
    const chain::Hash hash = crypto::hash256(as_bytes(bytes));
    for (std::size_t i = 0; i < sizeof digest; ++i) digest = digest << 8 | hash.bytes[i];
    return static_cast<std::int64_t>(digest);
}

std::int64_t digest_of(const chain::Hash& hash, chain::Height height) {
    std::array<std::uint8_t, 8> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<std::uint8_t>(height.value() >> (56 - 8 * i));
    }
    return digest_of(as_text(hash.bytes), as_text(bytes));
}

}  // namespace sbc::store
