// The explorer's window with a made-up network behind it: to be looked at, photographed and tried.
#include <array>
#include <string>
#include <utility>

#include "base/console.hpp"
#include "gui/explorer/explorer_window.hpp"
#include "gui/explorer/run_explorer.hpp"
#include "sample_explorer.hpp"

namespace {

using namespace sbc::gui;

struct Options {
    std::string page = "overview";
    std::string theme = "light";
    std::uint32_t font = Look{}.font_size;
    std::uint32_t nodes = sample::SampleSize{}.nodes;
    std::uint32_t blocks = sample::SampleSize{}.blocks;
    std::uint32_t students = 0;
    bool parted = false;
    std::string picture;
};

ExplorerPage page_of(const std::string& name) {
    constexpr std::array<std::pair<const char*, ExplorerPage>, 8> names{
        {{"overview", ExplorerPage::Overview},
         {"blocks", ExplorerPage::Blocks},
         {"curves", ExplorerPage::Curves},
         {"ranking", ExplorerPage::Ranking},
         {"engraved", ExplorerPage::Engraved},
         {"choose", ExplorerPage::Alter},
         {"alter", ExplorerPage::Alter},
         {"class", ExplorerPage::Class}}};
    for (const auto& [known, page] : names) {
        if (name == known) return page;
    }
    return ExplorerPage::Overview;
}

// Says on standard output what was asked for, so that a script can follow.
class Telling : public sample::Explorer {
public:
    using Explorer::Explorer;
    void perform(const ExplorerCommand& command) override {
        Explorer::perform(command);
        if (const auto* look = std::get_if<LookAtBlock>(&command)) {
            sbc::say("looks at block " + std::to_string(look->height));
        } else if (const auto* byte = std::get_if<ChangeByte>(&command)) {
            sbc::say("changes byte " + std::to_string(byte->offset) + " of part " +
                     std::to_string(byte->part));
        } else if (std::holds_alternative<PartClass>(command)) {
            sbc::say("parts the class");
        } else if (std::holds_alternative<HealClass>(command)) {
            sbc::say("heals the class");
        }
    }
};

// A block that somebody has tampered with, and shown around.
void alter(sample::Explorer& network) {
    const auto newest = network.view()->history->back().height;
    network.perform(LookAtBlock{newest < 3 ? newest : newest - 3});
    network.perform(ChangeByte{0, 76, 0xd7});
    network.perform(ShowToNeighbours{});
}

// Draws as often as it takes for everything to be in its place, then writes the picture.
sbc::Result<void, WindowError> photograph(const Options& options, Look look,
                                          sample::Explorer& network) {
    auto window = Window::open("Explorer", look);
    if (!window) return sbc::pass_on(window);
    ExplorerWindow shown{look, (*window)->fonts_missing()};
    shown.go_to(page_of(options.page));
    const auto draw = [&](const FontSet& fonts) {
        return shown.draw(*network.view(), fonts).again;
    };
    for (int frame = 0; frame < 3; ++frame) {
        (void)(*window)->save_picture(options.picture, draw);
    }
    return (*window)->save_picture(options.picture, draw);
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    sbc::CommandLine line{"gui_explorer_gallery",
                          "the explorer's window with a made-up network behind it"};
    line.option(
        "--page", options.page,
        "to photograph: overview, blocks, curves, ranking, engraved, choose, alter or class");
    line.option("--theme", options.theme, "light or dark");
    line.option("--font", options.font, "the size of the letters");
    line.option("--nodes", options.nodes, "in the network");
    line.option("--blocks", options.blocks, "of history");
    line.option("--students", options.students, "in a class; 0: it is no class network");
    line.flag("--parted", options.parted, "the class is");
    line.option("--picture", options.picture,
                "write what the window shows to this PNG file, and end");
    if (const auto code = line.parse(argc, argv)) return *code;
    const Look look{options.theme == "dark" ? ThemeName::Dark : ThemeName::Light,
                    static_cast<int>(options.font)};
    const sample::SampleSize size{options.nodes, options.blocks, options.students};
    Telling network{size};
    sample::Explorer photographed{size};
    if (options.parted) {
        network.Explorer::perform(PartClass{});  // not worth telling: nobody has asked for it here
        photographed.perform(PartClass{});
    }
    if (options.page == "alter") alter(photographed);
    const auto done = options.picture.empty() ? run_explorer("Explorer", look, network)
                                              : photograph(options, look, photographed);
    if (!done) {
        sbc::log_error(done.error().text);
        return 1;
    }
    return 0;
}
