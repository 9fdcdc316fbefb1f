#include "store/block_table.hpp"

#include <algorithm>

#include "store/record.hpp"

namespace sbc::store {

using chain::Block;
using chain::Hash;
using chain::Height;
using chain::StoreError;

std::optional<BlockTable::Kept> BlockTable::read(const Run& run, int first_column) {
    const std::string_view hash = run.bytes(first_column);
    const std::string_view header = run.bytes(first_column + 1);
    Kept kept;
    if (hash.size() != kept.hash.bytes.size() || header.size() != chain::header_size) return {};
    std::copy(hash.begin(), hash.end(), kept.hash.bytes.begin());
    kept.header = chain::decode_header(as_bytes(header).first<chain::header_size>());
    kept.height = height_from(run.integer(first_column + 2));
    const bool right = hash_of(kept.header) == kept.hash &&
                       digest_of(kept.hash, kept.height) == run.integer(first_column + 3);
    return right ? std::optional{kept} : std::nullopt;
}

Result<BlockTable::Row, StoreError> BlockTable::find(const Hash& hash) {
    Run run = find_.run(hash);
    if (!run.row()) {
        if (run.failed()) return database_.refused();
        return refuse(StoreError::Missing, "there is no block " + to_text(hash) + " here");
    }
    const auto kept = read(run, 0);
    if (!kept || kept->hash != hash) {
        return database_.damaged("the header of block " + to_text(hash) + " is another one");
    }
    return Row{run.integer(4), kept->header, kept->height};
}

Result<Block, StoreError> BlockTable::body(const Hash& hash) {
    auto found = find(hash);
    if (!found) return pass_on(found);
    Run run = body_.run(found->id);
    if (!run.row()) {
        if (run.failed()) return database_.refused();
        return database_.damaged("the transactions of block " + to_text(hash) + " are not there");
    }
    auto transactions = decode_transactions(run.bytes(0));
    if (!transactions || !belong(*transactions, found->header)) {
        return database_.damaged("the transactions of block " + to_text(hash) +
                                 " do not have the Merkle root of its header");
    }
    return Block{found->header, std::move(*transactions)};
}

Result<void, StoreError> BlockTable::insert(const Hash& hash, Height height, const Block& block) {
    const chain::HeaderBytes header = encode(block.header);
    const std::string transactions = encode_transactions(block.transactions);
    if (transactions.size() > most_body_bytes) {
        return refuse(StoreError::Failed, "transactions of " + std::to_string(transactions.size()) +
                                              " bytes; at most " + std::to_string(most_body_bytes) +
                                              " can be kept");
    }
    if (insert_.run(hash, as_text(header), number(height), digest_of(hash, height)).done() &&
        insert_body_.run(database_.last_id(), transactions).done()) {
        return {};
    }
    return database_.refused();
}

bool BlockTable::remove(std::int64_t id) {
    return remove_.run(id).done() && remove_body_.run(id).done();
}

bool BlockTable::remove_damaged() {
    // The index that finds a block by its hash is made anew from the blocks themselves.
    if (!database_.execute("REINDEX block")) return false;
    std::vector<std::int64_t> damaged;
    {
        Statement all{database_,
                      "SELECT b.hash, b.header, b.height, b.digest, b.id, y.transactions "
                      "FROM block b LEFT JOIN body y ON y.id = b.id"};
        Run run = all.run();
        while (run.row()) {
            const auto kept = read(run, 0);
            const auto transactions = decode_transactions(run.bytes(5));
            if (!kept || run.nothing(5) || !transactions || !belong(*transactions, kept->header)) {
                damaged.push_back(run.integer(4));
            }
        }
        if (run.failed()) return false;
    }
    for (const std::int64_t id : damaged) {
        if (!remove(id)) return false;
    }
    return database_.execute("DELETE FROM body WHERE id NOT IN (SELECT id FROM block)");
}

}  // namespace sbc::store
