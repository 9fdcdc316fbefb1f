#pragma once

#include <unordered_set>

#include "crypto/hash.hpp"
#include "ledger/signature_checker.hpp"
#include "ledger/siphash.hpp"

namespace sbc::ledger {

// Asks another checker only about what it has not seen to hold before. A node has checked most
// transactions when they came to wait; when a block brings them, looking them up is fifty times
// quicker. Only what holds is remembered, and by the hash of key, signature and message together:
// whoever alters a byte of them is asked about anew.
class RememberingChecker : public SignatureChecker {
public:
    // At least `room` signatures are remembered, at most twice as many, of 64 bytes or so each.
    // The other one lives longer than this.
    RememberingChecker(SignatureChecker& other, const HashSeed& seed, std::size_t room = 50'000);

    void ask(SignedMessage message) override;
    [[nodiscard]] std::optional<WrongSignature> verdict() override;

    [[nodiscard]] std::size_t remembered() const { return newer_.size() + older_.size(); }

private:
    // One that the other checker has been asked about.
    struct Asked {
        WrongSignature place;  // as it was asked here
        crypto::Hash digest;
    };
    using Digests = std::unordered_set<crypto::Hash, KeyedHash>;
    [[nodiscard]] bool knows(const crypto::Hash& digest) const;
    void remember(const crypto::Hash& digest);

    SignatureChecker& other_;
    std::size_t room_;
    // When the newer ones are as many as there is room for, they become the older ones, and those
    // are forgotten: all at once, but not what came lately.
    Digests newer_;
    Digests older_;
    std::size_t messages_ = 0;               // asked here since the last verdict
    std::vector<std::vector<Asked>> asked_;  // of each message that the other one was asked about
};

}  // namespace sbc::ledger
