#pragma once

#include <cstdint>
#include <string>
#include <vector>

// How a wallet hangs on a network, as plain values: part of a view (gui/view.hpp). A ledger of
// one's own hangs on none, and nothing of this is shown.
namespace sbc::gui {

enum class LinkState {
    NoNetwork,
    Away,        // no core answers; it is tried again and again
    Connecting,  // nobody has answered yet, nor refused to
    Following,   // a core answers, and what has happened is being fetched
    UpToDate     // all that the cores have told is known
};

// A core that is asked, and what it says.
enum class CoreState {
    Trying,  // it has not said yet what it knows
    Away,    // it does not answer; tried again and again
    Answers
};
struct CoreView {
    std::string address{};  // "192.168.1.7:9333"
    CoreState state = CoreState::Trying;
    std::uint32_t height = 0;  // of the newest block that it has told of; 0: it has told of none
    std::string about{};       // "up to date", "3 blocks behind", "nobody listens there"
    friend bool operator==(const CoreView&, const CoreView&) = default;
};

// Something is wrong as long as it is shown: cores that tell different things, a core that is
// silent, no new block for long.
struct Warning {
    std::string text{};
    std::string advice{};
    friend bool operator==(const Warning&, const Warning&) = default;
};

struct Connection {
    LinkState state = LinkState::NoNetwork;
    std::uint32_t have = 0;  // while following: so many headers
    std::uint32_t of = 0;    // of so many
    std::vector<CoreView> cores{};
    std::vector<Warning> warnings{};  // the worst first
    friend bool operator==(const Connection&, const Connection&) = default;
};

[[nodiscard]] inline bool has_network(const Connection& connection) {
    return connection.state != LinkState::NoNetwork;
}
// There is a network, and what it has told is not all known: what is shown may be old.
[[nodiscard]] inline bool is_behind(const Connection& connection) {
    return has_network(connection) && connection.state != LinkState::UpToDate;
}
// So many of its cores are in this state.
[[nodiscard]] std::size_t cores_in(const Connection& connection, CoreState state);
// "not connected", "headers 1,200 of 10,000", "up to date with 2 cores"; with a warning,
// "connected with 2 cores"
[[nodiscard]] std::string connection_words(const Connection& connection);
// The same where there is little room: "12 %", "up to date"
[[nodiscard]] std::string short_connection_words(const Connection& connection);

}  // namespace sbc::gui
