#pragma once

#include <map>
#include <optional>
#include <string>

#include "node.hpp"

namespace stage {

// #region application
// The neighbour a message came through, who need not be its author; nothing: it is our own.
struct Source {
    std::optional<LinkId> link;
};

// Something that uses the network, which carries it without knowing it. Like a node it only
// decides: events go in, actions come out. What it does not care about it leaves out.
class Application {
public:
    virtual ~Application() = default;
    [[nodiscard]] virtual std::string name() const = 0;

    // Somebody has published this. Our own comes back to us in the same way.
    virtual Actions published(MessageId id, const std::string& body, Source from, Moment) = 0;
    // A neighbour says this to us alone. To answer: Send{from, Direct{name(), …}}.
    virtual Actions direct(LinkId /*from*/, const std::string& /*body*/, Moment) { return {}; }
    // A neighbour that has this application, too, has come, or gone.
    virtual Actions joined(LinkId /*neighbour*/, Moment) { return {}; }
    virtual Actions left(LinkId /*neighbour*/) { return {}; }
    // #endregion application
    // #region application-rest
    // At an edge: its core has passed this on.
    virtual Actions delivered(const std::string& /*body*/) { return {}; }
    // A line from the keyboard; without actions: it is none of this application's commands.
    virtual Actions typed(const std::string& /*line*/, Moment) { return {}; }
    virtual Actions on_time(Moment) { return {}; }
    [[nodiscard]] virtual Instant deadline() const { return sbc::never; }
};

// By name, in order, as a hello lists them.
using Applications = std::map<std::string, Application*>;
// #endregion application-rest

}  // namespace stage
