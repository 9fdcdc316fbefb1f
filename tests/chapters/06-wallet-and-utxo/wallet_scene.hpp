#pragma once

#include <string>

#include "catch.hpp"
#include "scratch_folder.hpp"
#include "wallet.hpp"

// Wallets on one book, each with its own keys; all with the same pass phrase.
namespace scene {

using namespace stage;
using namespace sbc::gui;

inline Phrase phrase(const char* words = "only for tests") { return Phrase{std::string{words}}; }

inline Book book_in(const ScratchFolder& folder) {
    auto book = Book::open(folder / "ledger");
    REQUIRE(book);
    return std::move(*book);
}

// A wallet that reads the book anew; its keys are made when there are none.
inline Wallet wallet_of(const ScratchFolder& folder, const std::string& name) {
    Wallet wallet{book_in(folder), folder / name};
    if (wallet.keys() == KeysState::None) {
        REQUIRE(wallet.create_keys(phrase()));
    } else {
        REQUIRE(wallet.open_keys(phrase()));
    }
    return wallet;
}

inline PublicKey address_of(const Wallet& wallet) { return wallet.addresses().at(0).key; }

inline void write_blocks(Wallet& wallet, int count) {
    for (; count > 0; --count) REQUIRE(wallet.close_block());
}

inline Payment payment(const PublicKey& to, std::uint64_t amount, const std::string& note = "") {
    return {to, {amount}, {1}, note};
}

}  // namespace scene
