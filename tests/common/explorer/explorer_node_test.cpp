// The whole thing on loopback: an explorer hangs on a node that mines, and is driven as its window
// drives it.
#include "explorer/explorer_node.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "../light/real_node.hpp"
#include "explorer/explorer_options.hpp"

using namespace light_test;
using explorer::ExplorerNode;
using gui::ExplorerView;

namespace {

constexpr std::chrono::seconds patience{60};  // a sanitizer on a busy machine is slow

explorer::ExplorerSettings settings_of(const RealNode& node) {
    explorer::ExplorerSettings settings;
    settings.network = network();
    settings.listen = *net::Address::parse("127.0.0.1:0");
    settings.cores = {node.address()};
    settings.called = {{node.address().to_text(), "ben"}};
    return settings;
}

class Watched {
public:
    explicit Watched(const explorer::ExplorerSettings& settings) {
        auto opened = ExplorerNode::open(settings);
        REQUIRE(opened);
        node = std::move(*opened);
        node->when_changed([this] {
            const std::scoped_lock lock{mutex_};
            rung_ = true;
            changed_.notify_one();
        });
    }
    ~Watched() { node->when_changed({}); }
    Watched(const Watched&) = delete;
    Watched& operator=(const Watched&) = delete;

    [[nodiscard]] bool becomes(const std::function<bool(const ExplorerView&)>& like_this) {
        const auto end = std::chrono::steady_clock::now() + patience;
        for (;;) {
            if (like_this(*node->view())) return true;
            std::unique_lock lock{mutex_};
            if (!changed_.wait_until(lock, end, [this] { return rung_; })) return false;
            rung_ = false;
        }
    }
    [[nodiscard]] bool reaches(std::uint64_t height) {
        return becomes([&](const ExplorerView& view) {
            return view.history->back().height == height && !view.catching_up &&
                   view.history->back().miner != 0;
        });
    }

    std::unique_ptr<ExplorerNode> node;

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool rung_ = false;
};

}  // namespace

TEST_CASE("an explorer shows the blocks of the network, and who is in it, by names", "[explorer]") {
    RealNode ben{key_of("ben").public_key()};
    ben.mine(3);
    Watched explorer{settings_of(ben)};
    REQUIRE(explorer.reaches(3));
    ben.mine(1);
    REQUIRE(explorer.reaches(4));
    REQUIRE(explorer.becomes([](const ExplorerView& view) {
        return view.nodes.size() == 2 && view.nodes[1].height == 4U;
    }));
    const auto view = explorer.node->view();
    CHECK(view->network == "light");
    CHECK(view->history->size() == 5);
    CHECK(view->nodes[0].kind == gui::NodeMark::Kind::Ours);
    CHECK(view->nodes[1].name == "ben");
    CHECK(view->nodes[1].agrees);
    CHECK(view->links.size() == 1);
    REQUIRE_FALSE(view->ranking.empty());
    CHECK(view->ranking[0].mined == 400);
    CHECK_FALSE(view->day.empty());
    CHECK(view->branches.empty());
    CHECK(view->people->at(view->history->back().miner) == view->ranking[0].address);
    for (const std::string& happening : view->happenings) {
        INFO(happening);
        CHECK(happening.find(ben.address().to_text()) == std::string::npos);
    }
}

TEST_CASE("who is shown a block without its work hangs up; its true one is left alone",
          "[explorer]") {
    RealNode ben{key_of("ben").public_key()};
    ben.mine(3);
    Watched explorer{settings_of(ben)};
    REQUIRE(explorer.reaches(3));
    ExplorerNode& node = *explorer.node;
    node.perform(gui::LookAtBlock{3});
    REQUIRE(explorer.becomes([](const ExplorerView& view) { return view.look != nullptr; }));
    CHECK(node.view()->look->verdicts.size() == 1);
    const auto answered = [](const ExplorerView& view) {
        return view.look != nullptr && view.look->answers.size() == 1 &&
               view.look->answers[0].text.find("\u2026") == std::string::npos;
    };
    const auto hung_up = [&](const ExplorerView& view) {
        return answered(view) && view.look->answers[0].hung_up;
    };
    SECTION("a header whose hash misses the target") {
        std::uint8_t nonce = node.view()->look->header[76];
        const auto spoiled = [](const ExplorerView& view) {
            return view.look->change && !view.look->verdicts[0].holds;
        };
        do {
            node.perform(gui::ChangeByte{0, 76, ++nonce});
            REQUIRE(explorer.becomes(
                [&](const ExplorerView& view) { return view.look->header[76] == nonce; }));
        } while (!spoiled(*node.view()));
        node.perform(gui::ShowToNeighbours{});
        REQUIRE(explorer.becomes(hung_up));
        CHECK(node.view()->look->answers[0].name == "ben");
        // And comes back: the explorer calls again. Until then the line to it is cut.
        CHECK(explorer.becomes([](const ExplorerView& view) {
            return view.nodes.size() == 2 && view.links.size() == 1 && !view.links[0].cut;
        }));
        CHECK(node.view()->look->answers[0].hung_up);  // which makes it no better
    }
    SECTION("a body that is not its header's") {
        const auto digit =
            static_cast<std::uint32_t>(node.view()->look->transactions[0].find("\"height\":3") + 9);
        node.perform(gui::ChangeByte{1, digit, '4'});
        node.perform(gui::ShowToNeighbours{});
        REQUIRE(explorer.becomes(hung_up));
    }
    SECTION("what stands on nothing that anybody knows is not looked at") {
        const auto other = static_cast<std::uint8_t>(node.view()->look->header[4] + 1);
        node.perform(gui::ChangeByte{0, 4, other});
        node.perform(gui::ShowToNeighbours{});
        REQUIRE(explorer.becomes(answered));
        CHECK_FALSE(node.view()->look->answers[0].hung_up);
    }
    SECTION("a transaction that is none") {
        node.perform(gui::ChangeByte{1, 0, '['});
        node.perform(gui::ShowToNeighbours{});
        REQUIRE(explorer.becomes(hung_up));
    }
    SECTION("what is put back is the true block again") {
        node.perform(gui::ChangeByte{0, 4, 0xff});
        node.perform(gui::PutBack{});
        REQUIRE(explorer.becomes([](const ExplorerView& view) {
            return !view.look->change && view.look->verdicts[0].holds;
        }));
        node.perform(gui::StopLooking{});
        REQUIRE(explorer.becomes([](const ExplorerView& view) { return view.look == nullptr; }));
    }
    CHECK(ben.height() == 3);
}

TEST_CASE("an explorer without anybody shows the genesis block, and ends at once", "[explorer]") {
    explorer::ExplorerSettings settings;
    settings.network = network();
    settings.listen = *net::Address::parse("127.0.0.1:0");
    settings.cores = {*net::Address::parse("127.0.0.1:1")};
    const auto node = ExplorerNode::open(settings);
    REQUIRE(node);
    const auto view = (*node)->view();
    REQUIRE(view->history->size() == 1);
    CHECK(view->nodes.size() == 1);
    CHECK(view->ranking.empty());
    CHECK(view->day.empty());
    SECTION("where somebody listens already it cannot listen, too") {
        settings.listen = (*node)->address();
        CHECK_FALSE(ExplorerNode::open(settings));
    }
}

TEST_CASE("the options of an explorer name nodes and what they are called", "[explorer]") {
    explorer::ExplorerOptions options;
    options.cores = {"127.0.0.1:5001"};
    options.called = {"127.0.0.1:5001=\u30a2\u30a4\u30b3"};
    const auto read = read_options(options);
    REQUIRE(read);
    CHECK(read->cores.size() == 1);
    CHECK(read->called.at("127.0.0.1:5001") == "\u30a2\u30a4\u30b3");
    SECTION("a name without an address, or the other way round") {
        for (const char* wrong : {"ben", "127.0.0.1:5001", "127.0.0.1:5001=", "=ben", ""}) {
            options.called = {wrong};
            const auto refused = read_options(options);
            REQUIRE_FALSE(refused);
            CHECK(refused.error().reason == explorer::ExplorerOptionsError::BadName);
        }
    }
    SECTION("a core without a port, a host that is none, a network that cannot be") {
        options.cores = {"127.0.0.1"};
        CHECK_FALSE(read_options(options));
        options.cores = {};
        options.host = "here";
        CHECK_FALSE(read_options(options));
        options.host = "127.0.0.1";
        options.spacing = 0;
        CHECK_FALSE(read_options(options));
    }
}

TEST_CASE("a node that is told to quit is over, and its window may close", "[explorer]") {
    RealNode ben{key_of("ben").public_key()};
    Watched watched{settings_of(ben)};
    CHECK_FALSE(watched.node->view()->over);
    watched.node->perform(gui::TypeLine{"/quit"});
    CHECK(watched.becomes([](const ExplorerView& view) { return view.over; }));
    CHECK_FALSE(watched.node->has_failed());
}

TEST_CASE("a student who has mistyped the class is turned away, and his node ends", "[explorer]") {
    RealNode ben{key_of("ben").public_key()};
    auto settings = settings_of(ben);
    const auto code =
        classroom::new_class("maths", std::chrono::seconds{5}, key_of("host").public_key());
    settings.seat = explorer::ClassSeat{.code = *code, .name = "alice"};
    settings.network = network_of(*code);
    Watched watched{settings};
    CHECK(watched.becomes([](const ExplorerView& view) { return view.over; }));
    CHECK(watched.node->has_failed());
    const auto& happenings = watched.node->view()->happenings;
    CHECK(std::any_of(happenings.begin(), happenings.end(), [](const std::string& one) {
        return one.find("does not let this node in: this is network light") != std::string::npos;
    }));
}
