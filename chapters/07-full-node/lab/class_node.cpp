// A node of a class in one room: of its host, who makes the network, or of a student, who joins it.
#include <asio/post.hpp>
#include <exception>
#include <filesystem>

#include "classroom/class_files.hpp"
#include "explorer/class_options.hpp"
#include "explorer/explorer_node.hpp"
#include "gui/cli_qr.hpp"
#include "gui/explorer/run_explorer.hpp"
#include "store/sqlite_store.hpp"

namespace {

using namespace sbc;
using explorer::ClassOptions;
using explorer::ExplorerSettings;

// What lies in the folder: the blocks, and at the host its key and whom it has given points. False:
// something of it cannot be read, and why has been said.
bool open_folder(const ClassOptions& options, ExplorerSettings& settings) {
    const auto genesis = hash_of(chain::genesis(settings.network).header);
    auto blocks = store::SqliteStore::open(options.data + "/chain.sqlite", genesis);
    if (!blocks) log_error(blocks.error().text);
    if (!blocks) return false;
    settings.store = std::move(*blocks);
    if (!settings.seat->host_key) return true;
    auto students = classroom::read_students(options.data);
    if (!students) log_error(students.error().text);
    if (!students) return false;
    settings.seat->students = std::move(*students);
    settings.seat->keep = [folder = options.data](const auto& all) {
        const auto kept = classroom::keep_students(folder, all);
        if (!kept) log_error(kept.error().text);
        return kept.has_value();
    };
    return true;
}

void say_where(const std::string& listens, const std::string& join, chain::Height height, bool host,
               bool qr) {
    say("class-node: listening on " + listens);
    say("class-node: class " + join.substr(join.find('/') + 1));
    if (host) say("class-node: join with " + join);
    if (qr) say(gui::qr_lines("./course class join " + join + " --name ", true));
    say("class-node: at block " + std::to_string(height.value()));
}

int run(const ClassOptions& options, const ExplorerSettings& settings) {
    const bool host = settings.seat->host_key != nullptr;
    if (!options.window) {
        auto station = explorer::Station::open(settings);
        if (!station) log_error(station.error().text);
        if (!station) return 1;
        explorer::Station& node = **station;
        asio::post(node.io(), [&] {  // once Ctrl+C is heard
            say_where(node.address().to_text(), node.join_word(), node.height(), host, options.qr);
        });
        node.run();
        say("class-node: stopped");
        return node.turned_away().empty() ? 0 : 1;
    }
    auto node = explorer::ExplorerNode::open(settings);
    if (!node) log_error(node.error().text);
    if (!node) return 1;
    say_where((*node)->address().to_text(), (*node)->join_word(), (*node)->height(), host,
              options.qr);
    const std::string title = "Class " + settings.seat->code.name + ", " + settings.seat->name;
    const auto ended = gui::run_explorer(title, {}, **node);
    if (!ended) log_error(ended.error().text);
    const bool broken = !ended || (*node)->has_failed();
    node->reset();
    say("class-node: stopped");
    return broken ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) try {
    ClassOptions options;
    CommandLine line{"class-node",
                     "A node of a class. Type class, tip, pool, ranking, /who or /quit; the host "
                     "also partition [NAME …] and heal."};
    add_options(line, options);
    if (const auto exit_code = line.parse(argc, argv)) return *exit_code;
    if (const auto good = check_options(options); !good) {
        log_error(good.error().text);
        return 2;
    }
    std::error_code ignored;  // what is wrong with the folder, the files in it will say
    std::filesystem::create_directories(options.data, ignored);
    std::shared_ptr<const crypto::SigningKey> host_key;
    if (!options.make.empty()) {
        auto key = classroom::find_or_make_key(options.data);
        if (!key) log_error(key.error().text);
        if (!key) return 1;
        host_key = std::make_shared<const crypto::SigningKey>(std::move(*key));
    }
    auto settings = read_options(options, host_key);
    if (!settings) log_error(settings.error().text);
    if (!settings) return 2;
    return open_folder(options, *settings) ? run(options, *settings) : 1;
} catch (const std::exception& broken) {
    sbc::log_error(broken.what());
    return 1;
}
