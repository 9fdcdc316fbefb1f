#include "node/light_proof.hpp"

#include "base/bytes.hpp"
#include "chain/block.hpp"
#include "chain/merkle.hpp"

namespace sbc::node {

Result<ShownTransaction, ProofError> check_shown(std::string_view text,
                                                 const std::vector<Spend>& spends,
                                                 const Hash& network) {
    auto checked = ledger::check_transaction(text);
    if (!checked) return refuse(ProofError::NotATransaction, std::move(checked.error().text));
    const auto& inputs = checked->parts().inputs;
    if (spends.size() != inputs.size()) {
        return refuse(ProofError::WrongOwner, "it has " + std::to_string(inputs.size()) +
                                                  " inputs, and owners were named for " +
                                                  std::to_string(spends.size()));
    }
    const Bytes message = ledger::signed_bytes(network, checked->unsigned_text());
    std::vector<PublicKey> owners;
    owners.reserve(inputs.size());
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        if (!crypto::verify(spends[i].address, message, inputs[i].signature)) {
            return refuse(ProofError::WrongOwner,
                          "input " + std::to_string(i) + " is not signed by the owner it names");
        }
        owners.push_back(spends[i].address);
    }
    return ShownTransaction{std::move(*checked), std::move(owners)};
}

// #region check-record
Result<Proven, ProofError> check_record(const Record& record, const chain::Place& place,
                                        const Hash& network) {
    // A shorter text could be an inner node of the tree.
    if (record.transaction.size() < chain::shortest_transaction) {
        return refuse(ProofError::NotATransaction, "a transaction has 65 bytes at least");
    }
    const Hash leaf = crypto::hash256(as_bytes(record.transaction));
    const auto root = chain::root_by({record.index, record.siblings}, leaf);
    if (root != place.merkle_root) {
        return refuse(ProofError::NotInBlock,
                      "the proof does not lead to the root in the header of block " +
                          std::to_string(record.height.value()));
    }
    auto shown = check_shown(record.transaction, record.spends, network);
    if (!shown) return pass_on(shown);
    return Proven{std::move(*shown), record.height, record.index};
}
// #endregion check-record

}  // namespace sbc::node
