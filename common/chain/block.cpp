#include "chain/block.hpp"

#include "chain/merkle.hpp"
#include "chain/target.hpp"

namespace sbc::chain {
namespace {

Result<void, BlockError> check_sizes(const std::vector<std::string>& transactions) {
    std::size_t bytes = 0;
    for (const std::string& transaction : transactions) {
        bytes += transaction.size();
        if (transaction.size() >= shortest_transaction) continue;
        return refuse(
            BlockError::TooShort,
            "a transaction of " + std::to_string(transaction.size()) + " bytes; 65 are the least");
    }
    if (transactions.size() <= most_transactions && bytes <= most_transaction_bytes) return {};
    return refuse(BlockError::TooLarge, "it holds " + std::to_string(transactions.size()) +
                                            " transactions of " + std::to_string(bytes) +
                                            " bytes; a block holds at most " +
                                            std::to_string(most_transactions) + " of " +
                                            std::to_string(most_transaction_bytes));
}

Result<void, BlockError> check_root(const Block& block) {
    auto leaves = leaves_of(block.transactions);
    const MerkleTop top = merkle_top(leaves);
    if (top.twins) {
        return refuse(BlockError::TwinTransactions,
                      "it repeats transactions: a list without them has the same root");
    }
    if (top.root == block.header.merkle_root) return {};
    return refuse(BlockError::WrongMerkleRoot,
                  "its transactions are not those that its header was made for");
}

}  // namespace

std::vector<Hash> leaves_of(const std::vector<std::string>& transactions) {
    std::vector<Hash> leaves;
    leaves.reserve(transactions.size());
    for (const std::string& transaction : transactions) {
        leaves.push_back(crypto::hash256(as_bytes(transaction)));
    }
    return leaves;
}

Stage stage_of(BlockError error) {
    if (error <= BlockError::BadTransaction) return Stage::Check;
    if (error <= BlockError::NoRoom) return Stage::Accept;
    return error == BlockError::BadPayment ? Stage::Connect : Stage::Keep;
}

Result<CheckedHeader, BlockError> check_header(const Header& header) {
    const auto target = target_of(header.bits);
    if (!target) return refuse(BlockError::BadTarget, "its bits are not the target of any hash");
    const Hash hash = hash_of(header);
    if (meets(hash, *target)) return CheckedHeader{header, hash};
    return refuse(BlockError::NotEnoughWork, "its hash lies above its target");
}

Result<void, BlockError> check_version(const Header& header) {
    if (header.version == 1) return {};
    return refuse(BlockError::WrongVersion,
                  "version " + std::to_string(header.version) + "; we know only 1");
}

Result<CheckedHeader, BlockError> check_block(const Block& block) {
    if (auto known = check_version(block.header); !known) return pass_on(known);
    auto checked = check_header(block.header);
    if (!checked) return checked;
    if (auto small = check_sizes(block.transactions); !small) return pass_on(small);
    if (auto rooted = check_root(block); !rooted) return pass_on(rooted);
    return checked;
}

}  // namespace sbc::chain
