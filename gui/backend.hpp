#pragma once

#include <functional>
#include <memory>

#include "gui/command.hpp"
#include "gui/view.hpp"

namespace sbc::gui {

// What lies behind the window: a wallet with its files and its ledger, or a sample for the tests.
// It lives on the worker's thread (gui/worker.hpp) and needs no lock of its own: there it is
// called, one call after the other, and may take its time.
class Backend {
public:
    Backend() = default;
    virtual ~Backend() = default;
    Backend(const Backend&) = delete;
    Backend& operator=(const Backend&) = delete;

    // Carries out what the user asked for. What goes wrong becomes a notice, a check of the draft
    // or the trouble with the keys in the next view. Throws nothing.
    virtual void perform(Command command) = 0;

    // What there is to show now: asked for at the start and after each perform(). What was handed
    // out never changes; the same pointer again says that nothing did.
    [[nodiscard]] virtual std::shared_ptr<const WalletView> view() = 0;

    // To be called, on whatever thread, when there is something new to show although nobody asked
    // for anything: then view() is asked for. Until the backend has gone. One that changes by
    // commands alone never calls it.
    virtual void when_changed(std::function<void()> tell) { tell = nullptr; }
};

}  // namespace sbc::gui
