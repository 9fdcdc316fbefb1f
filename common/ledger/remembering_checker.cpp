#include "ledger/remembering_checker.hpp"

#include <algorithm>
#include <utility>

namespace sbc::ledger {
namespace {

// Key and signature have always the same length, so this is no other message's.
crypto::Hash digest_of(const SignedMessage::Signer& signer, const crypto::Hash& message) {
    Bytes bytes;
    bytes.reserve(signer.key.bytes.size() + signer.signature.bytes.size() + message.bytes.size());
    bytes.insert(bytes.end(), signer.key.bytes.begin(), signer.key.bytes.end());
    bytes.insert(bytes.end(), signer.signature.bytes.begin(), signer.signature.bytes.end());
    bytes.insert(bytes.end(), message.bytes.begin(), message.bytes.end());
    return crypto::hash256(bytes);
}

}  // namespace

RememberingChecker::RememberingChecker(SignatureChecker& other, const HashSeed& seed,
                                       std::size_t room)
    : other_{other},
      room_{std::max<std::size_t>(room, 1)},
      newer_{0, KeyedHash{seed}},
      older_{0, KeyedHash{seed}} {}

bool RememberingChecker::knows(const crypto::Hash& digest) const {
    return newer_.contains(digest) || older_.contains(digest);
}

void RememberingChecker::remember(const crypto::Hash& digest) {
    if (newer_.size() == room_) {
        std::swap(newer_, older_);
        newer_.clear();
    }
    newer_.insert(digest);
}

void RememberingChecker::ask(SignedMessage message) {
    const std::size_t number = messages_++;
    const crypto::Hash hash = crypto::hash256(message.message);
    std::vector<Asked> asked;
    std::vector<SignedMessage::Signer> unknown;
    for (std::size_t i = 0; i < message.signers.size(); ++i) {
        const crypto::Hash digest = digest_of(message.signers[i], hash);
        if (knows(digest)) continue;
        asked.push_back({{number, i}, digest});
        unknown.push_back(message.signers[i]);
    }
    if (unknown.empty()) return;
    message.signers = std::move(unknown);
    other_.ask(std::move(message));
    asked_.push_back(std::move(asked));
}

std::optional<WrongSignature> RememberingChecker::verdict() {
    messages_ = 0;
    const auto asked = std::exchange(asked_, {});
    const auto wrong = asked.empty() ? std::nullopt : other_.verdict();
    for (std::size_t message = 0; message < asked.size(); ++message) {
        for (std::size_t signer = 0; signer < asked[message].size(); ++signer) {
            const auto& [place, digest] = asked[message][signer];
            if (wrong && *wrong == WrongSignature{message, signer}) return place;
            remember(digest);  // what comes before the first wrong one holds
        }
    }
    return std::nullopt;
}

}  // namespace sbc::ledger
