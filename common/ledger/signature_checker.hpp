#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "crypto/ed25519.hpp"

namespace sbc::ledger {

// What the owners of a transaction's inputs have signed, all of them the same bytes. Owns all that
// it speaks of, so that it can be handed to another thread.
struct SignedMessage {
    struct Signer {
        crypto::PublicKey key;
        crypto::Signature signature;
    };
    Bytes message;
    std::vector<Signer> signers;
};

// The first one that does not hold: that of which message, and there of which signer, from 0 on.
struct WrongSignature {
    std::size_t message = 0;
    std::size_t signer = 0;
    friend auto operator<=>(const WrongSignature&, const WrongSignature&) = default;
};

// Answers whether signatures hold. A ledger asks about one transaction after the other while it
// goes through a block, and then for the verdict on all of them: so that others can work while it
// goes on. One that is asked by several threads at once is not meant here.
class SignatureChecker {
public:
    virtual ~SignatureChecker() = default;
    // The next message, numbered from 0 on since the last verdict.
    virtual void ask(SignedMessage message) = 0;
    // Waits for the answers: the first that is wrong, or nothing when all hold. With that, all that
    // was asked is forgotten. The same questions: always the same answer.
    [[nodiscard]] virtual std::optional<WrongSignature> verdict() = 0;
};

// The first wrong signature of a message, if any.
[[nodiscard]] inline std::optional<std::size_t> first_wrong_signer(const SignedMessage& message) {
    for (std::size_t i = 0; i < message.signers.size(); ++i) {
        const auto& [key, signature] = message.signers[i];
        if (!crypto::verify(key, message.message, signature)) return i;
    }
    return std::nullopt;
}

// Checks at once, on the thread that asks: for tests, and where a few signatures are all there is.
class InlineChecker : public SignatureChecker {
public:
    void ask(SignedMessage message) override {
        const std::size_t number = asked_++;
        if (wrong_) return;  // the first one is known
        if (const auto signer = first_wrong_signer(message)) wrong_ = {number, *signer};
    }
    [[nodiscard]] std::optional<WrongSignature> verdict() override {
        asked_ = 0;
        return std::exchange(wrong_, std::nullopt);
    }

private:
    std::size_t asked_ = 0;
    std::optional<WrongSignature> wrong_;
};

}  // namespace sbc::ledger
