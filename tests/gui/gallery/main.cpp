// The wallet window with a sample wallet behind it: to be looked at, photographed and tried.
#include <array>
#include <memory>
#include <string>
#include <utility>

#include "base/console.hpp"
#include "gui/window/run.hpp"
#include "gui/window/wallet_window.hpp"
#include "gui/words.hpp"
#include "sample_wallet.hpp"

namespace {

using namespace sbc::gui;

struct Options {
    std::string panel = "overview";
    std::string theme = "light";
    std::uint32_t font = Look{}.font_size;
    std::uint32_t lines = 40;
    std::string picture;
    bool locked = false;
    bool fresh = false;
    std::string network;
    bool letters = false;
    std::uint32_t contact = 0;
};

PanelName panel_of(const std::string& name) {
    constexpr std::array<std::pair<const char*, PanelName>, 10> names{
        {{"overview", PanelName::Overview},
         {"receive", PanelName::Receive},
         {"send", PanelName::Send},
         {"history", PanelName::Entries},
         {"keys", PanelName::Keys},
         {"settings", PanelName::Settings},
         {"notices", PanelName::Notices},
         {"network", PanelName::Network},
         {"letters", PanelName::Letters},
         {"engraved", PanelName::Engraved}}};
    for (const auto& [known, panel] : names) {
        if (name == known) {
            return panel;
        }
    }
    return PanelName::Overview;
}

// Says on standard output what was asked for and what became of it, so that a script can follow.
class Telling : public Backend {
public:
    explicit Telling(sample::Beginning beginning) : wallet_{beginning} {}
    void perform(Command command) override {
        const bool checked = std::holds_alternative<CheckDraft>(command);
        const bool paid = std::holds_alternative<Pay>(command);
        const auto* letter = std::get_if<WriteLetter>(&command);
        const auto* engraving = std::get_if<Engrave>(&command);
        if (letter != nullptr) sbc::say("a letter: " + letter->text);
        if (engraving != nullptr) sbc::say("engraved: " + engraving->text);
        wallet_.perform(std::move(command));
        const auto now = wallet_.view();
        if (checked) {
            sbc::say(now->draft.good() ? "the draft is good: " + points(now->draft.pays)
                                       : "the draft is not good");
        } else if (paid) {
            const auto& newest = now->history->front();
            sbc::say(headline(newest) + ", " + points(newest.amount) + ", " +
                     state_words(newest, now->height));
        }
    }
    std::shared_ptr<const WalletView> view() override { return wallet_.view(); }

private:
    sample::Wallet wallet_;
};

// Draws as often as it takes for everything to be in its place, then writes the picture.
sbc::Result<void, WindowError> photograph(const Options& options, Look look,
                                          sample::Wallet wallet) {
    auto window = Window::open("Wallet", look);
    if (!window) {
        return sbc::pass_on(window);
    }
    WalletWindow shown{look, (*window)->fonts_missing()};
    shown.go_to(panel_of(options.panel));
    const auto draw = [&](const FontSet& fonts) {
        auto drawn = shown.draw({wallet.view(), false}, fonts);
        for (auto& command : drawn.commands) {
            wallet.perform(std::move(command));
        }
        return drawn.again;
    };
    for (int frame = 0; frame < 3; ++frame) {
        (void)(*window)->save_picture(options.picture, draw);
    }
    return (*window)->save_picture(options.picture, draw);
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    sbc::CommandLine line{"gui_gallery", "the wallet window with a sample wallet behind it"};
    line.option("--panel", options.panel, "the panel to photograph");
    line.option("--theme", options.theme, "light or dark");
    line.option("--font", options.font, "the size of the letters");
    line.option("--lines", options.lines, "of history");
    line.option("--picture", options.picture,
                "write what the window shows to this PNG file, and end");
    line.flag("--locked", options.locked, "begin with locked keys");
    line.flag("--fresh", options.fresh, "begin without a key file");
    line.option("--network", options.network,
                "a wallet that is: away, connecting, following, up-to-date, differ or stale");
    line.flag("--letters", options.letters, "with letters and engravings");
    line.option("--contact", options.contact, "whose letters to photograph: so many further down");
    if (const auto code = line.parse(argc, argv)) {
        return *code;
    }
    const auto keys = options.fresh    ? KeysState::None
                      : options.locked ? KeysState::Locked
                                       : KeysState::Open;
    const sample::Beginning beginning{
        .keys = keys,
        .lines = options.lines,
        .weather = sample::weather_called(options.network),
        .post = options.letters ? sample::Post::Open : sample::Post::None,
        .amounts = {.first = options.contact}};
    const Look look{options.theme == "dark" ? ThemeName::Dark : ThemeName::Light,
                    static_cast<int>(options.font)};
    const auto done = options.picture.empty()
                          ? run_wallet("Wallet", look, std::make_unique<Telling>(beginning))
                          : photograph(options, look, sample::Wallet{beginning});
    if (!done) {
        sbc::log_error(done.error().text);
        return 1;
    }
    return 0;
}
