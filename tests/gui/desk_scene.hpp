#pragma once

#include <memory>
#include <string>
#include <utility>

#include "catch.hpp"
#include "fake_account.hpp"
#include "fake_store.hpp"
#include "gui/desk.hpp"

namespace sbc::gui {

// A desk over a bank and a drawer that the test looks into.
struct DeskScene {
    explicit DeskScene(FakeBank start = FakeBank::open(), Drawer kept = {})
        : bank{std::move(start)},
          drawer{std::move(kept)},
          desk{std::make_unique<FakeAccount>(bank),
               std::make_unique<FakeStore>(drawer),
               {"keys/ben.keys", "offline ledger", "Write block"}} {}

    std::shared_ptr<const WalletView> after(Command command) {
        desk.perform(std::move(command));
        return desk.view();
    }
    DraftCheck check(const std::string& to, const std::string& amount, const std::string& fee = {},
                     const std::string& note = {}) {
        return after(CheckDraft{{++serial, to, amount, fee, note}})->draft;
    }

    FakeBank bank;
    Drawer drawer;
    Desk desk;
    std::uint64_t serial = 0;
};

inline Drawer with_contacts() {
    Drawer drawer;
    drawer.settings.contacts = {{address_of("aiko"), "Aiko"}, {address_of("ben"), "Ben"}};
    return drawer;
}

inline const Notice& last(const std::shared_ptr<const WalletView>& view) {
    REQUIRE_FALSE(view->notices.empty());
    return view->notices.back();
}

}  // namespace sbc::gui
