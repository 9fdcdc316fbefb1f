#pragma once

#include <optional>

#include "gui/account.hpp"
#include "gui/command.hpp"
#include "gui/view.hpp"

namespace sbc::gui {

// A form that has been read. `check` speaks of each of its fields; `payment` is there when all of
// them are good.
struct DraftReading {
    DraftCheck check;
    std::optional<Payment> payment;
};

// Asks an account and changes nothing. `view` has the contacts, the balance and whether the keys
// are open. An empty fee is the one that the account asks for; one that is both far above that and
// above the amount is taken for a slip of the hand, and refused.
[[nodiscard]] DraftReading read_draft(const Draft& draft, const WalletView& view,
                                      const Account& account);

// The first thing that is wrong with it, or nothing.
[[nodiscard]] std::string first_mistake(const DraftCheck& check);

}  // namespace sbc::gui
