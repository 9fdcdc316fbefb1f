#include "block.hpp"

#include <algorithm>
#include <numeric>

#include "transaction.hpp"

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
    std::copy_n(header.contents.bytes.begin(), 32, bytes.begin() + 36);
    store_le32(static_cast<std::uint32_t>(header.time.time_since_epoch().count()),
               bytes.data() + 68);
    return bytes;
}
// #endregion header-bytes

// #region decode-header
Header decode_header(std::span<const std::uint8_t, header_size> bytes) {
    Header header;
    header.version = load_le32(bytes.data());
    std::copy_n(bytes.begin() + 4, 32, header.previous.bytes.begin());
    std::copy_n(bytes.begin() + 36, 32, header.contents.bytes.begin());
    header.time = std::chrono::sys_seconds{std::chrono::seconds{load_le32(bytes.data() + 68)}};
    return header;
}

Hash hash_of(const Header& header) { return hash256(encode(header)); }
// #endregion decode-header

// #region contents
Hash contents_of(const std::vector<std::string>& transactions) {
    sbc::Bytes hashes;
    hashes.reserve(transactions.size() * 32);
    for (const std::string& transaction : transactions) {
        const Hash hash = id_of(transaction);
        hashes.insert(hashes.end(), hash.bytes.begin(), hash.bytes.end());
    }
    return hash256(hashes);
}

Block genesis() {
    Block block;
    block.transactions = {encode(Transaction{.from = "everybody",
                                             .to = "everybody",
                                             .points = Points{1},
                                             .note = "お前すげー",
                                             .nonce = PaymentNonce{0}})};
    block.header.contents = contents_of(block.transactions);
    block.header.time = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
    return block;
}
// #endregion contents

// #region check-block
sbc::Result<void, BlockError> check_block(const Block& block) {
    const auto& transactions = block.transactions;
    if (block.header.version != 1) {
        return sbc::refuse(BlockError::WrongVersion,
                           "version " + std::to_string(block.header.version) + ", we know only 1");
    }
    if (transactions.empty()) {
        return sbc::refuse(BlockError::NoTransactions, "it holds no transaction");
    }
    const std::size_t bytes =
        std::accumulate(transactions.begin(), transactions.end(), std::size_t{0},
                        [](std::size_t sum, const std::string& text) { return sum + text.size(); });
    if (transactions.size() > most_transactions || bytes > most_transaction_bytes) {
        return sbc::refuse(BlockError::TooLarge, "it holds " + std::to_string(transactions.size()) +
                                                     " transactions of " + std::to_string(bytes) +
                                                     " bytes: too many for one block");
    }
    if (contents_of(transactions) != block.header.contents) {
        return sbc::refuse(BlockError::WrongContents,
                           "its transactions are not those that its header was made for");
    }
    return {};
}
// #endregion check-block

}  // namespace stage
