#pragma once

#include <memory>
#include <string>

#include "base/console.hpp"
#include "gui/desk.hpp"
#include "wallet.hpp"

namespace stage {

// #region desk
struct Files {
    std::string ledger = "wallet.ledger";
    std::string keys = "wallet.keys";
};
inline void add_options(sbc::CommandLine& line, Files& files) {
    line.option("--ledger", files.ledger, "the file of the ledger; begun if it is not there");
    line.option("--keys", files.keys, "the file of the keys");
}

[[nodiscard]] inline sbc::Result<std::unique_ptr<sbc::gui::Desk>, BookError> open_desk(
    const Files& files) {
    auto book = Book::open(files.ledger);
    if (!book) return sbc::pass_on(book);
    return std::make_unique<sbc::gui::Desk>(
        std::make_unique<Wallet>(std::move(*book), files.keys),
        sbc::gui::settings_beside(files.keys),
        sbc::gui::DeskOptions{files.keys, "the ledger is " + files.ledger, "Write the next block"});
}
// #endregion desk

}  // namespace stage
