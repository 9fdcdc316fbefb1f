#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "board.hpp"
#include "chat.hpp"
#include "core_node.hpp"
#include "edge_node.hpp"
#include "sim/network.hpp"

// The nodes of stage 03 in the simulator: cores with a board, edges with a board and a chat. A
// restart begins with an empty board, as that of a program does.
namespace village {

using namespace std::chrono_literals;
using sbc::sim::HostId;

struct WithBoard {
    stage::Board board;
};
struct WithBoardAndChat {
    stage::Board board;
    stage::Chat chat;
};

class Core : public WithBoard, public stage::CoreNode {
public:
    explicit Core(const stage::CoreSettings& settings)
        : WithBoard{stage::Board{"a core"}}, CoreNode{settings, {&board}} {}
};
class Edge : public WithBoardAndChat, public stage::EdgeNode {
public:
    Edge(const std::string& name, const stage::EdgeSettings& settings)
        : WithBoardAndChat{stage::Board{name}, stage::Chat{name}},
          EdgeNode{settings, {&board, &chat}} {}
};

inline stage::Address at(std::size_t number) {
    const std::string net = "10.0." + std::to_string(number / 250) + ".";
    return stage::Address::from(net + std::to_string(number % 250 + 1), 5'000).value();
}

class Village {
public:
    explicit Village(std::uint64_t seed, sbc::sim::Weather weather = {}) : network{seed, weather} {
        network.on_message = [this](sbc::sim::Passing& passing) {
            const auto text = sbc::as_text(passing.bytes);
            const bool spread = text.ends_with("\"type\":\"spread\"}");
            if (spread) ++copies;
            if (on_spread && spread) on_spread(passing);
        };
    }

    // A core that dials those of these numbers; the first core has the number 0.
    HostId core(const std::vector<std::size_t>& seeds, stage::CoreSettings settings = {}) {
        settings.self = at(cores.size());
        settings.hello = {.network = "village", .role = stage::Role::Core, .port = 5'000};
        settings.hello.id = stage::NodeId{1'000 + cores.size() * 7'919 % 1'009};
        for (const std::size_t seed : seeds) settings.seeds.push_back(at(seed));
        cores.push_back(network.add({.address = settings.self, .listens = true},
                                    [=] { return std::make_unique<Core>(settings); }));
        return cores.back();
    }
    HostId edge(const std::string& name, const std::vector<std::size_t>& known,
                std::chrono::seconds clock_error = 0s) {
        stage::EdgeSettings settings;
        settings.hello = {.network = "village", .id = stage::NodeId{9'000 + edges.size()}};
        for (const std::size_t number : known) settings.cores.push_back(at(number));
        const auto place = at(1'000 + edges.size());
        edges.push_back(network.add({.address = place, .clock_error = clock_error},
                                    [=] { return std::make_unique<Edge>(name, settings); }));
        return edges.back();
    }

    [[nodiscard]] const stage::Board& board(HostId host) {
        const bool core = std::find(cores.begin(), cores.end(), host) != cores.end();
        return core ? network.node<Core>(host).board : network.node<Edge>(host).board;
    }
    // The texts on a board, in order; a post that stands there twice stands here twice.
    [[nodiscard]] std::vector<std::string> texts(HostId host) {
        std::vector<std::string> found;
        for (const stage::Post& post : board(host).posts()) found.push_back(post.text);
        std::sort(found.begin(), found.end());
        return found;
    }
    // Whether everybody has exactly these texts, waiting at most so long.
    [[nodiscard]] bool all_have(std::vector<std::string> wanted, sbc::Duration within) {
        std::sort(wanted.begin(), wanted.end());
        const auto satisfied = [&] {
            const auto has = [&](HostId host) { return texts(host) == wanted; };
            return std::all_of(cores.begin(), cores.end(), has) &&
                   std::all_of(edges.begin(), edges.end(), has);
        };
        return network.run_until(satisfied, {.time = within, .look = 100ms}) ==
               sbc::sim::Ended::Satisfied;
    }
    // How many of the lines that a host told are this one.
    [[nodiscard]] std::size_t told(HostId host, const std::string& line) const {
        const auto& lines = network.told(host);
        return static_cast<std::size_t>(std::count(lines.begin(), lines.end(), line));
    }

    sbc::sim::Network network;
    std::vector<HostId> cores;
    std::vector<HostId> edges;
    std::uint64_t copies = 0;  // of what is for everybody, as it passes over a link
    std::function<void(sbc::sim::Passing&)> on_spread;
};

}  // namespace village
