#include "block.hpp"

#include <algorithm>

#include "merkle.hpp"
#include "target.hpp"

namespace stage {

// #region header-bytes
static void store_le32(std::uint32_t value, std::uint8_t* to) {
    for (int i = 0; i < 4; ++i) to[i] = static_cast<std::uint8_t>(value >> (8 * i));
}
static std::uint32_t load_le32(const std::uint8_t* from) {
    std::uint32_t value = 0;
    for (int i = 3; i >= 0; --i) value = value << 8 | from[i];
    return value;
}

HeaderBytes encode(const Header& header) {
    HeaderBytes bytes;
    store_le32(header.version, bytes.data());
    std::copy_n(header.previous.bytes.begin(), 32, bytes.begin() + 4);
    std::copy_n(header.merkle_root.bytes.begin(), 32, bytes.begin() + 36);
    store_le32(static_cast<std::uint32_t>(header.time.time_since_epoch().count()),
               bytes.data() + 68);
    store_le32(header.bits.value(), bytes.data() + 72);
    store_le32(header.nonce.value(), bytes.data() + 76);
    return bytes;
}
// #endregion header-bytes

// #region decode-header
Header decode_header(std::span<const std::uint8_t, header_size> bytes) {
    Header header;
    header.version = load_le32(bytes.data());
    std::copy_n(bytes.begin() + 4, 32, header.previous.bytes.begin());
    std::copy_n(bytes.begin() + 36, 32, header.merkle_root.bytes.begin());
    header.time = std::chrono::sys_seconds{std::chrono::seconds{load_le32(bytes.data() + 68)}};
    header.bits = Bits{load_le32(bytes.data() + 72)};
    header.nonce = Nonce{load_le32(bytes.data() + 76)};
    return header;
}

Hash hash_of(const Header& header) { return sbc::crypto::hash256(encode(header)); }
// #endregion decode-header

// #region leaves
std::vector<Hash> leaves_of(const std::vector<std::string>& transactions) {
    std::vector<Hash> leaves;
    leaves.reserve(transactions.size());
    for (const std::string& transaction : transactions) {
        leaves.push_back(sbc::crypto::hash256(sbc::as_bytes(transaction)));
    }
    return leaves;
}
// #endregion leaves

// #region check-header
sbc::Result<void, BlockError> check_header(const Header& header) {
    const auto target = target_of(header.bits);
    if (!target) return sbc::refuse(BlockError::BadTarget, target.error().text);
    if (!meets(hash_of(header), *target)) {
        return sbc::refuse(BlockError::NotEnoughWork, "its hash is not below its target");
    }
    return {};
}
// #endregion check-header

// #region check-sizes
static sbc::Result<void, BlockError> check_sizes(const std::vector<std::string>& transactions) {
    std::size_t bytes = 0;
    for (const std::string& transaction : transactions) {
        bytes += transaction.size();
        if (transaction.size() < shortest_transaction) {
            return sbc::refuse(BlockError::TooShort, "a transaction of " +
                                                         std::to_string(transaction.size()) +
                                                         " bytes; 65 are the least");
        }
    }
    if (transactions.size() <= most_transactions && bytes <= most_transaction_bytes) return {};
    return sbc::refuse(BlockError::TooLarge, "it holds " + std::to_string(transactions.size()) +
                                                 " transactions of " + std::to_string(bytes) +
                                                 " bytes: too many for one block");
}
// #endregion check-sizes

// #region check-block
sbc::Result<void, BlockError> check_block(const Block& block) {
    if (block.header.version != 1) {
        return sbc::refuse(BlockError::WrongVersion,
                           "version " + std::to_string(block.header.version) + ", we know only 1");
    }
    if (auto worked = check_header(block.header); !worked) return worked;
    if (auto small = check_sizes(block.transactions); !small) return small;
    const auto leaves = leaves_of(block.transactions);
    if (has_twins(leaves)) {
        return sbc::refuse(BlockError::TwinTransactions,
                           "it repeats transactions: a list without them has the same root");
    }
    if (merkle_root(leaves) != block.header.merkle_root) {
        return sbc::refuse(BlockError::WrongMerkleRoot,
                           "its transactions are not those that its header was made for");
    }
    return {};
}
// #endregion check-block

}  // namespace stage
